import { LAYER_NAMES, factLine, outcomeText, type Tongue } from './describe'
import type { SelfTestRow } from './row'

const MARKS = { ok: '+', failed: 'x', skipped: '-' } as const

/** For a console, a mail, a ticket: a line for each layer, and under one that failed what to do. */
export function reportText(rows: readonly SelfTestRow[], language: Tongue): string {
  const names = rows.map(
    ({ layer, part }) => `${LAYER_NAMES[layer][language]}${part === null ? '' : ` ${String(part)}`}`,
  )
  const width = Math.max(...names.map(({ length }) => length))
  const lines = rows.flatMap((row, index) => {
    const { outcome, facts } = row
    const head = `${MARKS[outcome.kind]} ${(names[index] ?? '').padEnd(width)}  ${outcomeText(row, language)}`
    const told = factLine(facts, language)
    return told === '' ? [head] : [head, `  ${' '.repeat(width)}  ${told}`]
  })
  return `${lines.join('\n')}\n`
}

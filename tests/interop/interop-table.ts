import type { TestDetails } from '@playwright/test'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

import { IMPOSSIBLE } from './impossible'

const TYPE = 'interop'

export const TRANSPORTS = ['udp', 'tcp', 'tls', 'ws', 'wss'] as const
export type Transport = (typeof TRANSPORTS)[number]

/** A line of the table: what is tried, how the voice goes (or that signalling alone is looked at), and with whom. */
export interface InteropRow {
  readonly feature: string
  readonly media: 'signalling' | 'WebRTC' | 'RTP' | 'SDES-SRTP'
  readonly peer: string
}

interface Cell extends InteropRow {
  readonly transport: Transport
}

/** What a test proves. */
export function interop(row: InteropRow, transport: Transport): TestDetails {
  const cell: Cell = { ...row, transport }
  return { annotation: { type: TYPE, description: JSON.stringify(cell) } }
}

/** Prints feature × transport × peer at the end, of every test that says what it proves. */
export default class InteropTable implements Reporter {
  private readonly rows = new Map<string, Partial<Record<Transport, string>>>()

  onTestEnd(test: TestCase, { status, retry }: TestResult): void {
    for (const { type, description } of test.annotations) {
      if (type !== TYPE || description === undefined) continue
      const { transport, ...row } = JSON.parse(description) as Cell
      const passed = retry === 0 ? 'pass' : 'pass at the second try'
      this.note(row, transport, status === 'passed' ? passed : status === 'skipped' ? '·' : 'FAIL')
    }
  }

  onEnd(): void {
    if (this.rows.size === 0) return
    const reasons: string[] = []
    for (const { reason, transports, ...row } of IMPOSSIBLE) {
      reasons.push(reason)
      for (const transport of transports) this.note(row, transport, `– ${String(reasons.length)}`)
    }
    const results = [...this.rows].map(([row, cells]) => [
      ...row.split('\n'),
      ...TRANSPORTS.map((transport) => cells[transport] ?? '·'),
    ])
    print([['feature', 'media', 'peer', ...TRANSPORTS], ...results])
    const all = results.flatMap((row) => row.slice(-TRANSPORTS.length))
    const count = (begin: string): string => String(all.filter((cell) => cell.startsWith(begin)).length)
    console.log(
      `  ${count('pass')} pass, ${count('FAIL')} FAIL, ${count('–')} – cannot be, ${count('·')} · not in this run`,
    )
    for (const [at, reason] of reasons.entries()) console.log(`  – ${String(at + 1)}: ${reason}`)
  }

  private note({ feature, media, peer }: InteropRow, transport: Transport, result: string): void {
    const key = [feature, media, peer].join('\n')
    this.rows.set(key, { ...this.rows.get(key), [transport]: result })
  }
}

function print(table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  console.log('\nInteroperability:')
  for (const row of table) console.log(`  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}

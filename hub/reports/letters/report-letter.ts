import type { ReportView } from '#shared/contract/reports'
import type { ReportPlan } from '#shared/domain/report/plan'
import type { ReportNumbers } from '#shared/domain/report/report'
import { plainName } from '#shared/domain/site-chat'

import { htmlOf, type Letter, type LetterFile } from '../../mail/letter'
import { LETTER_WORDS, type LetterWords } from './letter-words'

/** More lines nobody reads in a letter. */
const MOST_LINES = 40

export interface ReportLetterParts {
  readonly plan: ReportPlan
  readonly view: ReportView
  readonly author: string
  readonly file: LetterFile | 'tooLarge' | null
}

/** The numbers of a planned report, as text and as a table, to one receiver. */
export function reportLetter(to: string, { plan, view, author, file }: ReportLetterParts): Letter {
  const words = LETTER_WORDS[plan.language]
  const { total, groups, span } = view
  const subject = words.subject(plainName(plan.name), span.from, span.to)
  const facts = [
    `${words.median}: ${duration(total.answerMedianMs)}`,
    `${words.p90}: ${duration(total.answerP90Ms)}`,
    `${words.messages}: ${String(total.messagesIn)} / ${String(total.messagesOut)}`,
    `${words.calls}: ${String(total.callsIn)} / ${String(total.callsOut)}`,
  ]
  const head = [words.by[plan.grouping], ...Object.values(words.columns)]
  const lines = [
    ...groups
      .slice(0, MOST_LINES)
      .map(({ key, name, numbers }) => [labelOf(key, name, plan, words), ...cells(numbers)]),
    [words.all, ...cells(total)],
  ]
  const after = [
    ...(groups.length > MOST_LINES ? [words.rest(groups.length - MOST_LINES)] : []),
    ...(file === 'tooLarge' ? [words.tooLarge] : []),
  ]
  const why = words.why(plainName(author))
  const text = [subject, ...facts, '', head.join(' | '), ...lines.map((line) => line.join(' | ')), '', ...after, why]
  return {
    to,
    subject,
    text: `${text.join('\n')}\n`,
    html: htmlPage(plan.language, { subject, facts, head, lines, after: [...after, why] }),
    ...(file === null || file === 'tooLarge' ? {} : { files: [file] }),
  }
}

interface Page {
  readonly subject: string
  readonly facts: readonly string[]
  readonly head: readonly string[]
  readonly lines: readonly (readonly string[])[]
  readonly after: readonly string[]
}

function htmlPage(language: string, { subject, facts, head, lines, after }: Page): string {
  const row = (tag: 'th' | 'td') => (line: readonly string[]) =>
    `<tr>${line.map((cell, at) => `<${tag} align="${at === 0 ? 'left' : 'right'}">${htmlOf(cell)}</${tag}>`).join('')}</tr>`
  return [
    `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><body>`,
    `<h1>${htmlOf(subject)}</h1>`,
    `<p>${facts.map(htmlOf).join('<br>')}</p>`,
    `<table cellpadding="6"><thead>${row('th')(head)}</thead><tbody>${lines.map(row('td')).join('\n')}</tbody></table>`,
    ...after.map((line) => `<p>${htmlOf(line)}</p>`),
    '</body></html>\n',
  ].join('\n')
}

function labelOf(key: string | null, name: string | null, { grouping }: ReportPlan, words: LetterWords): string {
  if (key === null) return words.nobody
  if (grouping === 'hour') return `${key.padStart(2, '0')}:00`
  return name ?? key
}

function cells({ opened, closed, answerAverageMs, judged, inTime, missedCalls }: ReportNumbers): readonly string[] {
  const share = judged === 0 ? '–' : `${String(Math.floor((inTime / judged) * 100))} %`
  return [String(opened), String(closed), duration(answerAverageMs), share, String(missedCalls)]
}

/** «0:02:14» */
function duration(ms: number | null): string {
  if (ms === null) return '–'
  const seconds = Math.round(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
}

import { MANAGED_SETTINGS } from '../../shared/contract/policy/catalogue'
import { isForSetups, POLICY_CATEGORIES, type Shape } from '../../shared/contract/policy/setting'
import { CATEGORY_WORDS } from './group-policy'

export const TABLES_BEGIN = '<!-- tables: written by `npm run policy` -->'
export const TABLES_END = '<!-- end of tables -->'

const SAME_LINES = 'The same keys exist for two more lines: `line2.…` and `line3.…`.'

/** The page as it is, with its tables as the schema says. */
export function withTables(page: string): string {
  const [before, rest] = page.split(TABLES_BEGIN)
  const after = rest?.split(TABLES_END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/it/policy.md: expected ${TABLES_BEGIN} … ${TABLES_END}`)
  return `${before}${TABLES_BEGIN}\n\n${tables()}\n${TABLES_END}${after}`
}

function tables(): string {
  return POLICY_CATEGORIES.map((category) => {
    const rows = MANAGED_SETTINGS.filter((each) => each.category === category && !isRepeated(each.key)).map(
      (setting) => {
        const { key, shape, applies, en, ru } = setting
        return [
          `\`${key}\``,
          valuesOf(shape),
          `${ru.title}`,
          [
            // A bar would end the cell.
            en.text.replaceAll('|', '\\|'),
            applies === 'nextStart' ? 'From the next start on.' : '',
            isForSetups(setting) ? '' : 'Not in set-ups.',
          ]
            .filter((each) => each !== '')
            .join(' '),
        ]
      },
    )
    const head = ['Key', 'Values', 'По-русски', 'What it does']
    const note = category === 'lines' ? `${SAME_LINES}\n\n` : ''
    return `### ${CATEGORY_WORDS[category].en}\n\n${note}${table([head, ...rows])}\n`
  }).join('\n')
}

/** What is said of line 1 already. */
function isRepeated(key: string): boolean {
  return /^line[2-9]\./.test(key)
}

/** With columns as wide as the formatter makes them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

function valuesOf(shape: Shape): string {
  switch (shape.kind) {
    case 'switch':
      return '`true`, `false`'
    case 'choice':
      return shape.options.map(({ value }) => `\`${value}\``).join(', ')
    case 'number':
      return `${shape.min}–${shape.max}`
    case 'numbers':
      return `list of ${shape.min}–${shape.max}`
    case 'text':
      return `text such as \`${shape.example}\``
  }
}

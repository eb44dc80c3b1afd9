import { OWN_CAUSES } from '../../shared/domain/self-test/causes'
import { LINE_CAUSES } from '../../shared/domain/self-test/line-causes'

const BEGIN = '<!-- causes: written by `npm run self-test-page` -->'
const END = '<!-- end of causes -->'

/** The page as it is, with its causes as the program names them. */
export function withCauses(page: string): string {
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`docs/it/self-test.md: expected ${BEGIN} … ${END}`)
  return `${before}${BEGIN}\n\n${causes()}\n\n${END}${after}`
}

function causes(): string {
  const lines = Object.entries(LINE_CAUSES).map(([reason, advice]) => [`line.${reason}`, advice] as const)
  return [...Object.entries(OWN_CAUSES), ...lines]
    .map(([cause, { en, ru }]) => `- \`${cause}\`: ${en.what} ${en.todo}\n  (${ru.what} ${ru.todo})`)
    .join('\n')
}

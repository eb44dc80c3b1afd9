import type { TextTemplate } from '#shared/domain/text-template'

/** What is being typed after «/» before the caret; `null`: no template is looked for. */
export interface TemplateQuery {
  readonly from: number
  readonly typed: string
}

const LONGEST = 60

/** At the beginning of the text or after a space: «и/или» and addresses are no question. */
export function templateAt(text: string, caret: number): TemplateQuery | null {
  const before = text.slice(Math.max(0, caret - LONGEST), caret)
  const at = before.lastIndexOf('/')
  if (at === -1 || /\S/.test(before[at - 1] ?? ' ')) return null
  const typed = before.slice(at + 1)
  return /^\s|\n/.test(typed) ? null : { from: caret - typed.length - 1, typed }
}

/** By words of the name, then by those of the text. */
export function offerTemplates(query: TemplateQuery, templates: readonly TextTemplate[]): readonly TextTemplate[] {
  const words = fold(query.typed).split(/\s+/).filter(Boolean)
  const has = (text: string) => words.every((word) => fold(text).includes(word))
  const byName = templates.filter(({ name }) => has(name))
  return [...byName, ...templates.filter((template) => !byName.includes(template) && has(template.text))]
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

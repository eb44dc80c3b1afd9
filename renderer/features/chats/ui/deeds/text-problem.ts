import { textLength } from '#shared/domain/capabilities'
import { openFields } from '#shared/domain/text-template'

type TextProblem = { readonly kind: 'empty' | 'tooLong' } | { readonly kind: 'field'; readonly field: string }

/** What keeps a text from being sent with a deed. */
export function problemOf(text: string, limit: number): TextProblem | null {
  if (text.trim() === '') return { kind: 'empty' }
  if (textLength(text) > limit) return { kind: 'tooLong' }
  const [field] = openFields(text)
  return field === undefined ? null : { kind: 'field', field }
}

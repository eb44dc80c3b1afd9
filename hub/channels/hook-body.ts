import { readJson } from '#shared/lib/read-json'

/** What a platform sent: `undefined` for what is no JSON, an empty object for nothing at all. */
export function hookBody(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Also written by its number, as JSON allows. */
const MAY_NAME_LENGTH = /length|\\u/

/**
 * Text from outside as a value that every schema can look at: as `JSON.parse`, which throws a `SyntaxError` for what is
 * no JSON, and tame.
 */
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return MAY_NAME_LENGTH.test(text) ? tame(value) : value
}

/**
 * The same value, in which no `length` is an object. zod compares the length of whatever stands where a text is expected:
 * one that cannot be made a number throws out of `safeParse`, past everybody who expects an answer.
 */
export function tame<T>(value: T): T {
  const seen = new Set<object>()
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next !== 'object' || next === null || ArrayBuffer.isView(next) || seen.has(next)) continue
    seen.add(next)
    if (next instanceof Map) left.push(...next.values())
    else
      for (const [name, inner] of Object.entries(next as Record<string, unknown>)) {
        if (typeof inner !== 'object' || inner === null) continue
        if (name === 'length') Object.assign(next, { length: null })
        else left.push(inner)
      }
  }
  return value
}

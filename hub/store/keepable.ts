import { withoutTurning } from '#shared/lib/without-turning'

const NOT_KEPT = /\p{Surrogate}|\0/gu

/**
 * PostgreSQL keeps neither NUL nor half of a surrogate pair. What comes from a platform as it is, with them, would come
 * again for ever; each becomes the sign for what cannot be read.
 */
export function keepable<T>(value: T): T {
  return cleaned(value, (text) => text.replace(NOT_KEPT, '\uFFFD'))
}

/** Names and titles stand in lines with words of the program, which they may not turn round. */
export function withPlainNames<T>(value: T): T {
  return cleaned(value, withoutTurning)
}

function cleaned<T>(value: T, clean: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return clean(each)
    if (Array.isArray(each)) return each.map(walk)
    if (typeof each !== 'object' || each === null || Object.getPrototypeOf(each) !== Object.prototype) return each
    return Object.fromEntries(Object.entries(each).map(([key, one]) => [key, walk(one)]))
  }
  // The same kind of thing comes out: only texts change.
  return walk(value) as T
}

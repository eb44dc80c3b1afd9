const NOT_KEPT = /\p{Surrogate}|\0/gu

/**
 * PostgreSQL keeps neither NUL nor half of a surrogate pair. What comes from a platform as it is, with them, would come
 * again for ever; each becomes the sign for what cannot be read.
 */
export function keepable<T>(value: T): T {
  // The same kind of thing comes out: only texts change.
  return cleaned(value) as T
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(NOT_KEPT, '\uFFFD')
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleaned(each)]))
}

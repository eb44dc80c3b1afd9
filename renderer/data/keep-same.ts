/**
 * `next`, with every part that equals its part of `previous` replaced by the very object of `previous`. Screens
 * compare by identity, so what did not change is not drawn again; `previous` itself comes back when nothing did.
 */
export function keepSame<T>(previous: T, next: T): T {
  if (Object.is(previous, next)) return previous
  if (Array.isArray(previous) && Array.isArray(next)) return keepSameList(previous, next) as T
  if (isRecord(previous) && isRecord(next)) return keepSameRecord(previous, next) as T
  return next
}

function keepSameList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(previous.map((member) => [idOf(member), member]))
  const kept = next.map((member, index) => {
    const id = idOf(member)
    const inPlace = previous[index]
    return keepSame(id === null || id === idOf(inPlace) ? inPlace : byId.get(id), member)
  })
  return kept.length === previous.length && kept.every((member, index) => Object.is(member, previous[index]))
    ? previous
    : kept
}

function idOf(member: unknown): string | null {
  return isRecord(member) && typeof member['id'] === 'string' ? member['id'] : null
}

function keepSameRecord(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(next).map(([key, value]) => {
    const counterpart = Object.hasOwn(previous, key) ? previous[key] : undefined
    return [key, keepSame(counterpart, value)] as const
  })
  const isSame =
    entries.length === Object.keys(previous).length &&
    entries.every(([key, value]) => Object.hasOwn(previous, key) && Object.is(value, previous[key]))
  return isSame ? previous : Object.fromEntries(entries)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

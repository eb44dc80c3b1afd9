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
  const byId = new Map(previous.flatMap((member) => (isRecord(member) && 'id' in member ? [[member.id, member]] : [])))
  const kept = next.map((member, index) => {
    const counterpart = isRecord(member) && 'id' in member ? byId.get(member.id) : previous[index]
    return keepSame(counterpart, member)
  })
  return kept.length === previous.length && kept.every((member, index) => Object.is(member, previous[index]))
    ? previous
    : kept
}

function keepSameRecord(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  let isSame = Object.keys(previous).length === Object.keys(next).length
  for (const [key, value] of Object.entries(next)) {
    kept[key] = keepSame(previous[key], value)
    if (!(key in previous) || !Object.is(kept[key], previous[key])) isSame = false
  }
  return isSame ? previous : kept
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

import { withoutTurning } from '#shared/lib/without-turning'

const TINTS = ['info', 'ok', 'warn', 'danger', 'accent'] as const
export type Tint = (typeof TINTS)[number]

/** First letters of the first two words; one letter for one word. */
export function initialsOf(name: string): string {
  const words = withoutTurning(name).trim().split(/\s+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')
}

/** FNV-1a over the seed, so that a person keeps a tint on every desk. */
export function tintOf(seed: string): Tint {
  let hash = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193) >>> 0
  }
  return TINTS[hash % TINTS.length] ?? 'info'
}

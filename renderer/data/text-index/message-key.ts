import type { MessageId } from '#shared/domain/ids'

export const KEY_BYTES = 16

/** A UUID in its sixteen bytes. */
export function toKey(id: string): Uint8Array {
  const digits = id.replaceAll('-', '')
  const key = new Uint8Array(KEY_BYTES)
  for (let at = 0; at < KEY_BYTES; at += 1) key[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16)
  return key
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const DASH_BEFORE: ReadonlySet<number> = new Set([4, 6, 8, 10])

export function toMessageId(key: Uint8Array): MessageId {
  let id = ''
  for (let at = 0; at < KEY_BYTES; at += 1) {
    if (DASH_BEFORE.has(at)) id += '-'
    id += HEX[key[at] ?? 0] ?? ''
  }
  // Written by `toKey` from one.
  return id as MessageId
}

import type { MessageId } from '#shared/domain/ids'

/** UUIDv7 (RFC 9562, section 5.7): version and variant are constant, the other 122 bits sort as the text does. */
const ID_PARTS = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{12})$/
const VARIANT = 0b10n << 62n
const TAIL_MASK = (1n << 62n) - 1n
const MILLISECOND = 1n << 74n
const HEX_DIGITS = 32

/**
 * The id at `step` of `steps` equal steps from `lower` to `upper` (both exclusive). Without `lower` the steps are
 * milliseconds that end at `upper`. `null` where there is no room, or where one of them is no UUIDv7.
 */
export function idBetween(lower: MessageId | null, upper: MessageId, step: number, steps: number): MessageId | null {
  const to = payloadOf(upper)
  if (to === null) return null
  const from = lower === null ? to - BigInt(steps) * MILLISECOND : payloadOf(lower)
  if (from === null || from < 0n) return null
  const at = from + ((to - from) * BigInt(step)) / BigInt(steps)
  return from < at && at < to ? idOf(at) : null
}

/** An id that sorts a millisecond above this one. */
export function idAfter(id: MessageId): MessageId | null {
  const payload = payloadOf(id)
  return payload === null ? null : idOf(payload + MILLISECOND)
}

function payloadOf(id: MessageId): bigint | null {
  const [, high, low, sequence, tail, node] = ID_PARTS.exec(id) ?? []
  if (!high || !low || !sequence || !tail || !node) return null
  return (BigInt(`0x${high}${low}${sequence}`) << 62n) | (BigInt(`0x${tail}${node}`) & TAIL_MASK)
}

function idOf(payload: bigint): MessageId {
  const head = payload >> 62n
  const text = (((((head >> 12n) << 4n) | 7n) << 76n) | ((head & 0xfffn) << 64n) | VARIANT | (payload & TAIL_MASK))
    .toString(16)
    .padStart(HEX_DIGITS, '0')
  const parts = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)]
  return parts.join('-') as MessageId
}

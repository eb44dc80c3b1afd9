import { dialledOn } from '#shared/domain/desk-phone/commands'

/** Forms of one number agree in their last digits. */
const SAME_DIGITS = 10

export function isSameNumber(one: string, other: string | null): boolean {
  if (other === null) return false
  const [left, right] = [dialledOn(one) ?? one, dialledOn(other) ?? other]
  return left === right || (left.length >= SAME_DIGITS && left.slice(-SAME_DIGITS) === right.slice(-SAME_DIGITS))
}

import { ECDH } from 'node:crypto'

const POINT_BYTES = 65
const SECRET_BYTES = 16

/** A point of P-256 and the secret of 16 bytes that a browser makes (RFC 8291, 3.1 and 3.2). */
export function areSubscriptionKeys(p256dh: string, auth: string): boolean {
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== POINT_BYTES || Buffer.from(auth, 'base64url').length !== SECRET_BYTES) return false
  try {
    ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'uncompressed')
    return true
  } catch {
    // That it is no point of the curve is told only by throwing.
    return false
  }
}

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32

/** For tokens and codes: nobody guesses one, so that a plain hash keeps it. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** The same secret at every hub that has the key, without being kept anywhere. */
export function derivedSecret(keyBase64: string, purpose: string): string {
  return createHmac('sha256', Buffer.from(keyBase64, 'base64')).update(purpose).digest('base64url')
}

/** Takes the same time wherever the two differ. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(expected)))
}

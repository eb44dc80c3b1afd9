import { createHash, randomBytes } from 'node:crypto'

const KEY_BYTES = 32

/** 256 bits, so that nobody guesses one and a plain hash is enough to keep it by. */
export function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url')
}

export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

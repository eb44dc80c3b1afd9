import { createHash, timingSafeEqual } from 'node:crypto'

export interface MangoKeys {
  readonly apiKey: string
  readonly apiSalt: string
}

/** SHA-256 of key, text and salt in a row, in lower-case hexadecimal, over the very bytes of `json`; the same both ways. */
export function signatureOf({ apiKey, apiSalt }: MangoKeys, json: string): string {
  return createHash('sha256').update(`${apiKey}${json}${apiSalt}`, 'utf8').digest('hex')
}

/** Takes the same time wherever the two differ. */
export function isSignedBy(keys: MangoKeys, json: string, signature: string): boolean {
  const expected = Buffer.from(signatureOf(keys, json))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

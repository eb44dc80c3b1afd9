import { createHash } from 'node:crypto'

export interface Keys {
  readonly apiKey: string
  readonly apiSalt: string
}

/** Facts §1: SHA-256 of the plain concatenation, in lower-case hexadecimal; the same both ways. */
export function sign({ apiKey, apiSalt }: Keys, json: string): string {
  return createHash('sha256')
    .update(apiKey + json + apiSalt)
    .digest('hex')
}

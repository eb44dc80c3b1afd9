import { createPublicKey, verify } from 'node:crypto'

import { z } from 'zod'

const CREDENTIALS = /^vapid\s+(?=.*\bt=([\w-]+\.[\w-]+\.[\w-]+))(?=.*\bk=([\w-]+)).*$/i
const LONGEST_S = 24 * 3_600
const POINT_BYTES = 65

const header = z.object({ alg: z.literal('ES256') })
const claims = z.object({ aud: z.string(), exp: z.number(), sub: z.string().optional() })

export interface Sender {
  /** Base64url of the point. */
  readonly publicKey: string
  readonly contact: string | null
}

/** Who sends, as RFC 8292 lets a push service know; in words why it is not believed. */
export function senderOf(authorization: string | undefined, origin: string, nowMs: number): Sender | string {
  const [, token = '', publicKey = ''] = CREDENTIALS.exec(authorization ?? '') ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  if (!header.safeParse(json(head)).success) return 'An ES256 token was expected.'
  const claimed = claims.safeParse(json(body))
  if (!claimed.success) return 'The claims aud and exp were expected.'
  const { aud, exp, sub } = claimed.data
  if (aud !== origin) return `The audience is ${origin}.`
  if (exp * 1000 <= nowMs || exp * 1000 > nowMs + LONGEST_S * 1000) return 'The token is to end within 24 hours.'
  if (sub !== undefined && !/^(mailto:.+@.+|https:\/\/.+)/.test(sub))
    return 'The contact is a mailto: or https: address.'
  const point = Buffer.from(publicKey, 'base64url')
  if (point.length !== POINT_BYTES) return 'The key is a point of P-256.'
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return isSigned ? { publicKey, contact: sub ?? null } : 'The signature is another key’s.'
}

function json(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

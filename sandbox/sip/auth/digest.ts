import { createHash } from 'node:crypto'
import { splitList } from '../message/sip-headers'
import { unquote } from '../message/address'

export interface DigestCredentials {
  readonly username: string
  readonly realm: string
  readonly nonce: string
  readonly uri: string
  readonly response: string
  readonly qop: string | undefined
  readonly nc: string | undefined
  readonly cnonce: string | undefined
}

/** Reads `Authorization: Digest …` (RFC 2617 §3.2.2). */
export function parseCredentials(header: string): DigestCredentials | undefined {
  const fields = parseDigestFields(header)
  const [username, realm, nonce, uri, response] = ['username', 'realm', 'nonce', 'uri', 'response'].map((name) =>
    fields.get(name),
  )
  if (username === undefined || !realm || !nonce || !uri || !response) return undefined
  const [qop, nc, cnonce] = ['qop', 'nc', 'cnonce'].map((name) => fields.get(name))
  return { username, realm, nonce, uri, response, qop, nc, cnonce }
}

export function parseDigestFields(header: string): Map<string, string> {
  const fields = new Map<string, string>()
  const match = /^Digest\s+(.*)$/is.exec(header.trim())
  for (const part of splitList(match?.[1] ?? '')) {
    const equals = part.indexOf('=')
    if (equals > 0) fields.set(part.slice(0, equals).trim().toLowerCase(), unquote(part.slice(equals + 1).trim()))
  }
  return fields
}

/** The `response` value of RFC 2617 §3.2.2.1 with MD5, with `qop=auth` or, for old clients, without. */
export function digestResponse(
  credentials: Omit<DigestCredentials, 'response'>,
  password: string,
  method: string,
): string {
  const ha1 = md5(`${credentials.username}:${credentials.realm}:${password}`)
  const ha2 = md5(`${method}:${credentials.uri}`)
  return credentials.qop === undefined
    ? md5(`${ha1}:${credentials.nonce}:${ha2}`)
    : md5(`${ha1}:${credentials.nonce}:${credentials.nc ?? ''}:${credentials.cnonce ?? ''}:${credentials.qop}:${ha2}`)
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

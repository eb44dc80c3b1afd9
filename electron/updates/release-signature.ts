import { createPublicKey, verify } from 'node:crypto'

import { release as releaseSchema, signedText, splitReleaseFile } from '#shared/contract/release'
import type { Release } from '#shared/domain/updates/release'
import { readJson } from '#shared/lib/read-json'
import { err, ok, type Result } from '#shared/lib/result'

/** What stands before the 32 bytes of an Ed25519 key (RFC 8410). */
const KEY_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

export type SignatureFailure = 'notARelease' | 'wrongSignature' | 'notUnderstood'

/** The release in this file, if one of these keys (Ed25519, 32 bytes in Base64) has signed it. */
export function readSignedRelease(text: string, publicKeys: readonly string[]): Result<Release, SignatureFailure> {
  const parts = splitReleaseFile(text)
  if (!parts) return err('notARelease')
  const signature = Buffer.from(parts.signature, 'base64')
  const signed = Buffer.from(signedText(parts.body))
  if (!publicKeys.some((key) => verify(null, signed, keyOf(key), signature))) return err('wrongSignature')
  const parsed = releaseSchema.safeParse(parsedJson(parts.body))
  return parsed.success ? ok(parsed.data) : err('notUnderstood')
}

function keyOf(base64: string) {
  return createPublicKey({ key: Buffer.concat([KEY_HEAD, Buffer.from(base64, 'base64')]), format: 'der', type: 'spki' })
}

function parsedJson(text: string): unknown {
  try {
    return readJson(text)
  } catch {
    // Signed by the company and not ours to read: the schema says so.
    return undefined
  }
}

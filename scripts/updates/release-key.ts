import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

import { signedText, writeReleaseFile } from '../../shared/contract/release'

/** Of an Ed25519 key in DER: what stands before are twelve bytes that are always the same. */
const KEY_BYTES = 32

/** Writes a new private key (PKCS #8 in PEM, encrypted where there is a passphrase), answers its public key. */
export function newReleaseKey(path: string, passphrase: string | undefined): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const secret = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8', ...secret })
  // Never over another one: without it no desk takes a release any more.
  writeFileSync(path, pem, { mode: 0o600, flag: 'wx' })
  return publicKeyOf(privateKey)
}

export function readReleaseKey(path: string, passphrase: string | undefined): KeyObject {
  const key = createPrivateKey({ key: readFileSync(path), ...(passphrase === undefined ? {} : { passphrase }) })
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`${path}: expected an Ed25519 key, got ${String(key.asymmetricKeyType)}; make one with new-key`)
  return key
}

/** As policies and packages are told it. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES).toString('base64')
}

export function signRelease(body: string, key: KeyObject): string {
  return writeReleaseFile(body, sign(null, Buffer.from(signedText(body)), key).toString('base64'))
}

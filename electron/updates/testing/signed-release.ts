import { createHash, generateKeyPairSync, sign } from 'node:crypto'

import { signedText, writeReleaseFile } from '#shared/contract/release'
import type { Release, ReleaseFile } from '#shared/domain/updates/release'

export interface ReleaseKey {
  readonly publicKey: string
  readonly sign: (body: string) => string
}

/** A company's key. */
export function releaseKey(): ReleaseKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    sign: (body) => writeReleaseFile(body, sign(null, Buffer.from(signedText(body)), privateKey).toString('base64')),
  }
}

export function fileOf(content: Uint8Array, given: Partial<ReleaseFile> = {}): ReleaseFile {
  return {
    form: 'folder',
    arch: 'x64',
    name: 'otklik.tar.gz',
    size: content.byteLength,
    sha512: createHash('sha512').update(content).digest('base64'),
    ...given,
  }
}

export function releaseOf(given: Partial<Release> = {}): Release {
  return {
    channel: 'stable',
    publishedAtMs: 1_000,
    version: '0.2.0',
    rolloutPercent: 100,
    notes: { ru: '', en: '' },
    files: [fileOf(Buffer.from('program'))],
    ...given,
  }
}

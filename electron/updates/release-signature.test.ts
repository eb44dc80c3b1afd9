import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { writeReleaseFile } from '#shared/contract/release'
import { randomRuns } from '#shared/testing/random-runs'
import { readSignedRelease } from './release-signature'
import { releaseKey, releaseOf } from './testing/signed-release'

const COUNTS = { share: 2_000, full: 1_000_000 }
const key = releaseKey()
const release = releaseOf()
const text = key.sign(JSON.stringify(release))

describe('[I3] [I9] a release counts only with the signature of the company', () => {
  it('is read when one of the keys has signed it', () => {
    expect(readSignedRelease(text, [releaseKey().publicKey, key.publicKey])).toEqual({ ok: true, value: release })
  })

  it('is refused when somebody else has signed it, or no key is known', () => {
    expect(readSignedRelease(text, [releaseKey().publicKey])).toEqual({ ok: false, error: 'wrongSignature' })
    expect(readSignedRelease(text, [])).toEqual({ ok: false, error: 'wrongSignature' })
  })

  it('is refused when anything behind the signature was changed, or a signature was moved to another text', () => {
    const changed = text.replace('"0.2.0"', '"0.3.0"')
    expect(readSignedRelease(changed, [key.publicKey])).toEqual({ ok: false, error: 'wrongSignature' })
    const moved = `${text.split('\n')[0] ?? ''}\n${JSON.stringify(releaseOf({ rolloutPercent: 1 }))}`
    expect(readSignedRelease(moved, [key.publicKey])).toEqual({ ok: false, error: 'wrongSignature' })
  })

  it('a page of a web server, a truncated head and nothing at all are no release', () => {
    for (const other of ['<html>Not found</html>', '', text.slice(0, 60), JSON.stringify(release)])
      expect(readSignedRelease(other, [key.publicKey])).toEqual({ ok: false, error: 'notARelease' })
  })

  it('what the company has signed and this Otklik does not understand is told apart from a forgery', () => {
    for (const body of ['{}', 'not JSON', JSON.stringify(releaseOf({ version: '1.2' }))])
      expect(readSignedRelease(key.sign(body), [key.publicKey])).toEqual({ ok: false, error: 'notUnderstood' })
    const outside = releaseOf({ files: [{ ...release.files[0]!, name: '../otklik' }] })
    expect(readSignedRelease(key.sign(JSON.stringify(outside)), [key.publicKey])).toMatchObject({ ok: false })
  })

  it('no other text is accepted, however near it is', () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.string().map((body) => writeReleaseFile(body, Buffer.alloc(64, body.length).toString('base64'))),
      fc
        .tuple(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
        .filter(([at, letter]) => text[at] !== letter)
        .map(([at, letter]) => text.slice(0, at) + letter + text.slice(at + 1)),
    )
    fc.assert(
      fc.property(anyText, (other) => {
        expect(readSignedRelease(other, [key.publicKey]).ok).toBe(false)
      }),
      randomRuns(COUNTS),
    )
  })
})

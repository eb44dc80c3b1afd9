import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '#shared/testing/random-runs'

import { DamagedFileError, openFile, sealFile } from './sealed-file'

const ABOUT = { appVersion: '1.2.3', madeAtMs: 5, migrations: [10, 20] }
const PASSPHRASE = 'пароль из слов'
const RUNS = { share: 10, full: 300 }

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}

const seal = (content: Uint8Array, size = 70_000) => gather(sealFile(ABOUT, PASSPHRASE, inChunks(content, size)))

async function read(file: Uint8Array, passphrase = PASSPHRASE): Promise<Buffer | string> {
  const opened = await openFile(() => inChunks(file, 9999), passphrase)
  if (!opened.ok) return opened.error.kind
  try {
    return await gather(opened.value.content())
  } catch (error) {
    if (error instanceof DamagedFileError) return 'damaged'
    throw error
  }
}

describe('a sealed file', () => {
  it.each([0, 1, 262_143, 262_144, 262_145, 600_000])('[I9] gives back what went in: %i bytes', async (bytes) => {
    const content = Buffer.alloc(bytes, 'да')
    const file = await seal(content)
    expect(await read(file)).toEqual(content)
    expect(file.includes(Buffer.from('дададада'))).toBe(false)
  })

  it('tells another passphrase, another kind of file and a newer one from a damaged one', async () => {
    const file = await seal(Buffer.from('всё'))
    expect(await read(file, 'другие слова совсем')).toBe('wrongPassphrase')
    expect(await read(Buffer.from('PK\x03\x04 что-то другое, и длинное'))).toBe('notOurs')
    expect(await read(Buffer.alloc(0))).toBe('notOurs')
    // As it is typed: composed letters or not.
    const composed = await gather(sealFile(ABOUT, 'ёлка зимой стоит'.normalize('NFD'), inChunks(Buffer.from('x'), 1)))
    expect(await read(composed, 'ёлка зимой стоит'.normalize('NFC'))).toEqual(Buffer.from('x'))
  })

  it('notices every change, cut and addition', { timeout: 60_000 }, async () => {
    const content = Buffer.alloc(300_000, 'жизнь')
    const file = await seal(content)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.record({ kind: fc.constant('flip'), at: fc.nat(file.length - 1), bit: fc.nat(7) }),
          fc.record({ kind: fc.constant('cut'), at: fc.nat(file.length - 1), bit: fc.constant(0) }),
          fc.record({ kind: fc.constant('add'), at: fc.nat(50), bit: fc.constant(0) }),
        ),
        async ({ kind, at, bit }) => {
          const other = Buffer.from(file)
          if (kind === 'flip') other[at] = (other[at] ?? 0) ^ (1 << bit)
          const given =
            kind === 'cut'
              ? other.subarray(0, at)
              : kind === 'add'
                ? Buffer.concat([other, Buffer.alloc(at + 1)])
                : other
          expect(['damaged', 'notOurs', 'newerFormat']).toContain(await read(given))
        },
      ),
      randomRuns(RUNS),
    )
  })
})

import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { makeTestFolder, type TestFolder } from '../testing/test-folder'
import { BlobStore } from './blob-store'

let folder: TestFolder

beforeEach(() => {
  folder = makeTestFolder()
})
afterEach(() => {
  folder.remove()
})

describe('two hubs with one folder of attachments', () => {
  it('[M4] receive at the same time, the same bytes too, and one that starts meanwhile disturbs nobody', async () => {
    const [a, b] = [new BlobStore(folder.path, 'shared'), new BlobStore(folder.path, 'shared')]
    let goOn = () => {}
    const started = new Promise<void>((begun) => {
      goOn = begun
    })
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = a.receive(
      (async function* () {
        yield Buffer.from('при')
        goOn()
        await held
        yield Buffer.from('вет')
      })(),
      100,
    )
    await started
    const third = new BlobStore(folder.path, 'shared')
    const quick = await b.receive(bytes('привет'), 100)
    release()
    expect(await slow).toEqual(quick)
    expect(String(await third.read(quick?.hash ?? ''))).toBe('привет')
    expect(readdirSync(join(folder.path, 'incoming'))).toEqual([])
  })

  it('clear away what a hub that ended left, once no hub can be at it', () => {
    new BlobStore(folder.path, 'shared')
    const [old, young] = ['old', 'young'].map((name) => join(folder.path, 'incoming', name)) as [string, string]
    for (const path of [old, young]) writeFileSync(path, 'x')
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 3600
    utimesSync(old, twoDaysAgo, twoDaysAgo)
    new BlobStore(folder.path, 'shared')
    expect([existsSync(old), existsSync(young)]).toEqual([false, true])
    new BlobStore(folder.path, 'own')
    expect(existsSync(young)).toBe(false)
  })
})

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}

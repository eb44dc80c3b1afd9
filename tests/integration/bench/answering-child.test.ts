import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startAnsweringChild } from '../../bench/lib/answering-child'

/** Shorter than the limit of a test, longer than the start of a process on a busy machine. */
const SILENCE_MS = 3_000

describe('a measured program of its own', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'otklik-child-'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  const started = async (body: string, limitMs?: number) => {
    const file = join(folder, 'child.mjs')
    await writeFile(file, body)
    return startAnsweringChild<{ readonly ask: string }>(file, limitMs)
  }

  it('answers each question by its number', async () => {
    const child = await started(
      `process.on('message', ({ id, ask }) => setTimeout(() => process.send({ id, value: ask + '!' }), ask === 'slow' ? 50 : 0))`,
    )
    await expect(Promise.all([child.ask({ ask: 'slow' }), child.ask({ ask: 'quick' })])).resolves.toEqual([
      'slow!',
      'quick!',
    ])
    child.stop()
  })

  it('that dies is an error with its last words, for the question under way and for all later ones', async () => {
    const child = await started(`process.on('message', () => { console.error('no sockets left'); process.exit(3) })`)
    await expect(child.ask({ ask: 'cpu' })).rejects.toThrow(/ended with code 3\. Its last words: no sockets left/)
    await expect(child.ask({ ask: 'cpu' })).rejects.toThrow(/ended with code 3/)
  })

  it('that says nothing is an error with its last words', async () => {
    const child = await started(`console.log('thinking'); process.on('message', () => undefined)`, SILENCE_MS)
    await expect(child.ask({ ask: 'cpu' })).rejects.toThrow(
      /no answer to .*cpu.* in 3000 ms\. Its last words: thinking/,
    )
    child.stop()
  })

  it('that cannot answer says why', async () => {
    const child = await started(`process.on('message', ({ id }) => process.send({ id, error: 'Error: no such call' }))`)
    await expect(child.ask({ ask: 'cpu' })).rejects.toThrow(/could not answer: Error: no such call/)
    child.stop()
  })
})

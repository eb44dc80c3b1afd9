import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createFileWriter } from './file-writer'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-writer-'))
  path = join(folder, 'told.json')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('a file that is replaced as a whole', () => {
  it('holds the text once that is promised, and nothing is left beside it', async () => {
    const writer = createFileWriter(path)
    await writer.write('one')
    expect([readFileSync(path, 'utf8'), existsSync(`${path}.new`)]).toEqual(['one', false])
    await writer.write('two')
    expect(readFileSync(path, 'utf8')).toBe('two')
  })

  it('promises nothing early: each text or a later one is there, and those that wait share a write', async () => {
    const writer = createFileWriter(path)
    const seen: string[] = []
    const written = Array.from({ length: 50 }, (_, index) => {
      const done = writer.write(String(index)).then(() => seen.push(readFileSync(path, 'utf8')))
      return done
    })
    await Promise.all(written)
    expect(seen).toEqual(['0', ...Array.from({ length: 49 }, () => '49')])
  })

  it('says when it could not, and writes the next one all the same', async () => {
    const writer = createFileWriter(path)
    mkdirSync(path)
    const [refused, waiting] = [writer.write('one'), writer.write('two')]
    await expect(refused).rejects.toMatchObject({ syscall: 'rename' })
    await expect(waiting).rejects.toMatchObject({ syscall: 'rename' })
    rmdirSync(path)
    await writer.write('three')
    expect(readFileSync(path, 'utf8')).toBe('three')
  })
})

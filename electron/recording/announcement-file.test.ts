import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import type { FileId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { createAnnouncementFiles } from './announcement-file'

const [ONE, TWO] = ['one', 'two'] as [FileId, FileId]
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-announcement-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('is fetched once, is here while the hub is away, and gives way to the next', async () => {
  const fetchFile = vi.fn(async (id: FileId): Promise<Uint8Array<ArrayBuffer> | null> => Uint8Array.of(id.length, 1))
  const files = createAnnouncementFiles(folder, fetchFile, silentLogger)
  expect([...((await files.read(ONE)) ?? [])]).toEqual([3, 1])
  fetchFile.mockResolvedValue(null)
  expect([...((await files.read(ONE)) ?? [])]).toEqual([3, 1])
  expect(await files.read(TWO)).toBeNull()
  fetchFile.mockResolvedValue(Uint8Array.of(2))
  expect([...((await files.read(TWO)) ?? [])]).toEqual([2])
  expect(readdirSync(folder)).toEqual([TWO])
})

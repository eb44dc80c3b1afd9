import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import { RecordingFiles } from './recording-files'

const CALL = '01890000-0000-7000-8000-000000000001' as CallId
const OTHER = '01890000-0000-7000-8000-000000000002' as CallId
const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2026, 10, 28, 12)
const logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), child: () => logger }
let folder: string

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'otklik-recordings-')), 'recordings')
})
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true })
})

const bytes = (...values: number[]) => Uint8Array.from(values)

describe('the files of recordings', () => {
  it('hold every piece as soon as it was taken, before they are closed', async () => {
    const writer = await new RecordingFiles(folder, logger).create(CALL, NOW_MS)
    await writer.append(bytes(1, 2))
    await writer.append(bytes(3))
    const [name = ''] = readdirSync(folder)
    expect([...readFileSync(join(folder, name))]).toEqual([1, 2, 3])
    await writer.close()
  })

  it('are named by time and call alone, and are this user’s only', async () => {
    const writer = await new RecordingFiles(folder, logger).create(CALL, NOW_MS)
    await writer.close()
    const [name = ''] = readdirSync(folder)
    expect(name).toMatch(/^2026-11-2\d_\d\d-\d\d-\d\d_01890000-0000-7000-8000-000000000001_1\.webm$/)
    expect([statSync(folder).mode & 0o777, statSync(join(folder, name)).mode & 0o777]).toEqual([0o700, 0o600])
  })

  it('are found again by the next start, part by part; strangers’ files are left alone', async () => {
    const before = new RecordingFiles(folder, logger)
    for (const value of [7, 8]) {
      const writer = await before.create(CALL, NOW_MS + value * 1_000)
      await writer.append(bytes(value))
      await writer.close()
    }
    writeFileSync(join(folder, 'notes.webm'), 'x')
    const files = new RecordingFiles(folder, logger)
    expect([files.partsOf(CALL), files.partsOf(OTHER)]).toEqual([2, 0])
    expect([...((await files.read(CALL, 2)) ?? [])]).toEqual([8])
    expect([await files.read(CALL, 3), await files.read(OTHER, 1)]).toEqual([null, null])
  })

  it('are deleted by age, and by nothing else', async () => {
    const files = new RecordingFiles(folder, logger)
    for (const id of [CALL, OTHER]) await (await files.create(id, NOW_MS)).close()
    writeFileSync(join(folder, 'notes.webm'), 'x')
    const old = new Date(NOW_MS - 31 * DAY_MS)
    const young = new Date(NOW_MS - 29 * DAY_MS)
    utimesSync(files.pathOf(CALL, 1) ?? '', old, old)
    utimesSync(files.pathOf(OTHER, 1) ?? '', young, young)
    utimesSync(join(folder, 'notes.webm'), old, old)
    expect(await files.sweep(30, NOW_MS)).toBe(1)
    expect([files.partsOf(CALL), files.partsOf(OTHER)]).toEqual([0, 1])
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('that somebody deleted by hand are said to be gone', async () => {
    const files = new RecordingFiles(folder, logger)
    await (await files.create(CALL, NOW_MS)).close()
    rmSync(files.pathOf(CALL, 1) ?? '')
    expect(await files.read(CALL, 1)).toBeNull()
    expect([await files.sweep(1, NOW_MS), files.partsOf(CALL)]).toEqual([0, 0])
  })
})

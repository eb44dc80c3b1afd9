import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { openCarriedFile } from './carried-file'

it('[I9] what is carried around a wiped database is one user’s alone, whole, and gone when it is put back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-carried-'))
  try {
    const file = openCarriedFile(folder)
    expect(file.read('otklik-desk')).toBeNull()
    file.write('otklik-desk', 'one')
    file.write('otklik-desk', 'another')
    expect([file.read('otklik-desk'), readdirSync(folder)]).toEqual(['another', ['otklik-desk.carried']])
    expect(statSync(join(folder, 'otklik-desk.carried')).mode & 0o077).toBe(0)
    file.remove('otklik-desk')
    file.remove('otklik-desk')
    expect(readdirSync(folder)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

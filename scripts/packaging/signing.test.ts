import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { missingForSigning, signerBy } from './signing.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-signing-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function command(script: string): string {
  const path = join(folder, 'sign')
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

function program(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, name)
  return path
}

describe('[I1] what is signed with the company’s own command', () => {
  it('is each file in its own place, one call for each', async () => {
    const calls = join(folder, 'calls')
    const sign = signerBy(command(`echo "$#:$1" >> '${calls}'; printf signed >> "$1"`))
    const files = ['Otklik.exe', 'Otklik Setup 0.2.0.exe', 'Otklik 0.2.0.msi'].map(program)
    for (const path of files) await sign({ path })
    expect(readFileSync(calls, 'utf8')).toBe(files.map((path) => `1:${path}\n`).join(''))
    for (const path of files) expect(readFileSync(path, 'utf8')).toMatch(/signed$/)
  })

  it.each([
    ['the command fails', () => command('echo no token >&2; exit 3'), 'no token'],
    ['it does nothing', () => command('true'), 'left'],
    ['it is not there', () => join(folder, 'none'), 'ENOENT'],
  ])('fails the build where %s', async (_, by, words) => {
    await expect(signerBy(by())({ path: program('Otklik.exe') })).rejects.toThrow(words)
  })
})

describe('[I1] what notarising takes', () => {
  it('is asked for before anything is packed, and only where Apple is asked', () => {
    expect(missingForSigning('linux', {})).toBeNull()
    expect(missingForSigning('darwin', { APPLE_ID: 'it@firm.ru', APPLE_TEAM_ID: '' })).toContain('APPLE_API_KEY')
    const whole = { APPLE_ID: 'it@firm.ru', APPLE_APP_SPECIFIC_PASSWORD: 'x', APPLE_TEAM_ID: 'T' }
    expect(missingForSigning('darwin', whole)).toBeNull()
    expect(missingForSigning('darwin', { APPLE_KEYCHAIN_PROFILE: 'otklik' })).toBeNull()
  })
})

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ownBrowserFiles, selfTestCommand } from './self-test-command'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-command-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('[I8] otklik --self-test', () => {
  it.each([
    [['otklik'], null],
    [['otklik', 'tel:+74951234567', '--json'], null],
    [['otklik', '--self-test'], { asJson: false }],
    [['electron', '.', '--json', '--self-test'], { asJson: true }],
  ])('%j is %j', (argv, expected) => {
    expect(selfTestCommand(argv)).toEqual(expected)
  })

  it('has browser files of its own, with the key of the passwords where there is one', () => {
    writeFileSync(join(folder, 'Local State'), 'sealed')
    const own = ownBrowserFiles(folder, folder)
    expect(readFileSync(join(own, 'Local State'), 'utf8')).toBe('sealed')
    expect(ownBrowserFiles(folder, folder)).not.toBe(own)
  })

  it('removes what earlier tests left, and nothing of one that runs', () => {
    const [old, running] = ['otklik-self-test-old', 'otklik-self-test-running'].map((name) => join(folder, name))
    for (const path of [old, running]) mkdirSync(path ?? '')
    utimesSync(old ?? '', 0, 0)
    ownBrowserFiles(folder, folder)
    expect([existsSync(old ?? ''), existsSync(running ?? '')]).toEqual([false, true])
  })
})

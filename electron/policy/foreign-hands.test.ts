import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { readPolicy } from '#shared/contract/policy/policy'
import { firstForeign, type Owned } from './foreign-hands'
import { readCompanysFile } from './policy-places'

const isRoot = process.getuid?.() === 0
const SOMEBODY = 1000

const owned =
  (places: Readonly<Record<string, Owned>>) =>
  (place: string): Owned =>
    places[place] ?? { uid: 0, mode: 0o755 }
const WAY = ['/etc/otklik/policy.json', '/etc/otklik', '/etc', '/']

describe('[I2] who may write the company’s file', () => {
  it.each<[string, Readonly<Record<string, Owned>>, string | null]>([
    ['root alone', {}, null],
    ['root’s, readable by root alone', { [WAY[0] ?? '']: { uid: 0, mode: 0o600 } }, null],
    ['a file of somebody', { '/etc/otklik/policy.json': { uid: 1000, mode: 0o644 } }, '/etc/otklik/policy.json'],
    [
      'a file that a group may write',
      { '/etc/otklik/policy.json': { uid: 0, mode: 0o664 } },
      '/etc/otklik/policy.json',
    ],
    ['a file that all may write', { '/etc/otklik/policy.json': { uid: 0, mode: 0o646 } }, '/etc/otklik/policy.json'],
    [
      'a sticky bit at the file, which helps nothing',
      { '/etc/otklik/policy.json': { uid: 0, mode: 0o1666 } },
      WAY[0] ?? '',
    ],
    ['a folder of somebody', { '/etc/otklik': { uid: 1000, mode: 0o755 } }, '/etc/otklik'],
    ['a folder that all may write', { '/etc/otklik': { uid: 0, mode: 0o777 } }, '/etc/otklik'],
    ['a shared folder in which nobody may replace what is root’s', { '/etc/otklik': { uid: 0, mode: 0o1777 } }, null],
    ['a folder above that', { '/etc': { uid: 0, mode: 0o775 } }, '/etc'],
  ])('%s', (_name, places, foreign) => {
    expect(firstForeign(WAY, owned(places))).toBe(foreign)
  })
})

describe.runIf(isRoot)('[I2] a real file of Linux', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'otklik-hands-'))
    file = join(folder, 'policy.json')
    writeFileSync(file, '{"locked":{"look.theme":"dark"}}', { mode: 0o644 })
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })
  const rulesOf = (path = file) => readPolicy(readCompanysFile(path)).rules.size
  const problemsOf = (path = file) => readPolicy(readCompanysFile(path)).problems

  it('holds where it is root’s', () => {
    expect(rulesOf()).toBe(1)
  })

  it('is refused, with the place that has to be mended, where somebody else may write', () => {
    chmodSync(file, 0o666)
    expect(rulesOf()).toBe(0)
    expect(problemsOf()).toEqual([{ where: file, key: null, problem: 'othersMayWrite', came: file }])
    chmodSync(file, 0o644)
    chownSync(file, SOMEBODY, SOMEBODY)
    expect(problemsOf()).toMatchObject([{ problem: 'othersMayWrite', came: file }])
    chownSync(file, 0, 0)
    chmodSync(folder, 0o777)
    expect(problemsOf()).toMatchObject([{ problem: 'othersMayWrite', came: folder }])
    chmodSync(folder, 0o755)
    expect(rulesOf()).toBe(1)
  })

  it('is judged by where a link leads', () => {
    const theirs = join(folder, 'theirs')
    mkdirSync(theirs)
    writeFileSync(join(theirs, 'real.json'), '{}')
    chownSync(theirs, SOMEBODY, SOMEBODY)
    const link = join(folder, 'link.json')
    symlinkSync(join(theirs, 'real.json'), link)
    expect(problemsOf(link)).toMatchObject([{ problem: 'othersMayWrite', came: theirs }])
  })

  it('that is not there is no policy, and one that leads nowhere says so', () => {
    expect(readCompanysFile(join(folder, 'none.json'))).toEqual([])
    expect(
      readPolicy(
        readCompanysFile(file, () => {
          throw Object.assign(new Error('denied'), { code: 'EACCES' })
        }),
      ).problems,
    ).toMatchObject([{ problem: 'unreadable', came: 'EACCES' }])
  })
})

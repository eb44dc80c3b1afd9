import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { readSignedRelease } from '../../electron/updates/release-signature'

let work: string
let publicKey: string

/** As an administrator types it. */
function run(...words: string[]) {
  const script = join(import.meta.dirname, 'main.ts')
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...words], {
    encoding: 'utf8',
    env: { ...process.env, OTKLIK_RELEASE_PASSPHRASE: 'правильная лошадь' },
  })
  return { out: stdout.trim(), error: stderr.trim(), status }
}

const key = () => join(work, 'release.key')
const release = (...more: string[]) => run('release', '--key', key(), '--folder', work, ...more)
const published = () => readSignedRelease(readFileSync(join(work, 'stable.release'), 'utf8'), [publicKey])

function file(name: string, text = name): string {
  const path = join(work, 'built', name)
  writeFileSync(path, text)
  return path
}

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'otklik-publish-'))
  const { mkdir } = await import('node:fs/promises')
  await mkdir(join(work, 'built'))
  publicKey = run('new-key', key()).out
})

afterEach(() => {
  rmSync(work, { recursive: true, force: true })
})

describe('[I3] a company publishes a release', () => {
  it('signed with a key that nobody but its owner can read or overwrite', () => {
    expect(Buffer.from(publicKey, 'base64')).toHaveLength(32)
    expect(statSync(key()).mode & 0o777).toBe(0o600)
    expect(readFileSync(key(), 'utf8')).toContain('ENCRYPTED PRIVATE KEY')
    expect(run('public-key', key()).out).toBe(publicKey)
    expect(run('new-key', key())).toMatchObject({ status: 1, out: '' })
  })

  it('with a file for each system, as desks read it', () => {
    const files = ['otklik-0.2.0.tar.gz', 'Otklik Setup 0.2.0.exe', 'Otklik-0.2.0-arm64.AppImage'].map((name) =>
      file(name),
    )
    expect(release('--percent', '25', '--notes-ru', 'Быстрее', ...files).error).toBe('')
    const read = published()
    expect(read).toMatchObject({ ok: true, value: { version: '0.2.0', rolloutPercent: 25, notes: { ru: 'Быстрее' } } })
    expect(read.ok && read.value.files.map(({ form, arch, size }) => [form, arch, size])).toEqual([
      ['folder', 'x64', 19],
      ['nsis', 'any', 22],
      ['appImage', 'arm64', 27],
    ])
    expect(readdirSync(work).filter((name) => name.includes('0.2.0'))).toHaveLength(3)
  })

  it('and widens its circle with a newer publication of the same files', () => {
    release('--percent', '5', file('otklik-0.2.0.tar.gz'))
    const before = published()
    expect(run('percent', '--key', key(), '--folder', work, '--percent', '50').out).toContain('0.2.0 for 50 %')
    const after = published()
    expect(before.ok && after.ok && after.value.publishedAtMs > before.value.publishedAtMs).toBe(true)
    expect(before.ok && after.ok && after.value.files).toEqual(before.ok && before.value.files)
  })

  it('and renews it before its term, for the same computers, so that a source that stands still is noticed', () => {
    const days = (count: number) => Date.now() + count * 86_400_000
    const endOf = () => {
      const read = published()
      return read.ok ? read.value.validUntilMs : null
    }
    release('--percent', '5', file('otklik-0.2.0.tar.gz'))
    expect(endOf()).toBeUndefined()
    const renew = (...more: string[]) => run('renew', '--key', key(), '--folder', work, ...more)
    expect(renew('--valid-days', '30').out).toContain('0.2.0 for 5 %')
    const first = endOf() ?? 0
    expect(first).toBeGreaterThan(days(29))
    expect(first).toBeLessThanOrEqual(days(30))
    run('percent', '--key', key(), '--folder', work, '--percent', '50')
    expect(endOf()).toBe(first)
    for (const wrong of [[], ['--valid-days', '0'], ['--valid-days', '1.5']])
      expect(renew(...wrong)).toMatchObject({
        status: 1,
        error: expect.stringContaining('a whole number of days') as string,
      })
  })

  it.each([
    ['an older version', ['otklik-0.1.9.tar.gz'], 'under a higher number than 0.2.0'],
    ['two versions at once', ['otklik-0.3.0.tar.gz', 'otklik-0.3.1-arm64.tar.gz'], 'expected files of one version'],
    ['a deb', ['otklik_0.3.0_amd64.deb'], 'by the system’s own means'],
    ['nothing', [], 'expected the files of a version'],
  ])('but not %s', (_, names, words) => {
    release(file('otklik-0.2.0.tar.gz'))
    expect(release(...names.map((name) => file(name)))).toMatchObject({
      status: 1,
      error: expect.stringContaining(words) as string,
    })
    expect(published()).toMatchObject({ ok: true, value: { version: '0.2.0' } })
  })

  it('nor over a release that somebody else has signed', () => {
    release(file('otklik-0.2.0.tar.gz'))
    const other = join(work, 'other.key')
    run('new-key', other)
    const tried = run('release', '--key', other, '--folder', work, file('otklik-0.3.0.tar.gz'))
    expect(tried).toMatchObject({ status: 1, error: expect.stringContaining('wrongSignature') as string })
  })
})

import { describe, expect, it } from 'vitest'

import { judgeRelease, type ThisComputer } from './judge-release'
import type { Release } from './release'
import { compareVersions, isVersion } from './version'

const file = { form: 'folder', arch: 'x64', name: 'otklik.tar.gz', size: 1, sha512: 'x' } as const
const release: Release = {
  channel: 'stable',
  publishedAtMs: 200,
  version: '0.3.0',
  rolloutPercent: 100,
  notes: { ru: '', en: '' },
  files: [{ ...file, form: 'nsis' }, file],
}
const here: ThisComputer = {
  version: '0.2.9',
  channel: 'stable',
  form: 'folder',
  arch: 'x64',
  nowMs: 1_000,
  seenPublishedAtMs: 200,
  didNotStart: [],
  placeInLine: () => 25,
}

describe('[I3] what a release means for this computer', () => {
  it('a newer version with a file for it is offered', () => {
    expect(judgeRelease(release, here)).toEqual({ kind: 'offered', release, file })
    const any = { ...file, arch: 'any' } as const
    expect(judgeRelease({ ...release, validUntilMs: 1_000 }, here).kind).toBe('offered')
    expect(judgeRelease({ ...release, files: [any] }, { ...here, arch: 'arm64' })).toMatchObject({ file: any })
  })

  it('the version that runs is up to date', () => {
    expect(judgeRelease({ ...release, version: '0.2.9' }, here)).toEqual({ kind: 'upToDate' })
  })

  it.each([
    ['an older version', { version: '0.2.8' }, {}, 'downgrade'],
    ['a manifest older than one already seen', {}, { seenPublishedAtMs: 201 }, 'older'],
    ['a manifest past its term', { validUntilMs: 999 }, {}, 'stale'],
    ['the version that runs, in a manifest past its term', { version: '0.2.9', validUntilMs: 999 }, {}, 'stale'],
    ['a manifest of another channel', { channel: 'pilot' }, {}, 'otherChannel'],
    ['a version that did not start here', {}, { didNotStart: ['0.3.0'] }, 'didNotStart'],
    ['no file for this system', {}, { form: 'appImage' }, 'notForThis'],
    ['no file for this processor', {}, { arch: 'arm64' }, 'notForThis'],
  ] as const)('%s is refused', (_, given, computer, reason) => {
    const judged = judgeRelease({ ...release, ...given }, { ...here, ...computer })
    expect(judged).toMatchObject({ kind: 'refused', reason })
  })

  it('a staged release comes when the circle has grown around this computer', () => {
    expect(judgeRelease({ ...release, rolloutPercent: 25 }, here)).toEqual({ kind: 'notYet', version: '0.3.0' })
    expect(judgeRelease({ ...release, rolloutPercent: 25.01 }, here)).toMatchObject({ kind: 'offered' })
    expect(judgeRelease({ ...release, rolloutPercent: 0 }, { ...here, placeInLine: () => 0 }).kind).toBe('notYet')
  })
})

describe('[I3] versions', () => {
  it('are compared as numbers', () => {
    expect(compareVersions('0.10.0', '0.9.9')).toBeGreaterThan(0)
    expect(compareVersions('1.0.0', '1.0.1')).toBeLessThan(0)
    expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
  })

  it('are three numbers and nothing else', () => {
    for (const other of ['1.0', 'v1.0.0', '1.0.0-beta', '01.0.0', '1.0.0.0', '']) expect(isVersion(other)).toBe(false)
    expect(() => compareVersions('1.0', '1.0.0')).toThrow('expected a version')
  })
})

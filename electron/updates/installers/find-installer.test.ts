import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { fileOf, releaseOf } from '../testing/signed-release'
import { appImageInstaller } from './app-image-installer'
import { findInstaller, type Surroundings } from './find-installer'
import { nsisInstaller } from './nsis-installer'

let work: string
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'otklik-installers-'))
})
afterEach(() => {
  rmSync(work, { recursive: true, force: true })
})

function found(given: Partial<Surroundings>) {
  const installer = findInstaller({
    platform: 'linux',
    isPackaged: true,
    execPath: '/opt/Otklik/otklik',
    environment: {},
    version: '0.1.0',
    restart: () => undefined,
    start: () => undefined,
    ...given,
  })
  return 'off' in installer ? installer.off : installer.form
}

describe('[I3] how Otklik was installed decides who replaces it', () => {
  it('deb and rpm: the system', () => {
    expect(found({})).toBe('system')
    expect(found({ execPath: '/usr/lib/otklik/otklik' })).toBe('system')
  })

  it('an archive that was unpacked by hand: nobody', () => {
    expect(found({ execPath: '/home/anna/otklik/otklik' })).toBe('byHand')
  })

  it('a folder of one’s own, and an AppImage: Otklik', () => {
    mkdirSync(join(work, 'versions/0.1.0'), { recursive: true })
    symlinkSync('versions/0.1.0', join(work, 'current'))
    writeFileSync(join(work, 'otklik'), '')
    expect(found({ execPath: join(work, 'versions/0.1.0/otklik') })).toBe('folder')
    expect(found({ environment: { APPIMAGE: join(work, 'Otklik.AppImage') } })).toBe('appImage')
  })

  it('Windows: Otklik where its installer was run for one person, else IT', () => {
    writeFileSync(join(work, 'Uninstall Otklik.exe'), '')
    const execPath = join(work, 'Otklik.exe')
    expect(found({ platform: 'win32', execPath, environment: { LOCALAPPDATA: work } })).toBe('nsis')
    expect(found({ platform: 'win32', execPath, environment: { LOCALAPPDATA: '/elsewhere' } })).toBe('system')
    expect(found({ platform: 'win32', execPath: '/msi/Otklik.exe', environment: { LOCALAPPDATA: '/msi' } })).toBe(
      'system',
    )
  })

  it('macOS: IT; a build from source: nobody', () => {
    expect(found({ platform: 'darwin' })).toBe('system')
    expect(found({ isPackaged: false })).toBe('source')
    expect(found({ isPackaged: false, environment: { OTKLIK_UPDATE_FOLDER: work } })).toBe('folder')
  })
})

it('[I3] an AppImage is replaced by one renaming, and works as it was until then', async () => {
  const image = join(work, 'Otklik.AppImage')
  const fresh = join(work, 'fresh')
  writeFileSync(image, 'old')
  chmodSync(image, 0o755)
  writeFileSync(fresh, 'new')
  const restarted: string[] = []
  const installer = appImageInstaller(image, (program) => restarted.push(program))
  const file = fileOf(Buffer.from('new'), { form: 'appImage' })
  expect((await installer.prepare(fresh, releaseOf(), file)).ok).toBe(true)
  expect(readFileSync(image, 'utf8')).toBe('old')
  installer.install('0.2.0', true)
  expect([readFileSync(image, 'utf8'), statSync(image).mode & 0o777, restarted]).toEqual(['new', 0o755, [image]])
  expect((await appImageInstaller('/nowhere/x', () => undefined).prepare(fresh, releaseOf(), file)).ok).toBe(false)
})

it('[I3] the installer of Windows is started in silence, and starts Otklik again where that was wished', async () => {
  const started: (readonly [string, readonly string[]])[] = []
  const installer = nsisInstaller((path, args) => started.push([path, args]))
  const path = join(work, 'Otklik Setup 0.2.0.exe')
  expect(() => {
    installer.install('0.2.0', false)
  }).toThrow('is not there')
  writeFileSync(path, '')
  await installer.prepare(path, releaseOf(), fileOf(Buffer.from('x'), { form: 'nsis' }))
  installer.install('0.2.0', false)
  installer.install('0.2.0', true)
  expect(existsSync(path)).toBe(true)
  expect(started).toEqual([
    [path, ['/S', '--updated']],
    [path, ['/S', '--updated', '--force-run']],
  ])
})

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { fileOf, releaseOf } from '../testing/signed-release'
import { folderInstaller } from './folder-installer'

const KILLS = 6
const SCRIPTS = resolve(import.meta.dirname, '../../../resources/installer/linux')

let work: string
let root: string

/** A program that says its version; `more`: what it does besides. */
function programFolder(version: string, more = ''): string {
  const folder = join(work, `otklik-${version}`)
  mkdirSync(join(folder, 'resources'), { recursive: true })
  writeFileSync(join(folder, 'otklik'), `#!/bin/sh\necho "${version} $*"\n${more}\n`)
  chmodSync(join(folder, 'otklik'), 0o755)
  writeFileSync(join(folder, 'resources/otklik-version'), version)
  copyFileSync(join(SCRIPTS, 'otklik'), join(folder, 'resources/otklik-starter'))
  copyFileSync(join(SCRIPTS, 'install-for-me.sh'), join(folder, 'resources/install-for-me.sh'))
  return folder
}

function archive(version: string, more?: string): string {
  programFolder(version, more)
  const path = join(work, `${version}.tar.gz`)
  execFileSync('tar', ['-czf', path, '-C', work, `otklik-${version}`])
  return path
}

function putInPlace(version: string): string {
  const script = join(programFolder(version), 'resources/install-for-me.sh')
  const env = { ...process.env, HOME: work, XDG_DATA_HOME: join(work, 'share') }
  return execFileSync('sh', [script, root], { encoding: 'utf8', env }).trim()
}

const start = (...args: string[]) => spawnSync(join(root, 'otklik'), args, { encoding: 'utf8' })
const current = () => readlinkSync(join(root, 'current'))
const confirmed = 'rm -f "$(dirname "$0")/../../trial"'

function installer(version = '0.1.0', restarted: string[] = []) {
  return folderInstaller({ root, version, restart: (program) => restarted.push(program) })
}

async function prepared(version: string, more?: string) {
  const path = archive(version, more)
  const file = fileOf(readFileSync(path))
  const release = releaseOf({ version, files: [file] })
  return { release, file, result: await installer().prepare(path, release, file), path }
}

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'otklik-folder-'))
  root = join(work, 'opt/otklik')
  expect(putInPlace('0.1.0')).toBe(join(root, 'otklik'))
})

afterEach(() => {
  rmSync(work, { recursive: true, force: true })
})

describe('[I1] a folder of one’s own', () => {
  it('starts what it was made of, with what it is given, also by a link', () => {
    expect(start('--lang=ru', 'tel:1 2').stdout).toBe('0.1.0 --lang=ru tel:1 2\n')
    symlinkSync(join(root, 'otklik'), join(work, 'link'))
    expect(spawnSync(join(work, 'link'), { encoding: 'utf8' }).stdout).toBe('0.1.0 \n')
    expect(readFileSync(join(work, 'share/applications/otklik.desktop'), 'utf8')).toContain(`Exec="${root}/otklik" %U`)
  })

  it('is made anew over itself without losing anything', () => {
    putInPlace('0.1.1')
    expect(start().stdout).toBe('0.1.1 \n')
    expect(readdirSync(join(root, 'versions')).sort()).toEqual(['0.1.0', '0.1.1'])
  })
})

describe('[I3] a version is put beside the one that runs', () => {
  it('changes nothing before it is installed, and is known to be there after a restart', async () => {
    const { release, file, result, path } = await prepared('0.2.0')
    expect(result).toEqual({ ok: true, value: null })
    expect([start().stdout, existsSync(path)]).toEqual(['0.1.0 \n', false])
    expect(installer().isPrepared(release, file)).toBe(true)
    expect(installer().isPrepared(release, { ...file, sha512: 'other' })).toBe(false)
  })

  it('is refused where another version is inside, or what is inside is no archive', async () => {
    const path = archive('0.2.0')
    const file = fileOf(readFileSync(path))
    const release = releaseOf({ version: '0.3.0', files: [file] })
    expect(await installer().prepare(path, release, file)).toEqual({
      ok: false,
      error: { reason: 'wrongContent', detail: 'version 0.2.0' },
    })
    writeFileSync(path, 'no archive')
    expect(await installer().prepare(path, release, file)).toMatchObject({
      ok: false,
      error: { reason: 'notPrepared' },
    })
    expect(readdirSync(join(root, 'versions'))).toEqual(['0.1.0'])
  })

  it('takes the place in one step, and the starter of the folder is what is started again', async () => {
    await prepared('0.2.0', confirmed)
    const restarted: string[] = []
    installer('0.1.0', restarted).install('0.2.0', true)
    expect([current(), restarted]).toEqual(['versions/0.2.0', [join(root, 'otklik')]])
    expect(start('tel:1').stdout).toBe('0.2.0 tel:1\n')
  })

  it('what is not there whole is not put in place', () => {
    expect(() => {
      installer().install('0.2.0', false)
    }).toThrow('not unpacked')
    expect(start().stdout).toBe('0.1.0 \n')
  })

  it('once it works the one before is kept and older ones go', async () => {
    cpSync(join(root, 'versions/0.1.0'), join(root, 'versions/0.0.9'), { recursive: true })
    await prepared('0.2.0')
    installer().install('0.2.0', false)
    installer('0.2.0').confirm()
    expect(readdirSync(join(root, 'versions')).sort()).toEqual(['0.1.0', '0.2.0'])
    expect(existsSync(join(root, 'trial'))).toBe(false)
  })
})

describe('[I3] a version that does not start', () => {
  it('is tried twice and taken back; the old one starts at once and knows', async () => {
    await prepared('0.2.0', 'exit 3')
    installer().install('0.2.0', false)
    const started = start('tel:1')
    expect([started.stdout, started.status]).toEqual(['0.2.0 tel:1\n0.2.0 tel:1\n0.1.0 tel:1\n', 0])
    expect(current()).toBe('versions/0.1.0')
    expect(installer().didNotStart()).toEqual(['0.2.0'])
    expect(start().stdout).toBe('0.1.0 \n')
  })

  it('killed with its computer on both tries it is taken back by the next start', async () => {
    await prepared('0.2.0', 'kill -9 $PPID; kill -9 $$')
    installer().install('0.2.0', false)
    start()
    start()
    expect(current()).toBe('versions/0.2.0')
    expect(start().stdout).toBe('0.1.0 \n')
    expect(installer().didNotStart()).toEqual(['0.2.0'])
  })

  it('is not what somebody has ended in order before it could say that it works', async () => {
    await prepared('0.2.0', 'exit 0')
    installer().install('0.2.0', false)
    for (let times = 0; times < 3; times += 1) expect(start().stdout).toBe('0.2.0 \n')
    expect(installer().didNotStart()).toEqual([])
  })

  it('a second start during the trial is no second try', async () => {
    await prepared('0.2.0', '[ "$1" = link ] && exit 0; while [ ! -e "$(dirname "$0")/done" ]; do sleep 0.02; done')
    installer().install('0.2.0', false)
    const first = spawn(join(root, 'otklik'), { stdio: 'ignore' })
    const ended = new Promise((exit) => first.once('exit', exit))
    await expect.poll(() => existsSync(join(root, 'trial.tries')), { timeout: 10_000 }).toBe(true)
    for (let times = 0; times < 3; times += 1) expect(start('link').stdout).toBe('0.2.0 link\n')
    writeFileSync(join(root, 'versions/0.2.0/done'), '')
    expect(await ended).toBe(0)
    expect(current()).toBe('versions/0.2.0')
  })
})

it('[I3] killed at any moment of the change, what starts is a whole version', async () => {
  await prepared('0.2.0')
  writeFileSync(join(root, 'versions/0.1.0/.whole'), 'whole')
  const module = join(import.meta.dirname, 'folder-installer.ts')
  const script = `import(${JSON.stringify(module)}).then(({ folderInstaller }) => {
    const installer = folderInstaller({ root: ${JSON.stringify(root)}, version: '0.1.0', restart() {} })
    console.log('begun')
    for (let turn = 0; ; turn += 1) installer.install(turn % 2 ? '0.1.0' : '0.2.0', false)
  })`
  for (let round = 0; round < KILLS; round += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((exit) => child.once('exit', exit))
    await new Promise((begun) => child.stdout.once('data', begun))
    await new Promise((later) => setTimeout(later, round * 7))
    child.kill('SIGKILL')
    await ended
    const { stdout, status } = start()
    expect([stdout, status]).toEqual([expect.stringMatching(/^0\.[12]\.0 \n$/), 0])
  }
})

it('[I3] interrupted between the note of the trial and the change, the old version goes on', async () => {
  await prepared('0.2.0')
  writeFileSync(join(root, 'trial'), 'versions/0.1.0\nversions/0.2.0\n')
  expect(start().stdout).toBe('0.1.0 \n')
  expect([existsSync(join(root, 'trial')), installer().didNotStart()]).toEqual([false, []])
})

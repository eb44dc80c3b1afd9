import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { releaseFileName } from '#shared/contract/release'
import type { Release } from '#shared/domain/updates/release'
import type { UpdateState } from '#shared/domain/updates/update-state'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { err, ok } from '#shared/lib/result'
import { httpFeed } from './http-feed'
import type { FoundInstaller } from './installers/find-installer'
import type { Installer, PrepareFailure } from './installers/installer'
import { fileOf, releaseKey, releaseOf, type ReleaseKey } from './testing/signed-release'
import { startStaticServer, type StaticServer } from './testing/static-server'
import { openUpdateMemory } from './update-memory'
import type { UpdateRules } from './update-rules'
import { UpdateService } from './update-service'

const DAY_MS = 86_400_000
/** On a busy machine too. */
const PATIENCE = { timeout: 10_000 }
const NOTICE_MS = 5 * 60_000
const program = Buffer.alloc(2_500_000, 'Otklik ')
const key = releaseKey()

class FakeInstaller implements Installer {
  readonly form = 'folder'
  readonly installed: { version: string; restart: boolean }[] = []
  failure: PrepareFailure | null = null
  broken: string[] = []
  isPrepared = () => false
  prepare = async () => (this.failure ? err(this.failure) : ok(null))
  install = (version: string, restart: boolean) => void this.installed.push({ version, restart })
  confirm = () => undefined
  didNotStart = () => this.broken
}

let server: StaticServer
let folder: string
let clock: ManualClock
let installer: FakeInstaller
let rules: UpdateRules
let states: UpdateState[]
let quits: number
let service: UpdateService

function start(found: FoundInstaller = installer): UpdateService {
  return new UpdateService({
    version: '0.1.0',
    arch: 'x64',
    installer: found,
    rules: () => rules,
    openFeed: (source) => httpFeed(source, fetch, systemClock),
    memory: openUpdateMemory(join(folder, 'updates.json'), () => 'desk', silentLogger),
    folder: join(folder, 'updates'),
    clock,
    logger: silentLogger,
    quit: () => {
      quits += 1
    },
    onChanged: (state) => states.push(state),
  })
}

beforeEach(async () => {
  server = await startStaticServer()
  folder = mkdtempSync(join(tmpdir(), 'otklik-updates-'))
  clock = new ManualClock()
  installer = new FakeInstaller()
  rules = { mode: 'auto', source: server.url, publicKeys: [key.publicKey], channel: 'stable', forceAfterDays: null }
  states = []
  quits = 0
  service = start()
})

afterEach(async () => {
  service.dispose()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

function publish(given: Partial<Release> = {}, signer: ReleaseKey = key): void {
  const release = releaseOf({ files: [fileOf(program)], ...given })
  server.files.set(releaseFileName('stable'), Buffer.from(signer.sign(JSON.stringify(release))))
  server.files.set('otklik.tar.gz', program)
}

async function untilPhase(kind: UpdateState['phase']['kind']): Promise<UpdateState> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (service.state().phase.kind === kind) return service.state()
    await new Promise((later) => setTimeout(later, 5))
  }
  throw new Error(`it did not become ${kind}, it is ${JSON.stringify(service.state())}`)
}

async function ready(): Promise<void> {
  publish()
  await service.check()
  await untilPhase('ready')
}

describe('[I3] an update comes by itself', () => {
  it('is looked for after the start, downloaded, prepared, and put in its place when Otklik quits', async () => {
    publish()
    service.start()
    clock.advance(120_000)
    await untilPhase('ready')
    const kinds = states.map(({ phase }) => phase.kind)
    expect([...new Set(kinds)]).toEqual(['checking', 'available', 'downloading', 'preparing', 'ready'])
    expect(quits).toBe(0)
    service.installAtQuit()
    expect(installer.installed).toEqual([{ version: '0.2.0', restart: false }])
  })

  it('with the mode «notify» the person says when it is downloaded', async () => {
    rules = { ...rules, mode: 'notify' }
    publish()
    expect((await service.check()).phase).toMatchObject({ kind: 'available', release: { version: '0.2.0' } })
    await service.download()
    expect(service.state().phase.kind).toBe('ready')
  })

  it('what runs already is up to date, and a staged release waits for its turn', async () => {
    publish({ version: '0.1.0' })
    expect((await service.check()).lastCheck).toMatchObject({ result: 'upToDate', version: '0.1.0' })
    publish({ rolloutPercent: 0 })
    expect((await service.check()).lastCheck).toMatchObject({ result: 'notYet', version: '0.2.0' })
    expect(service.state().phase.kind).toBe('idle')
  })

  it('a release that is withdrawn is not installed any more', async () => {
    await ready()
    publish({ version: '0.1.0', publishedAtMs: 2_000 })
    expect((await service.check()).phase.kind).toBe('idle')
    service.installAtQuit()
    expect(installer.installed).toEqual([])
  })

  it('a source that is away for a while takes nothing back', async () => {
    await ready()
    server.files.clear()
    expect(await service.check()).toMatchObject({ phase: { kind: 'ready' }, lastCheck: { result: 'notFound' } })
  })
})

describe('[I3] [I9] what cannot be trusted is refused and said', () => {
  it.each([
    ['a wrong signature', {}, releaseKey(), 'wrongSignature'],
    ['a downgrade', { version: '0.0.9' }, key, 'downgrade'],
    ['another channel', { channel: 'pilot' }, key, 'otherChannel'],
    ['no file for this computer', { files: [fileOf(program, { form: 'nsis' })] }, key, 'notForThis'],
    ['another content', { files: [fileOf(Buffer.alloc(program.byteLength, 'x'))] }, key, 'wrongHash'],
    ['a truncated file', { files: [{ ...fileOf(program), size: program.byteLength + 1 }] }, key, 'wrongSize'],
  ] as const)('%s', async (_, given, signer, result) => {
    publish(given, signer)
    await service.check()
    await expect.poll(() => service.state().lastCheck?.result, PATIENCE).toBe(result)
    service.installAtQuit()
    expect(installer.installed).toEqual([])
  })

  it('a release older than one already seen, also after a restart', async () => {
    await ready()
    service.dispose()
    service = start()
    publish({ version: '0.3.0', publishedAtMs: 999 })
    expect((await service.check()).lastCheck).toMatchObject({ result: 'older', version: '0.3.0' })
  })

  it('a source that stands still past its term, and what was ready stays so', async () => {
    await ready()
    publish({ validUntilMs: clock.now() - 1 })
    expect(await service.check()).toMatchObject({ phase: { kind: 'ready' }, lastCheck: { result: 'stale' } })
    publish({ validUntilMs: clock.now() + DAY_MS })
    expect((await service.check()).lastCheck).toMatchObject({ result: 'found' })
    clock.advance(DAY_MS + 1)
    expect((await service.check()).lastCheck).toMatchObject({ result: 'stale' })
  })

  it('a version that did not start here is not tried again', async () => {
    installer.broken = ['0.2.0']
    publish()
    expect(await service.check()).toMatchObject({ didNotStart: '0.2.0', lastCheck: { result: 'didNotStart' } })
  })

  it('what cannot be prepared is said, and tried again with the next look', async () => {
    installer.failure = { reason: 'diskFull', detail: 'ENOSPC' }
    publish()
    await service.check()
    await expect.poll(() => service.state().lastCheck?.result, PATIENCE).toBe('diskFull')
    installer.failure = null
    await service.check()
    await untilPhase('ready')
  })
})

describe('[I3] nobody is interrupted', () => {
  it('a wish is followed at once, and restarts Otklik', async () => {
    await ready()
    service.install()
    expect([quits, service.state().phase.kind]).toEqual([1, 'installing'])
    service.installAtQuit()
    expect(installer.installed).toEqual([{ version: '0.2.0', restart: true }])
  })

  it.each(['call', 'message', 'file'] as const)('a wish waits for the end of a %s', async (hold) => {
    await ready()
    service.setHold(hold, true)
    expect(service.install().phase).toMatchObject({ kind: 'ready', isWished: true })
    expect(quits).toBe(0)
    service.setHold(hold, false)
    expect(quits).toBe(1)
  })

  it('a wish can be taken back, and then it is quiet for a day', async () => {
    await ready()
    service.setHold('call', true)
    service.install()
    expect(service.putOff()).toMatchObject({ quietUntilMs: clock.now() + DAY_MS, phase: { isWished: false } })
    service.setHold('call', false)
    expect(quits).toBe(0)
  })

  it('an answer that waits is sent by the version that took it', async () => {
    await ready()
    service.setHold('message', true)
    service.installAtQuit()
    expect(installer.installed).toEqual([])
  })

  it('who stays for what is unsaved has it ready as before, and quits later without a restart', async () => {
    await ready()
    service.install()
    clock.advance(120_000)
    expect(service.state().phase).toMatchObject({ kind: 'ready', isWished: false })
    service.installAtQuit()
    expect(installer.installed).toEqual([{ version: '0.2.0', restart: false }])
  })

  it('the company forces it after its days, but never in a call', async () => {
    rules = { ...rules, forceAfterDays: 2 }
    await ready()
    expect(service.state().phase).toMatchObject({ forcedAtMs: clock.now() + 2 * DAY_MS, restartsAtMs: null })
    service.setHold('call', true)
    service.start()
    clock.advance(3 * DAY_MS)
    await untilPhase('ready')
    expect(quits).toBe(0)
    service.setHold('call', false)
    expect(service.state().phase).toMatchObject({ restartsAtMs: clock.now() + NOTICE_MS })
    clock.advance(NOTICE_MS - 1)
    expect(quits).toBe(0)
    clock.advance(1)
    expect(quits).toBe(1)
  })
})

describe('[I3] updates can be off', () => {
  it.each([
    ['by the policy', { mode: 'off' }, 'policy'],
    ['without a source', { source: null }, 'noSource'],
    ['without a key', { publicKeys: [] }, 'noKey'],
  ] as const)('%s: nobody is asked', async (_, given, why) => {
    rules = { ...rules, ...given }
    service.rulesChanged()
    publish()
    expect((await service.check()).phase).toEqual({ kind: 'off', why })
    expect(server.asked).toEqual([])
  })

  it('where the system’s packages are what updates Otklik', async () => {
    service = start({ off: 'system' })
    expect((await service.check()).phase).toEqual({ kind: 'off', why: 'system' })
  })

  it('what a key that is not trusted any more has signed is not installed', async () => {
    await ready()
    rules = { ...rules, publicKeys: [releaseKey().publicKey] }
    service.rulesChanged()
    expect(service.state().phase).toEqual({ kind: 'idle' })
    expect((await service.check()).lastCheck?.result).toBe('wrongSignature')
    service.installAtQuit()
    expect(installer.installed).toEqual([])
  })

  it('a policy that comes while it runs takes effect at once, and so does its end', async () => {
    await ready()
    rules = { ...rules, mode: 'off' }
    service.rulesChanged()
    expect(service.state().phase).toEqual({ kind: 'off', why: 'policy' })
    service.installAtQuit()
    expect(installer.installed).toEqual([])
    rules = { ...rules, mode: 'auto' }
    service.rulesChanged()
    expect(service.state().phase).toEqual({ kind: 'idle' })
  })
})

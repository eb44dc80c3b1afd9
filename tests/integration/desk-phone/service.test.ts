import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { CallMover } from '../../../electron/desk-phone/call-mover'
import { DeskPhoneService } from '../../../electron/desk-phone/desk-phone-service'
import { keptCalls, PhoneCallKeeper } from '../../../electron/desk-phone/phone-call-keeper'
import { newId } from '../../../electron/new-id'
import { openNoteFile } from '../../../electron/note-file'
import { openDeskPhone } from '../../../electron/settings/desk-phone-store'
import { createSecretBox } from '../../../electron/settings/secret-box'
import { startDeskPhone, type RunningPhone, type SandboxMaker } from '../../../sandbox/desk-phone'
import type { CallRecord } from '../../../shared/domain/call'
import type { CallId } from '../../../shared/domain/ids'
import type { DeskPhoneView } from '../../../shared/contract/ipc/desk-phone'
import type { DeskPhoneModel } from '../../../shared/domain/desk-phone/models'
import type { ProvisioningFile } from '../../../shared/domain/desk-phone/provisioning'
import { systemClock } from '../../../shared/lib/clock'
import { DisposableStore } from '../../../shared/lib/disposable'
import { silentLogger } from '../../../shared/lib/logger'
import { err, ok } from '../../../shared/lib/result'

vi.mock('electron-store', async () => ({
  default: (await import('../../../electron/settings/testing/fake-electron-store')).FakeElectronStore,
}))

const MODELS: readonly (readonly [SandboxMaker, DeskPhoneModel])[] = [
  ['yealink', 'yealink-t31'],
  ['fanvil', 'fanvil-x3s'],
  ['grandstream', 'grandstream-gxp1620'],
]
const PASSWORD = 'phone-pass-7'
const PLAIN = { isSecure: false, fingerprint: null } as const

let owned: DisposableStore
let port = 20_000 + (process.pid % 20_000)

beforeEach(() => {
  owned = new DisposableStore()
  port += 1
})
afterEach(() => {
  owned.dispose()
})

class Rig {
  view!: DeskPhoneView
  file: ProvisioningFile | null = null
  readonly records: CallRecord[] = []
  readonly folder = mkdtempSync(join(tmpdir(), 'otklik-phone-'))
  service: DeskPhoneService
  private running = new DisposableStore()

  constructor(readonly sandbox: RunningPhone) {
    const { folder } = this
    owned.defer(() => {
      rmSync(folder, { recursive: true, force: true })
    })
    this.service = this.begin()
  }

  /** As after a kill: nobody said goodbye. */
  restart(): void {
    this.running.dispose()
    this.running = new DisposableStore()
    this.service = this.begin()
  }

  private begin(): DeskPhoneService {
    const { folder } = this
    owned.add(this.running)
    const box = createSecretBox(folder, {
      isAvailable: () => false,
      encrypt: () => Buffer.alloc(0),
      decrypt: () => '',
    })
    return this.running.add(
      new DeskPhoneService({
        store: openDeskPhone(folder, box, silentLogger, systemClock),
        mover: new CallMover({
          calls: () => Promise.reject(new Error('no calls here')),
          onPushed: () => undefined,
          clock: systemClock,
          logger: silentLogger,
        }),
        keeper: this.running.add(
          new PhoneCallKeeper({
            file: openNoteFile(join(folder, 'desk-phone-calls.json'), keptCalls, silentLogger),
            journal: { record: (record) => this.records.push(record) },
            directory: { findByNumber: async () => null },
            newId: () => newId() as CallId,
            ownNumbers: () => ['300'],
            clock: systemClock,
            logger: silentLogger,
          }),
        ),
        clock: systemClock,
        logger: silentLogger,
        ownAddress: () => '127.0.0.1',
        ownNumber: () => '300',
        saveFile: async (file) => {
          this.file = file
          return 'saved'
        },
        onChanged: (view) => {
          this.view = view
        },
      }),
    )
  }

  /** As a person does it: the form, the file or the sheet, and the phone's own page. */
  async setUp(model: DeskPhoneModel): Promise<void> {
    const { handlers } = this.service
    await handlers.save({
      ...PLAIN,
      model,
      address: this.sandbox.address,
      user: 'admin',
      password: PASSWORD,
      listenPort: port,
      extension: '201',
    })
    await this.sandbox.control.change({ password: PASSWORD })
    await this.until((view) => view.listening.kind === 'listening')
    const sheet = Object.fromEntries(this.view.sheet.map(({ field, url }) => [field, url]))
    const saved = await handlers.saveFile({ mac: '00:11:22:33:44:55' })
    if (this.file) await this.sandbox.control.provision(this.file.text)
    if (saved === 'noFile' || model === 'grandstream-gxp1620') await this.sandbox.control.change({ actionUrls: sheet })
  }

  async until(isSo: (view: DeskPhoneView) => boolean): Promise<void> {
    await vi.waitFor(() => {
      expect(isSo(this.view)).toBe(true)
    }, 8_000)
  }

  phases(): string[] {
    return this.view.calls.map(({ number, phase }) => `${number ?? ''} ${phase}`)
  }
}

async function start(maker: SandboxMaker): Promise<Rig> {
  const sandbox = await startDeskPhone(maker)
  owned.defer(() => void sandbox.stop())
  return new Rig(sandbox)
}

describe.each(MODELS)('[D1] %s over its real HTTP', (maker, model) => {
  it('[D2] [D3] [D6] is set up by its file or sheet, then dials, answers, holds, sends tones and ends', async () => {
    const rig = await start(maker)
    await rig.setUp(model)
    const { handlers } = rig.service
    expect(await handlers.check(null)).toEqual(ok(null))

    const id = await rig.sandbox.control.ring('100')
    await rig.until(({ calls }) => calls[0]?.phase === 'ringing')
    const key = rig.view.calls[0]?.key ?? ''
    expect(await handlers.run({ kind: 'answer', key })).toEqual(ok(null))
    await rig.until(({ calls }) => calls[0]?.phase === 'talking')
    expect(await handlers.run({ kind: 'hold', key, held: true })).toEqual(ok(null))
    await rig.until(({ calls }) => calls[0]?.phase === 'held')
    expect(await handlers.run({ kind: 'hold', key, held: false })).toEqual(ok(null))
    await rig.until(({ calls }) => calls[0]?.phase === 'talking')
    expect(await handlers.run({ kind: 'dtmf', digits: '12#' })).toEqual(ok(null))
    expect((await rig.sandbox.control.truth()).tones).toBe('12#')
    await rig.sandbox.control.farHangsUp(id ?? '')
    await rig.until(({ calls }) => calls.length === 0)

    expect(await handlers.run({ kind: 'dial', number: '+7 917 204-18-33' })).toEqual(ok(null))
    await rig.until(({ calls }) => calls[0]?.phase === 'dialling')
    expect(rig.phases()).toEqual(['79172041833 dialling'])
    const dialled = (await rig.sandbox.control.truth()).calls[0]?.id ?? ''
    await rig.sandbox.control.farAnswers(dialled)
    await rig.until(({ calls }) => calls[0]?.phase === 'talking')
    const talk = rig.view.calls[0]?.key ?? ''
    expect(await handlers.run({ kind: 'transfer', key: talk, number: '202' })).toEqual(ok(null))
    await rig.until(({ calls }) => calls.length === 0)
    expect((await rig.sandbox.control.truth()).transferred).toEqual([{ number: '79172041833', to: '202' }])
    expect(rig.view).toMatchObject({ link: 'ready', otherModel: null, unconfirmed: null, hasHeard: true })
  })

  it('a wrong password, a phone that is gone and another model are told apart', async () => {
    const rig = await start(maker)
    await rig.setUp(model)
    const { handlers } = rig.service
    await rig.sandbox.control.change({ password: 'changed' })
    expect(await handlers.check(null)).toEqual(err({ reason: 'wrongPassword', model: null, fingerprint: null }))
    const other: DeskPhoneModel = model === 'yealink-t31' ? 'grandstream-gxp1620' : 'yealink-t31'
    const { address } = rig.sandbox
    const save = (to: Partial<{ model: DeskPhoneModel; address: string }>) =>
      handlers.save({
        ...PLAIN,
        model,
        address,
        user: 'admin',
        password: null,
        listenPort: port,
        extension: null,
        ...to,
      })
    await save({ model: other })
    expect(await handlers.check(null)).toEqual(err({ reason: 'otherModel', model, fingerprint: null }))
    await save({ address: '127.0.0.1:1' })
    expect(await handlers.check(null)).toEqual(err({ reason: 'unreachable', model: null, fingerprint: null }))
  })
})

describe.each(MODELS)('[K10] [K18] calls at a %s in the history', (maker, model) => {
  it('each stands there once, also one that outlives this program', async () => {
    const rig = await start(maker)
    await rig.setUp(model)
    const { control } = rig.sandbox
    const missed = await control.ring('89172041833')
    await rig.until(({ calls }) => calls.length === 1)
    await control.farHangsUp(missed ?? '')
    await rig.until(({ calls }) => calls.length === 0)
    expect(rig.records).toMatchObject([
      { direction: 'incoming', number: '89172041833', outcome: 'missed', durationMs: 0, isSeen: false },
    ])

    await rig.service.handlers.run({ kind: 'dial', number: '105' })
    await rig.until(({ calls }) => calls[0]?.phase === 'dialling')
    await control.farAnswers((await control.truth()).calls[0]?.id ?? '')
    await rig.until(({ calls }) => calls[0]?.phase === 'talking')
    rig.restart()
    await rig.until(({ listening, calls }) => listening.kind === 'listening' && calls.length === 1)
    await control.farHangsUp((await control.truth()).calls[0]?.id ?? '')
    await rig.until(({ calls }) => calls.length === 0)
    expect(rig.records.slice(1)).toMatchObject([
      { direction: 'outgoing', number: '105', outcome: 'answered', isSeen: true },
    ])

    // Its end is told while nobody listens: it is doubted, and a person says that it is over.
    const unheard = await control.ring('79053184420')
    await control.humanDoes('answer')
    await rig.until(({ calls }) => calls[0]?.phase === 'talking')
    await control.change({ actionUrls: {} })
    await control.farHangsUp(unheard ?? '')
    rig.restart()
    await rig.until(({ listening }) => listening.kind === 'listening')
    await vi.waitFor(async () => {
      const [call] = rig.view.calls
      // A phone that can be asked has said by itself that it is over.
      if (call) expect(call.isSure).toBe(false)
      if (call) await rig.service.handlers.forget({ key: call.key })
      expect(rig.records.slice(2)).toMatchObject([{ number: '79053184420', outcome: 'answered' }])
    }, 8_000)
    rig.restart()
    expect([rig.view.calls, rig.records.length]).toEqual([[], 3])
  })
})

describe('[D3] [H3] a Yealink tells of its microphone', () => {
  it('muted at the phone or from the screen, both show the same', async () => {
    const rig = await start('yealink')
    await rig.setUp('yealink-t31')
    await rig.sandbox.control.ring('100')
    await rig.sandbox.control.humanDoes('answer')
    await rig.until(({ calls }) => calls[0]?.phase === 'talking')
    await rig.sandbox.control.humanDoes('mute')
    await rig.until(({ isMuted }) => isMuted === true)
    expect(await rig.service.handlers.run({ kind: 'mute', muted: true })).toEqual(ok(null))
    expect((await rig.sandbox.control.truth()).isMuted).toBe(true)
    await rig.service.handlers.run({ kind: 'mute', muted: false })
    await rig.until(({ isMuted }) => isMuted === false)
    expect((await rig.sandbox.control.truth()).isMuted).toBe(false)
  })

  it('[D7] a phone that asks a human is said to do so, and obeys once it was allowed', async () => {
    const rig = await start('yealink')
    await rig.setUp('yealink-t31')
    await rig.sandbox.control.change({ prompt: 'refused' })
    const dial = () => rig.service.handlers.run({ kind: 'dial', number: '100' })
    expect(await dial()).toEqual(err({ reason: 'notAllowed' }))
    await rig.sandbox.control.humanDoes('allow')
    expect(await dial()).toEqual(ok(null))
    await rig.until(({ calls }) => calls.length === 1)
  })

  it('[D7] a phone that asks and keeps silent is told from one that is not there', async () => {
    const rig = await start('yealink')
    await rig.setUp('yealink-t31')
    await rig.sandbox.control.change({ prompt: 'silent' })
    expect(await rig.service.handlers.run({ kind: 'dial', number: '100' })).toEqual(err({ reason: 'noAnswer' }))
  })

  it('[D7] only addresses that the phone allows may control it', async () => {
    const rig = await start('yealink')
    await rig.setUp('yealink-t31')
    await rig.sandbox.control.change({ allowed: '10.0.*.*' })
    expect(await rig.service.handlers.check(null)).toEqual(
      err({ reason: 'notAllowed', model: null, fingerprint: null }),
    )
  })
})

describe('[D7] secrets and strangers', () => {
  it('neither the password nor the secret word lies open on the disk', async () => {
    const rig = await start('yealink')
    await rig.setUp('yealink-t31')
    const token = /desk-phone\/([^/]+)\//.exec(rig.view.sheet[0]?.url ?? '')?.[1] ?? ''
    const text = readFileSync(join(rig.folder, 'desk-phone.json'), 'utf8')
    expect(token.length).toBeGreaterThan(20)
    expect([text.includes(PASSWORD), text.includes(token)]).toEqual([false, false])
    expect(JSON.stringify(rig.view)).not.toContain(PASSWORD)
  })

  it('an event without the word is refused and counted; a new word makes the old one a stranger', async () => {
    const rig = await start('yealink')
    await rig.setUp('yealink-t31')
    const url = rig.view.sheet[0]?.url ?? ''
    expect(await call(url.replace(/desk-phone\/[^/]+/, 'desk-phone/guess'))).toBe(403)
    expect(rig.view.refused).toEqual({ count: 1, lastAddress: '127.0.0.1' })
    expect(await call(url)).toBe(200)
    await rig.service.handlers.renewToken(null)
    await rig.until(({ listening, sheet }) => listening.kind === 'listening' && sheet[0]?.url !== url)
    expect(await call(url)).toBe(403)
    expect(rig.view.refused.count).toBe(2)
  })

  it('a taken port is said, and saving another one helps', async () => {
    const first = await start('yealink')
    await first.setUp('yealink-t31')
    const second = await start('fanvil')
    const form = {
      model: 'fanvil-x3s',
      address: second.sandbox.address,
      user: 'admin',
      extension: null,
      ...PLAIN,
    } as const
    await second.service.handlers.save({ ...form, password: 'p', listenPort: port })
    await second.until(({ listening }) => listening.kind === 'failed' && listening.reason === 'portTaken')
    port += 1
    await second.service.handlers.save({ ...form, password: null, listenPort: port })
    await second.until(({ listening }) => listening.kind === 'listening')
  })
})

function call(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }).on('error', reject)
  })
}

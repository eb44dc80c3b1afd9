import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
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
import { createFixture, type PhoneFixture } from '../../../electron/sip/testing/phone-fixture'
import { startDeskPhone, type RunningPhone } from '../../../sandbox/desk-phone'
import { startSipSandbox, type SipSandbox } from '../../../sandbox/sip'
import type { DeskPhoneView } from '../../../shared/contract/ipc/desk-phone'
import type { CallRecord } from '../../../shared/domain/call'
import type { CallId } from '../../../shared/domain/ids'
import type { ProvisioningFile } from '../../../shared/domain/desk-phone/provisioning'
import { systemClock } from '../../../shared/lib/clock'
import { DisposableStore } from '../../../shared/lib/disposable'
import { silentLogger } from '../../../shared/lib/logger'
import { ok } from '../../../shared/lib/result'
import { LineOfPhone } from './line-of-phone'

vi.mock('electron-store', async () => ({
  default: (await import('../../../electron/settings/testing/fake-electron-store')).FakeElectronStore,
}))

const CLIENT = '+79172041833'
/** At the exchange: of the computer's line and of the phone's. */
const COMPUTER = '300'
const PHONE = '201'
const WITHIN = { timeout: 10_000, interval: 20 }

let owned: DisposableStore
let exchange: SipSandbox
let computer: PhoneFixture
let line: PhoneFixture
let phone: RunningPhone
let service: DeskPhoneService
let view: DeskPhoneView
let records: CallRecord[]

beforeEach(async () => {
  owned = new DisposableStore()
  records = []
  exchange = await startSipSandbox()
  const lineOf = async (user: string): Promise<PhoneFixture> => {
    const password = `${user}-secret`
    await exchange.control.setPassword(user, password)
    return createFixture({
      account: { transport: 'tcp', port: exchange.tcp.port, domain: exchange.domain, user },
      password,
    })
  }
  computer = await lineOf(COMPUTER)
  line = await lineOf(PHONE)
  const hanging = new LineOfPhone(line)
  phone = await startDeskPhone('yealink', { onHappening: hanging.handleHappening })
  hanging.plugInto(phone.phone.body)
  for (const each of [computer, line]) {
    each.phone.start()
    await each.untilRegistered()
  }
  await setUp()
})

afterEach(async () => {
  owned.dispose()
  await Promise.all([computer.phone.stop(), line.phone.stop()])
  await Promise.all([phone.stop(), exchange.stop()])
})

/** The desk's own half, as main puts it together, with the phone set up by its file. */
async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-moved-'))
  owned.defer(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const noKeyring = { isAvailable: () => false, encrypt: () => Buffer.alloc(0), decrypt: () => '' }
  const common = { clock: systemClock, logger: silentLogger }
  const keeper = owned.add(
    new PhoneCallKeeper({
      ...common,
      file: openNoteFile(join(folder, 'desk-phone-calls.json'), keptCalls, silentLogger),
      journal: { record: (record) => records.push(record) },
      directory: { findByNumber: async () => null },
      newId: () => newId() as CallId,
      ownNumbers: () => [COMPUTER],
    }),
  )
  const onPushed = keeper.handlePushed.bind(keeper)
  let file: ProvisioningFile | null = null
  service = owned.add(
    new DeskPhoneService({
      ...common,
      store: openDeskPhone(folder, createSecretBox(folder, noKeyring), silentLogger, systemClock),
      mover: new CallMover({ ...common, calls: async () => computer.phone.callHandlers, onPushed }),
      keeper,
      ownAddress: () => '127.0.0.1',
      ownNumber: () => COMPUTER,
      saveFile: async (made) => {
        file = made
        return 'saved'
      },
      onChanged: (changed) => {
        view = changed
      },
    }),
  )
  owned.add(
    computer.phone.onCallsChanged((calls) => {
      service.handleCalls(calls)
    }),
  )
  await service.handlers.save({
    ...{ model: 'yealink-t31', address: phone.address, user: 'admin', password: 'admin' },
    ...{ isSecure: false, fingerprint: null, listenPort: await freePort(), extension: PHONE },
  })
  await vi.waitFor(() => expect(view.listening.kind).toBe('listening'), WITHIN)
  await service.handlers.saveFile({ mac: '00:15:65:aa:bb:cc' })
  await phone.control.provision((file as ProvisioningFile | null)?.text ?? '')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return address.port
}

/** Who talks with the client, as the exchange has it. */
async function talks(): Promise<readonly string[]> {
  const calls = await exchange.control.calls()
  return calls.filter(({ state, number }) => state === 'answered' && number === CLIENT).map(({ user }) => user)
}

describe('[D5] a live call between the computer, the phone and a real exchange', () => {
  it('goes to the phone, back to the computer, and is one talk in the history of each', async () => {
    await exchange.control.callUser({ to: COMPUTER, from: CLIENT, displayName: 'Лия', media: 'rtp' })
    await computer.until('ringing', () => computer.calls()[0]?.phase.kind === 'incoming')
    const id = computer.calls()[0]?.id as CallId
    await computer.phone.callHandlers.answer({ id })
    await computer.untilPhase(id, 'active')

    expect(await service.handlers.push({ id })).toEqual(ok(null))
    await vi.waitFor(async () => expect(await talks()).toEqual([PHONE]), WITHIN)
    await vi.waitFor(
      () => expect(view.calls).toMatchObject([{ number: CLIENT, name: 'Лия', phase: 'talking', isSure: true }]),
      WITHIN,
    )
    await computer.until('nothing left at the computer', () =>
      computer.calls().every(({ phase }) => phase.kind === 'ended'),
    )

    expect(await service.handlers.pull(null)).toEqual(ok(null))
    await vi.waitFor(async () => expect(await talks()).toEqual([COMPUTER]), WITHIN)
    await vi.waitFor(() => expect(view.calls).toEqual([]), WITHIN)
    const back = computer.calls().find(({ phase }) => phase.kind === 'active')
    expect(back).toMatchObject({ number: CLIENT, direction: 'incoming' })
    expect(new Set(records.map((each) => each.id))).toEqual(new Set([id]))
    expect(records.at(-1)).toMatchObject({ number: CLIENT, name: 'Лия', direction: 'incoming', outcome: 'answered' })
  })
})

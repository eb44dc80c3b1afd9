import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { SetupReply } from '#shared/contract/ipc/policy'
import type { ManagedKey } from '#shared/contract/policy/catalogue'
import { parseOwnLink } from '#shared/domain/own-link'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { defaultSettings, openSettings } from '../settings/settings-store'
import { MANAGED_PATHS } from './settings-rules'
import { SetupDesk } from './setup-desk'

vi.mock('electron-store', async () => ({
  default: (await import('../settings/testing/fake-electron-store')).FakeElectronStore,
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-setup-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function desk(locked: readonly ManagedKey[] = [], file: string | null = null) {
  const clock = new ManualClock()
  const common = { folder, systemLanguage: 'ru', rules: [], managed: MANAGED_PATHS, clock } as const
  const settings = openSettings({ ...common, logger: silentLogger })
  const hubs: string[] = []
  const phones: object[] = []
  const lines: [number, object][] = []
  const known: number[] = []
  const said: { hub: SetupReply; offered: number } = { hub: { kind: 'applied' }, offered: 0 }
  let id = 0
  const setup = new SetupDesk({
    settings,
    lines: {
      has: (line) => known.includes(line),
      take: (line, part) => void lines.push([line, part]),
    },
    deskPhone: { get: () => null, take: (part) => void phones.push(part) },
    names: () => ({ osUser: 'a.ivanova', login: null }),
    policy: { isLocked: (key) => locked.includes(key) },
    provisionHub: (hub) => {
      hubs.push(hub)
      return said.hub
    },
    askForFile: () => Promise.resolve(file),
    onOffered: () => (said.offered += 1),
    newId: () => String((id += 1)),
    logger: silentLogger,
  })
  const link = (text: string): void => {
    const parsed = parseOwnLink(text)
    if (parsed?.kind !== 'setup') throw new Error('not a set-up link')
    setup.offerLink(parsed.given)
  }
  return { phones, lines, known, setup, settings, hubs, said, link, handlers: setup.handlers }
}

describe('[I7] one link or file sets a desk up', () => {
  it('nothing happens before the person has agreed, then all of it does', async () => {
    const { link, handlers, settings, said, hubs } = desk()
    link('otklik://setup?workplace.hub=https%3A%2F%2Fhub.firm.ru&look.theme=dark&notices.soundRing=0&quiet.days=1%2C2')
    expect(settings.get()).toEqual(defaultSettings('ru'))
    expect([said.offered, hubs]).toEqual([1, []])
    expect(await handlers.getSetup(null)).toMatchObject({
      file: null,
      items: [
        { key: 'workplace.hub', value: 'https://hub.firm.ru', isLocked: false },
        { key: 'look.theme', value: 'dark', isLocked: false },
        { key: 'notices.soundRing', value: false, isLocked: false },
        { key: 'quiet.days', value: [1, 2], isLocked: false },
      ],
      problems: [],
    })
    expect(await handlers.applySetup({ id: '1' })).toEqual({ kind: 'applied' })
    const { theme, sounds, quiet } = settings.get()
    expect([theme, sounds.ring, sounds.message, quiet.days, hubs]).toEqual([
      'dark',
      false,
      true,
      [1, 2],
      ['https://hub.firm.ru'],
    ])
    expect(await handlers.applySetup({ id: '1' })).toEqual({ kind: 'gone' })
  })

  it('«не менять» changes nothing, and a later link stands for the one before', async () => {
    const { link, handlers, settings } = desk()
    link('otklik://setup?look.theme=dark')
    link('otklik://setup?look.theme=light')
    expect(await handlers.applySetup({ id: '1' })).toEqual({ kind: 'gone' })
    await handlers.dropSetup({ id: '2' })
    expect(await handlers.getSetup(null)).toBeNull()
    expect(await handlers.applySetup({ id: '2' })).toEqual({ kind: 'gone' })
    expect(settings.get().theme).toBe('system')
  })

  it('[I2] what the company has locked is shown as such and stays', async () => {
    const { link, handlers, settings, hubs } = desk(['look.theme', 'workplace.hub'])
    link('otklik://setup?look.theme=dark&look.density=roomy&workplace.hub=alone')
    expect((await handlers.getSetup(null))?.items.map(({ isLocked }) => isLocked)).toEqual([true, false, true])
    await handlers.applySetup({ id: '1' })
    expect([settings.get().theme, settings.get().density, hubs]).toEqual(['system', 'roomy', []])
  })

  it('a line: the server it goes to, the name filled in, and the way there anew', async () => {
    const { link, handlers, lines } = desk()
    link(
      'otklik://setup?line1.server=pbx.firm.ru&line1.transport=wss&line1.user=%7BosUser%7D&line2.server=b.ru&line2.user=%7Blogin%7D',
    )
    expect(lines).toEqual([])
    expect(await handlers.applySetup({ id: '1' })).toEqual({ kind: 'applied' })
    expect(lines).toEqual([
      [
        1,
        {
          domain: 'pbx.firm.ru',
          host: 'pbx.firm.ru',
          outboundProxy: null,
          transport: 'wss',
          media: 'webrtc',
          user: 'a.ivanova',
        },
      ],
      [2, { domain: 'b.ru', host: 'b.ru', outboundProxy: null, user: '' }],
    ])
  })

  it('a desk phone, whose number is who sits here; without an address there is none', async () => {
    const { link, handlers, phones } = desk()
    link('otklik://setup?deskPhone.model=fanvil-x3s&deskPhone.extension=101')
    expect(await handlers.getSetup(null)).toMatchObject({ items: [], problems: [{ problem: 'phoneWithoutAddress' }] })
    link(
      'otklik://setup?deskPhone.address=10.0.0.5&deskPhone.model=fanvil-x3s&deskPhone.extension=%7Blogin%7D&deskPhone.secure=1',
    )
    await handlers.applySetup({ id: '2' })
    expect(phones).toEqual([{ address: '10.0.0.5', model: 'fanvil-x3s', isSecure: true }])
  })

  it('a part of a line that is not there is told, and of one that is there is taken', async () => {
    const { link, handlers, lines, known } = desk()
    const text = 'otklik://setup?line1.label=A&look.density=roomy'
    link(text)
    expect(await handlers.getSetup(null)).toMatchObject({
      items: [{ key: 'look.density' }],
      problems: [{ key: 'line1.server', problem: 'lineWithoutServer' }],
    })
    known.push(1)
    link(text)
    await handlers.applySetup({ id: '2' })
    expect(lines).toEqual([[1, { label: 'A' }]])
  })

  it('says what it does not understand, and what only the company may set', async () => {
    const { link, handlers } = desk()
    link('otklik://setup?look.theme=blue&look.colour=red&workplace.plainHttp=1&look.density=roomy&workplace.hub=ask')
    expect(await handlers.getSetup(null)).toMatchObject({
      items: [{ key: 'look.density' }],
      problems: [
        { key: 'look.theme', problem: 'badValue', came: 'blue' },
        { key: 'look.colour', problem: 'unknownKey' },
        { key: 'workplace.plainHttp', problem: 'policyOnly' },
        { key: 'workplace.hub', problem: 'policyOnly' },
      ],
    })
  })

  it('while somebody works with another server nothing of it is done', async () => {
    const { link, handlers, settings, said } = desk()
    said.hub = { kind: 'signOutFirst' }
    link('otklik://setup?workplace.hub=https%3A%2F%2Fhub.firm.ru&look.theme=dark')
    expect(await handlers.applySetup({ id: '1' })).toEqual({ kind: 'signOutFirst' })
    expect(settings.get().theme).toBe('system')
    said.hub = { kind: 'applied' }
    expect(await handlers.applySetup({ id: '1' })).toEqual({ kind: 'applied' })
    expect(settings.get().theme).toBe('dark')
  })

  it.each([
    ['{"look.theme": "dark", "quiet.scheduled": true}', { kind: 'offered' }],
    ['{"look.theme": ', { kind: 'notJson' }],
    ['["look.theme"]', { kind: 'notObject', came: '["look.theme"]' }],
  ])('a file: %s', async (text, reply) => {
    const path = join(folder, 'setup.json')
    writeFileSync(path, text)
    const { handlers } = desk([], path)
    expect(await handlers.chooseSetupFile(null)).toMatchObject(reply)
    const offered = await handlers.getSetup(null)
    if (reply.kind === 'offered') expect(offered).toMatchObject({ file: 'setup.json', items: [{}, { value: true }] })
    else expect(offered).toBeNull()
  })

  it('a folder and a file without end are read by nobody', () => {
    const path = join(folder, 'anna.otklik-setup')
    writeFileSync(path, 'x'.repeat(70_000))
    const { setup } = desk()
    expect(setup.offerFile(path)).toEqual({ kind: 'unreadable', came: 'EFBIG' })
    expect(setup.offerFile(folder)).toEqual({ kind: 'unreadable', came: 'EISDIR' })
    expect(setup.offerFile(join(folder, 'gone.otklik-setup'))).toEqual({ kind: 'unreadable', came: 'ENOENT' })
  })

  it('a file that is gone, and none chosen', async () => {
    expect(await desk([], join(folder, 'gone.json')).handlers.chooseSetupFile(null)).toMatchObject({
      kind: 'unreadable',
    })
    expect(await desk().handlers.chooseSetupFile(null)).toEqual({ kind: 'cancelled' })
  })
})

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
  const said: { hub: SetupReply; offered: number } = { hub: { kind: 'applied' }, offered: 0 }
  let id = 0
  const setup = new SetupDesk({
    settings,
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
  return { setup, settings, hubs, said, link, handlers: setup.handlers }
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

  it('a file that is gone, and none chosen', async () => {
    expect(await desk([], join(folder, 'gone.json')).handlers.chooseSetupFile(null)).toMatchObject({
      kind: 'unreadable',
    })
    expect(await desk().handlers.chooseSetupFile(null)).toEqual({ kind: 'cancelled' })
  })
})

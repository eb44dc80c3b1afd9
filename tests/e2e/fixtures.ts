import { test as base } from '@playwright/test'

import { startAvitoSandbox, type AvitoSandbox } from '../../sandbox/avito'
import { startHhSandbox, type HhSandbox } from '../../sandbox/hh'
import { startSipSandbox, type SipSandbox } from '../../sandbox/sip'
import { avitoDemo, sipDemo } from '../lib/demo-settings'
import { ElectronDesk, makeProfile, removeProfile, type DeskDemo, type DeskOptions } from '../lib/electron-desk'

interface Fixtures {
  /** A fresh Avito with no chats; each test writes its own. */
  readonly avito: AvitoSandbox
  /** A fresh hh.ru with a company and no responses; connected by `connectHh` where a test needs it. */
  readonly hh: HhSandbox
  readonly sip: SipSandbox
  readonly profile: string
  /** Starts Otklik on this test's profile and sandboxes; everything started is ended with the test. */
  readonly launch: (
    options?: Partial<DeskOptions> & { readonly with?: 'avito' | 'sip' | 'both' | 'nothing' },
  ) => Promise<ElectronDesk>
}

export const test = base.extend<Fixtures>({
  avito: async ({}, use) => {
    const avito = await startAvitoSandbox({ seed: 'empty' })
    await use(avito)
    await avito.stop()
  },
  hh: async ({}, use) => {
    const hh = await startHhSandbox({ seed: 'empty' })
    await use(hh)
    await hh.stop()
  },
  sip: async ({}, use) => {
    const sip = await startSipSandbox()
    await use(sip)
    await sip.stop()
  },
  profile: async ({}, use) => {
    const profile = await makeProfile()
    await use(profile)
    removeProfile(profile)
  },
  launch: async ({ avito, sip, profile }, use) => {
    const started: ElectronDesk[] = []
    await use(async (options = {}) => {
      const { with: parts = 'both', ...rest } = options
      const demo: DeskDemo = {
        ...(parts === 'avito' || parts === 'both' ? { avito: avitoDemo(avito) } : {}),
        ...(parts === 'sip' || parts === 'both' ? { sip: sipDemo(sip) } : {}),
      }
      const desk = await ElectronDesk.launch({ profile, demo, ...rest })
      started.push(desk)
      return desk
    })
    for (const desk of started) await desk.close()
  },
})

export { expect } from '@playwright/test'

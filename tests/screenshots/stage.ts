import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Locator, Page } from '@playwright/test'

import { startAvitoSandbox, type AvitoSandbox } from '../../sandbox/avito'
import { startSipSandbox, type SipSandbox } from '../../sandbox/sip'
import { YEALINK } from '../../shared/domain/headset/testing/virtual-models'
import { avitoDemo, sipDemo } from '../lib/demo-settings'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { HeadsetInHand } from '../lib/virtual-headset'
import { waitUntil } from '../lib/wait-until'
import type { Camera } from './camera'
import { catalogues, type Look, type Words } from './look'
import { companyHome, LEADS_TO_COMPANY } from './company-home'
import { writeScenePolicy, writeServerPolicy } from './policy-file'
import { writeUpdateSource } from './update-source'

/** Long enough for the 180 ms of a menu and for pictures to be decoded. */
const SETTLE_MS = 450

/** What a desk has at its start. */
export type Setting =
  'demo' | 'jobs' | 'headset' | 'nothing' | 'nobody' | 'ruled' | 'ruled-nobody' | 'company' | 'updates'

/** One Otklik in one look, with its demo servers, and the hand that draws it. */
export class Stage {
  private constructor(
    readonly look: Look,
    readonly words: Words,
    readonly app: ElectronDesk,
    readonly page: Page,
    readonly avito: AvitoSandbox,
    readonly sip: SipSandbox,
    /** With keys and lights, worn from the start; `null`: this computer has none. */
    readonly headset: HeadsetInHand | null,
    private readonly camera: Camera,
    private readonly drawn: Set<string>,
    readonly profile: string,
  ) {}

  static async open(look: Look, camera: Camera, with_: Setting, drawn: Set<string>): Promise<Stage> {
    const [avito, sip, profile] = [
      await startAvitoSandbox({ seed: 'demo' }),
      await startSipSandbox(),
      await makeProfile(),
    ]
    const { language, theme } = look
    writeFileSync(join(profile, 'settings.json'), JSON.stringify({ language, theme }))
    const policy = join(profile, 'policy.json')
    if (with_ === 'ruled') writeScenePolicy(policy, look)
    if (with_ === 'ruled-nobody') writeServerPolicy(policy)
    const isRuled = with_ === 'ruled' || with_ === 'ruled-nobody'
    const isNobody = with_ === 'nobody' || with_ === 'ruled-nobody' || with_ === 'company'
    const app = await ElectronDesk.launch({
      profile,
      language,
      chromiumArgs: with_ === 'company' ? LEADS_TO_COMPANY : [],
      env:
        with_ === 'nobody'
          ? { OTKLIK_HUB: 'ask' }
          : with_ === 'company'
            ? { OTKLIK_HUB: 'ask', HOME: await companyHome(profile) }
            : with_ === 'updates'
              ? writeUpdateSource(profile)
              : isRuled
                ? { OTKLIK_POLICY_FILE: policy }
                : {},
      demo:
        with_ === 'nothing' || isNobody
          ? {}
          : { avito: { ...avitoDemo(avito), hasJobs: with_ === 'jobs' }, sip: sipDemo(sip) },
    })
    const headset = with_ === 'headset' ? await HeadsetInHand.plugInto(app, YEALINK) : null
    const page = isNobody ? await app.signInWindow() : await app.deskWindow()
    const stage = new Stage(look, catalogues[language], app, page, avito, sip, headset, camera, drawn, profile)
    await stage.resize(look.width, look.height)
    return stage
  }

  /** Somebody else writes where releases stand. */
  breakUpdates(): void {
    writeFileSync(join(this.profile, 'releases/stable.release'), 'otklik')
  }

  async resize(width: number, height: number): Promise<void> {
    await this.app.app.evaluate(
      ({ BrowserWindow }, [toWidth, toHeight]) => {
        const desk = BrowserWindow.getAllWindows().find((each) => /desk|sign-in/.test(each.webContents.getURL()))
        desk?.setMinimumSize(1, 1)
        desk?.setContentSize(toWidth, toHeight)
      },
      [width, height] as const,
    )
    await waitUntil(async () => (await this.page.evaluate(() => window.innerWidth)) === width)
  }

  /** A picture by its name alone, so that documents can point at it whatever else is drawn. */
  async shot(name: string, page: Page = this.page, hovered: Locator | null = null): Promise<void> {
    if (this.drawn.has(name)) throw new Error(`Two pictures would be ${name}.png: name one of them anew`)
    this.drawn.add(name)
    // Away from everything, so that no tooltip and no row under the pointer is in the picture.
    if (hovered) await hovered.hover()
    else if (page === this.page) await page.mouse.move(2, 2)
    await this.settle()
    await this.camera(name, page, this)
  }

  /** Notices of what has just come lie over the list. */
  async withoutNotices(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.shell.toast.open }).first().waitFor({ state: 'detached' })
  }

  /** With what belongs to it above and below, where a bare scroll would leave it at an edge. */
  async center(locator: Locator): Promise<void> {
    await locator.evaluate((element) => {
      element.scrollIntoView({ block: 'center' })
    })
  }

  settle(ms = SETTLE_MS): Promise<void> {
    return this.page.waitForTimeout(ms)
  }

  row(name: string): Locator {
    return this.page.getByRole('option').filter({ hasText: name }).first()
  }

  async openChat(name: string): Promise<void> {
    await this.row(name).click()
    await this.page.getByRole('heading', { name }).waitFor()
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: this.words.chats.composer.label })
  }

  async goTo(place: 'cases' | 'chats' | 'calls' | 'supervisor' | 'settings'): Promise<void> {
    const name = new RegExp(`^${place === 'cases' ? this.words.cases.title : this.words.shell[place]}`)
    await this.page.getByRole('navigation', { name: this.words.shell.navigation }).getByRole('link', { name }).click()
  }

  async openSettings(section: keyof Words['settings']['section']): Promise<void> {
    const { sections, section: names } = this.words.settings
    await this.goTo('settings')
    const navigation = this.page.getByRole('navigation', { name: sections })
    await navigation.getByRole('button', { name: names[section], exact: true }).click()
  }

  /** One of the lists above the rows, whatever it counts. */
  async tab(name: string): Promise<void> {
    await this.page
      .getByRole('radio', { name: new RegExp(`^${name}`) })
      .first()
      .click()
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: named(name) }).first()
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.avito.stop()
    await this.sip.stop()
    removeProfile(this.profile)
  }
}

/** What begins so, whichever of its spaces do not break. */
export function named(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\s/g, '\\s')}`)
}

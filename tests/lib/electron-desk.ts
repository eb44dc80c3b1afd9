import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { _electron, type ElectronApplication, type Page } from '@playwright/test'

import { sleep, systemClock } from '#shared/lib/clock'

import { ensureElectron } from '../../scripts/ensure-electron.mjs'
import { readDeskLog } from './desk-log'
import { ownDisplay } from './own-display'
import { waitUntil } from './wait-until'

const ROOT = resolve(import.meta.dirname, '../..')
/** A start on a machine that is busy with other work; how quick it has to be is measured by the benchmarks. */
const WINDOW_TIMEOUT_MS = 60_000
const QUIT_TIMEOUT_MS = 60_000
const LOG_END = 2_000

export interface DeskDemo {
  readonly avito?: { apiUrl: string; consentUrl: string; clientId: string; clientSecret: string; hasJobs?: boolean }
  readonly sip?: {
    label: string
    transport: 'ws' | 'wss' | 'tcp' | 'tls' | 'udp'
    /** WebRTC where it is left out. */
    media?: 'webrtc' | 'rtp' | 'srtp'
    host: string
    port: number
    webSocketPath: string
    domain: string
    user: string
    password: string
    /** SHA-256 of a certificate that no authority of this computer vouches for. */
    pinnedFingerprint?: string
  }
}

export interface DeskOptions {
  readonly profile: string
  readonly demo?: DeskDemo
  readonly language?: 'ru' | 'en'
  /** Chromium's own fake one by default; `refused`: there is one, and its use is denied. */
  readonly microphone?: 'fake' | 'none' | 'refused'
  readonly chromiumArgs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Own folder per test; removed by `removeProfile`. */
export async function makeProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'otklik-profile-'))
}

export function removeProfile(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

/** What tests need of machines without sound hardware: Chromium's own fake devices and loopback candidates. */
const MICROPHONE_ARGS = {
  fake: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  none: ['--use-fake-ui-for-media-stream'],
  refused: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'],
} as const
const TEST_ARGS = ['--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required']

/** One running Otklik: its processes and its windows. */
export class ElectronDesk {
  private isGone = false

  private constructor(
    readonly app: ElectronApplication,
    readonly profile: string,
  ) {
    app.process().once('exit', () => {
      this.isGone = true
    })
  }

  static async launch(options: DeskOptions): Promise<ElectronDesk> {
    const display = await ownDisplay()
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0
    const app = await _electron.launch({
      executablePath: ensureElectron(),
      cwd: ROOT,
      args: [
        `--lang=${options.language ?? 'ru'}`,
        ...(asRoot ? ['--no-sandbox'] : []),
        ...MICROPHONE_ARGS[options.microphone ?? 'fake'],
        ...TEST_ARGS,
        ...(options.chromiumArgs ?? []),
        '.',
      ],
      env: {
        ...definedEnv(),
        ...(display === undefined ? {} : { DISPLAY: display }),
        OTKLIK_USER_DATA: options.profile,
        OTKLIK_HUB_PORT: '0',
        ...(options.demo ? { OTKLIK_DEMO: JSON.stringify(options.demo) } : {}),
        ...options.env,
      },
    })
    return new ElectronDesk(app, options.profile)
  }

  /** The desk window once its chat list has painted. */
  async deskWindow(): Promise<Page> {
    const page = await this.page('desk.html')
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'list', null, {
      timeout: WINDOW_TIMEOUT_MS,
    })
    return page
  }

  /** The desk window whether or not it can show a list. */
  async openedDeskWindow(): Promise<Page> {
    return this.page('desk.html')
  }

  /** The desk window while nobody is signed in, once it can be typed in. */
  async signInWindow(): Promise<Page> {
    const page = await this.page('sign-in.html')
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'signIn')
    return page
  }

  async mediaWindow(): Promise<Page> {
    return this.page('media.html')
  }

  async widgetWindow(): Promise<Page> {
    return this.page('widget.html')
  }

  async incomingWindow(): Promise<Page> {
    return this.page('incoming.html')
  }

  private async page(name: string): Promise<Page> {
    const find = (): Page | undefined => this.app.windows().find((page) => page.url().includes(name))
    // A window that is opened, or one that goes to another page.
    await waitUntil(async () => find() !== undefined, WINDOW_TIMEOUT_MS)
    const found = find()
    if (!found) throw new Error(`The window of ${name} went away`)
    return found
  }

  get mainPid(): number {
    const pid = this.app.process().pid
    if (pid === undefined) throw new Error('Electron has no process id: it did not start')
    return pid
  }

  /** The embedded hub's process id, `null` while none runs. */
  async hubPid(): Promise<number | null> {
    return this.utilityPid('Otklik hub')
  }

  /** The process between WebRTC and plain RTP, `null` while none runs. */
  async gatewayPid(): Promise<number | null> {
    return this.utilityPid('Otklik gateway')
  }

  private async utilityPid(name: string): Promise<number | null> {
    return this.app.evaluate(
      ({ app }, wanted) => app.getAppMetrics().find((metric) => metric.name === wanted)?.pid ?? null,
      name,
    )
  }

  async rendererPid(name: 'desk.html' | 'media.html'): Promise<number | null> {
    return this.app.evaluate(({ BrowserWindow }, part) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(part))
      return window?.webContents.getOSProcessId() ?? null
    }, name)
  }

  private stoppedHub: number | null = null

  /** Freezes the hub (SIGSTOP): the connection stands but nobody answers, as when a server hangs. */
  async stopHub(): Promise<void> {
    const pid = await this.hubPid()
    if (pid === null) throw new Error('No hub process is running')
    process.kill(pid, 'SIGSTOP')
    this.stoppedHub = pid
  }

  /**
   * Freezes the hub when the next picture begins to go up: it takes what fits into the buffers of the connection and
   * no more.
   */
  async stopHubAtUpload(): Promise<void> {
    const pid = await this.hubPid()
    if (pid === null) throw new Error('No hub process is running')
    this.stoppedHub = pid
    await this.app.evaluate(({ session }, hub) => {
      const { webRequest } = session.defaultSession
      webRequest.onSendHeaders({ urls: ['http://127.0.0.1/*'] }, ({ method, url }) => {
        if (method !== 'PUT' || !url.includes('/api/uploads/')) return
        process.kill(hub, 'SIGSTOP')
        webRequest.onSendHeaders(null)
      })
    }, pid)
  }

  /** Of the hub that `stopHub` froze: it outlives even its parent. */
  stoppedHubPid(): number | null {
    return this.stoppedHub
  }

  async resumeHub(): Promise<void> {
    if (this.stoppedHub === null) throw new Error('The hub was not stopped')
    process.kill(this.stoppedHub, 'SIGCONT')
    this.stoppedHub = null
  }

  /** `kill -9` of main, and with it of everything that hangs on it. */
  async killMain(): Promise<void> {
    const closed = new Promise((done) => this.app.process().once('exit', done))
    process.kill(this.mainPid, 'SIGKILL')
    await closed
  }

  async close(): Promise<void> {
    if (this.isGone) return
    if (this.stoppedHub !== null) await this.resumeHub()
    if (await Promise.race([this.quit(), sleep(systemClock, QUIT_TIMEOUT_MS).then(() => false)])) return
    // Else the whole run waits for it, and nobody hears what it was doing.
    await this.killMain()
    throw new Error(`The desk did not quit. Its log ends with:\n${readDeskLog(this.profile).slice(-LOG_END)}`)
  }

  private async quit(): Promise<true> {
    await this.leaveUnsaved()
    // The window's close button only hides it; quitting is what the menu does.
    await this.app.evaluate(({ app }) => app.quit()).catch(ignoreClosedConnection)
    await this.app.close().catch(ignoreClosedConnection)
    return true
  }

  /** Nobody is there to answer what becomes of a form that a test left half typed. */
  private async leaveUnsaved(): Promise<void> {
    const desk = this.app.windows().find((page) => page.url().includes('desk.html'))
    await desk
      ?.evaluate(() => {
        // The page's own door to main, as the preload put it there.
        const { otklik } = window as unknown as { otklik: { invoke(channel: string, args: unknown): Promise<unknown> } }
        return otklik.invoke('app:set-unsaved', { hasUnsaved: false })
      })
      .catch(ignoreClosedConnection)
  }
}

/** While an application quits, the connection to it may end before the answer came. */
function ignoreClosedConnection(error: unknown): void {
  if (error instanceof Error && /closed|crashed|Target|disconnected/i.test(error.message)) return
  throw error
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

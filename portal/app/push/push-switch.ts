import type { PageFrame, PortalFrame } from '#shared/contract/portal'

import type { BrowserPush } from './browser-push'

/**
 * `hidden`: the hub does not offer it, or has not been reached yet. `failed`: the browser did not reach its push service.
 * `refused`: the hub does not speak to that service. `unsent`: there was no line.
 */
export type PushState =
  'hidden' | 'unsupported' | 'insecure' | 'blocked' | 'off' | 'working' | 'on' | 'failed' | 'refused' | 'unsent'

export interface PushSwitchOptions {
  readonly browser: BrowserPush
  /** `false`: there is no line. */
  readonly send: (frame: PageFrame) => boolean
  readonly changed: (state: PushState) => void
}

/** Whether this browser tells of new messages. The hub has the last word; the person is asked only after a click. */
export class PushSwitch {
  private publicKey: string | null = null
  private state: PushState = 'hidden'

  constructor(private readonly options: PushSwitchOptions) {}

  handle(frame: PortalFrame): void {
    if (frame.type === 'welcome') {
      this.publicKey = frame.pushKey ?? null
      this.check()
    } else if (frame.type === 'push') {
      this.show(frame.isOn ? 'on' : frame.isTaken ? 'off' : 'refused')
      if (!frame.isTaken) this.attempt(() => this.options.browser.unsubscribe(), 'refused')
    }
  }

  /** The page has come to the front: the person may have changed what the browser allows. */
  look(): void {
    const { browser } = this.options
    if (browser.support !== 'yes') return
    this.attempt(() => browser.closeNotices(), this.state)
    if (this.state === 'hidden') return
    const isBlocked = browser.permission() === 'denied'
    if (isBlocked !== (this.state === 'blocked')) this.check()
  }

  toggle(): void {
    if (this.state === 'on') this.attempt(() => this.turnOff(), 'unsent')
    else if (['off', 'failed', 'refused', 'unsent'].includes(this.state)) this.attempt(() => this.turnOn(), 'failed')
  }

  private check(): void {
    const { support } = this.options.browser
    if (this.publicKey === null) return this.show('hidden')
    if (support !== 'yes') return this.show(support === 'no' ? 'unsupported' : 'insecure')
    this.attempt(async () => {
      if (this.options.browser.permission() === 'denied') return this.show('blocked')
      const endpoint = await this.options.browser.endpoint()
      if (endpoint === null || !this.options.send({ type: 'pushAsk', endpoint })) this.show('off')
    }, 'off')
  }

  private async turnOn(): Promise<void> {
    const { browser, send } = this.options
    const { publicKey } = this
    if (publicKey === null) return
    this.show('working')
    const permission = await browser.askPermission()
    if (permission !== 'granted') return this.show(permission === 'denied' ? 'blocked' : 'off')
    const subscription = await browser.subscribe(publicKey)
    if (!send({ type: 'pushOn', subscription })) this.show('unsent')
  }

  /** First in the browser: what is still sent there, the push service refuses, and the hub forgets it. */
  private async turnOff(): Promise<void> {
    const { browser, send } = this.options
    this.show('working')
    const endpoint = await browser.endpoint()
    await browser.unsubscribe()
    if (endpoint === null || !send({ type: 'pushOff', endpoint })) this.show('off')
  }

  /** Browsers fail here in many ways, and tell the person nothing of it. */
  private attempt(work: () => Promise<void>, otherwise: PushState): void {
    work().catch(() => {
      this.show(otherwise)
    })
  }

  private show(state: PushState): void {
    this.state = state
    this.options.changed(state)
  }
}

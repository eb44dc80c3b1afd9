import { beforeEach, expect, it, vi } from 'vitest'

import type { PageFrame, PortalFrame } from '#shared/contract/portal'

import type { BrowserPush, PushSupport } from './browser-push'
import { PushSwitch, type PushState } from './push-switch'

const WISH = { endpoint: 'https://push.example.com/1', p256dh: 'p', auth: 'a' }
const WELCOME: PortalFrame = {
  type: 'welcome',
  protocol: 1,
  company: 'Ромашка',
  greeting: '',
  visitorName: '',
  canBegin: true,
  conversations: [],
  canNotify: false,
  email: null,
  pushKey: 'key',
}
const ON: PortalFrame = { type: 'push', isOn: true, isTaken: true }
const OFF: PortalFrame = { type: 'push', isOn: false, isTaken: true }

/** A browser as the switch sees it. */
class FakeBrowser implements BrowserPush {
  support: PushSupport = 'yes'
  /** What the person answers when asked. */
  answer: NotificationPermission = 'granted'
  granted: NotificationPermission = 'default'
  isReached = true
  there: string | null = null
  asked = 0
  readonly closeNotices = vi.fn(async () => undefined)

  permission = () => this.granted
  askPermission = async () => {
    this.asked += 1
    if (this.granted === 'default') this.granted = this.answer
    return this.granted
  }
  endpoint = async () => this.there
  subscribe = async () => {
    if (!this.isReached) throw new DOMException('no push service', 'AbortError')
    this.there = WISH.endpoint
    return WISH
  }
  unsubscribe = async () => {
    this.there = null
  }
}

let browser: FakeBrowser
let states: PushState[]
let sent: PageFrame[]
let isOnline: boolean
let control: PushSwitch

beforeEach(() => {
  browser = new FakeBrowser()
  states = []
  sent = []
  isOnline = true
  control = new PushSwitch({
    browser,
    send: (frame) => {
      if (isOnline) sent.push(frame)
      return isOnline
    },
    changed: (state) => states.push(state),
  })
})

/** Promises of the browser are kept. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

async function welcomed(frame = WELCOME) {
  control.handle(frame)
  await settle()
}

async function toggled() {
  control.toggle()
  await settle()
}

it('[N1] is off at first and asks the person nothing before the click; then the hub has the last word', async () => {
  await welcomed()
  expect([states, browser.asked, sent]).toEqual([['off'], 0, []])
  await toggled()
  expect(states.at(-1)).toBe('working')
  expect(sent).toEqual([{ type: 'pushOn', subscription: WISH }])
  control.handle(ON)
  expect(states).toEqual(['off', 'working', 'on'])
  await toggled()
  expect([browser.there, sent.at(-1)]).toEqual([null, { type: 'pushOff', endpoint: WISH.endpoint }])
  control.handle(OFF)
  expect(states.at(-1)).toBe('off')
})

it('[N1] asks the hub whether this browser is told, and believes it', async () => {
  browser.granted = 'granted'
  browser.there = WISH.endpoint
  await welcomed()
  expect(sent).toEqual([{ type: 'pushAsk', endpoint: WISH.endpoint }])
  control.handle(OFF)
  expect(states).toEqual(['off'])
  await welcomed()
  control.handle(ON)
  expect(states.at(-1)).toBe('on')
})

it('[N1] says where it cannot be: no such hub, no such browser, no encryption, forbidden by the browser', async () => {
  await welcomed({ ...WELCOME, pushKey: undefined })
  browser.support = 'no'
  await welcomed()
  browser.support = 'insecure'
  await welcomed()
  browser.support = 'yes'
  browser.granted = 'denied'
  await welcomed()
  await toggled()
  expect([states, browser.asked]).toEqual([['hidden', 'unsupported', 'insecure', 'blocked'], 0])
  browser.granted = 'default'
  control.look()
  await settle()
  expect(states.at(-1)).toBe('off')
})

it('[N1] what the person answers is kept to', async () => {
  await welcomed()
  browser.answer = 'default'
  await toggled()
  expect(states.at(-1)).toBe('off')
  browser.answer = 'denied'
  await toggled()
  expect([states.at(-1), sent]).toEqual(['blocked', []])
})

it('[N1] each failure says what it is and can be tried again', async () => {
  await welcomed()
  browser.isReached = false
  await toggled()
  expect(states.at(-1)).toBe('failed')
  browser.isReached = true
  isOnline = false
  await toggled()
  expect(states.at(-1)).toBe('unsent')
  isOnline = true
  await toggled()
  control.handle({ type: 'push', isOn: false, isTaken: false })
  await settle()
  expect([states.at(-1), browser.there]).toEqual(['refused', null])
  await toggled()
  control.handle(ON)
  expect(states.at(-1)).toBe('on')
})

it('[N1] off without a line is off in the browser: the push service tells the hub', async () => {
  await welcomed()
  await toggled()
  control.handle(ON)
  isOnline = false
  await toggled()
  expect([states.at(-1), browser.there]).toEqual(['off', null])
})

it('[N5] notices are taken away once the chat is looked at, and a second click while it works does nothing', async () => {
  await welcomed()
  control.look()
  expect(browser.closeNotices).toHaveBeenCalledTimes(1)
  control.toggle()
  await toggled()
  expect([browser.asked, sent.length]).toEqual([1, 1])
})

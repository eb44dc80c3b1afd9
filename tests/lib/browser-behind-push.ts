import type { BrowserContext } from '@playwright/test'

import type { PushBrowser, PushSandbox } from '../../sandbox/push'

/**
 * Chromium subscribes at its maker's push service alone, which no test may reach: the subscription is the sandbox's, all
 * else is the browser's own. Answers the browser behind the last subscription.
 */
export async function subscribeAt(context: BrowserContext, service: PushSandbox): Promise<() => PushBrowser> {
  let behind: PushBrowser | null = null
  await context.exposeFunction('otklikSubscribe', (applicationServerKey: string) => {
    behind = service.subscribe(applicationServerKey)
    return behind.subscription
  })
  await context.exposeFunction('otklikUnsubscribe', () => {
    behind?.unsubscribe()
  })
  await context.addInitScript(() => {
    type Flat = Pick<PushBrowser, 'subscription'>['subscription']
    const outside = window as unknown as {
      otklikSubscribe(key: string): Promise<Flat>
      otklikUnsubscribe(): Promise<void>
    }
    const NAME = 'test.subscription'
    const made = (flat: Flat, key: ArrayBuffer | null) => ({
      endpoint: flat.endpoint,
      options: { applicationServerKey: key },
      toJSON: () => ({ endpoint: flat.endpoint, keys: { p256dh: flat.p256dh, auth: flat.auth } }),
      unsubscribe: async () => {
        localStorage.removeItem(NAME)
        await outside.otklikUnsubscribe()
        return true
      },
    })
    Object.assign(PushManager.prototype, {
      async subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array<ArrayBuffer> }) {
        const text = btoa(String.fromCharCode(...applicationServerKey))
        const flat = await outside.otklikSubscribe(text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
        localStorage.setItem(NAME, JSON.stringify(flat))
        return made(flat, applicationServerKey.buffer)
      },
      async getSubscription() {
        const kept = localStorage.getItem(NAME)
        return kept === null ? null : made(JSON.parse(kept) as Flat, null)
      },
    })
  })
  return () => {
    if (!behind) throw new Error('The page has not subscribed.')
    return behind
  }
}

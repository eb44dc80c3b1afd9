import type { PushWish } from '#shared/contract/portal'

const WORKER = '/portal/push-worker.js'
const SCOPE = '/portal/'

/** `no`: this browser shows no notices of pages. `insecure`: it would, on an address with encryption. */
export type PushSupport = 'yes' | 'no' | 'insecure'

/** What a browser can do about push, in the words of the chat. */
export interface BrowserPush {
  readonly support: PushSupport
  permission(): NotificationPermission
  /** Asks the person, who may have been asked before. */
  askPermission(): Promise<NotificationPermission>
  /** Where this browser is told now; `null`: nowhere. */
  endpoint(): Promise<string | null>
  /** For this key of the hub. Throws where the browser does not reach its push service. */
  subscribe(publicKey: string): Promise<PushWish>
  unsubscribe(): Promise<void>
  /** Whoever looks at the chat needs no notice of it. */
  closeNotices(): Promise<void>
}

export function browserPush(page: Window): BrowserPush {
  const { navigator, isSecureContext } = page
  const canPush = 'serviceWorker' in navigator && 'PushManager' in page && 'Notification' in page
  const registration = async () => (canPush ? await navigator.serviceWorker.getRegistration(SCOPE) : undefined)
  const subscription = async () => (await (await registration())?.pushManager.getSubscription()) ?? null
  return {
    support: canPush ? 'yes' : isSecureContext ? 'no' : 'insecure',
    permission: () => Notification.permission,
    askPermission: () => Notification.requestPermission(),
    endpoint: async () => (await subscription())?.endpoint ?? null,
    async subscribe(publicKey) {
      await navigator.serviceWorker.register(workerAddress(page), { scope: SCOPE, updateViaCache: 'none' })
      const { pushManager } = await navigator.serviceWorker.ready
      const before = await pushManager.getSubscription()
      const key = bytesOf(publicKey)
      // Made for a hub that was there before: its key is not known any more.
      if (before && !isSame(before.options.applicationServerKey, key)) await before.unsubscribe()
      const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
      return wishOf(made.toJSON())
    },
    async unsubscribe() {
      await (await subscription())?.unsubscribe()
    },
    async closeNotices() {
      for (const notice of (await (await registration())?.getNotifications()) ?? []) notice.close()
    },
  }
}

interface TrustedTypesPage {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(address: string): string },
    ): {
      createScriptURL(address: string): string
    }
  }
}

let trustedWorker: string | null = null

/** The page's policy takes no plain text for the address of a script; this is the one exception, and it is fixed. */
function workerAddress(page: Window & TrustedTypesPage): string {
  // What comes is a `TrustedScriptURL`, which the types of browsers know as text.
  trustedWorker ??=
    page.trustedTypes?.createPolicy('otklik-worker', { createScriptURL: () => WORKER }).createScriptURL(WORKER) ??
    WORKER
  return trustedWorker
}

function wishOf({ endpoint, keys }: PushSubscriptionJSON): PushWish {
  const { p256dh, auth } = keys ?? {}
  if (endpoint === undefined || p256dh === undefined || auth === undefined)
    throw new Error('A subscription with its keys was expected.')
  return { endpoint, p256dh, auth }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function isSame(known: ArrayBuffer | null, key: Uint8Array): boolean {
  const bytes = new Uint8Array(known ?? new ArrayBuffer(0))
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index])
}

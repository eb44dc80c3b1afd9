import { contextBridge, ipcRenderer } from 'electron'

import type { Bridge, BridgeReply } from '#shared/contract/bridge'
import { EVENT, INVOKE, MEDIA_PORT } from './ipc/wire'

/** The preload runs in a page although it is compiled among main's files, which know no DOM. */
const page = globalThis as unknown as {
  readonly location: { readonly origin: string; readonly pathname: string }
  readonly document: { getElementById(id: string): { readonly offsetHeight: number } | null }
  readonly ResizeObserver: new (handle: () => void) => { observe(element: unknown): void }
  addEventListener(name: 'DOMContentLoaded', listener: () => void): void
  postMessage(message: string, origin: string, transfer: readonly unknown[]): void
}

const NAME = /^[a-z][A-Za-z]*:[a-z][a-z0-9-]*$/

type Listener = (payload: unknown) => void
const listeners = new Map<string, Set<Listener>>()

const bridge: Bridge = {
  invoke(channel, args) {
    if (!NAME.test(channel)) return Promise.resolve<BridgeReply>({ ok: false, kind: 'notAllowed', errorId: 'preload' })
    // Main answers every request with a BridgeReply.
    return ipcRenderer.invoke(INVOKE, channel, args) as Promise<BridgeReply>
  },
  on(channel, listener) {
    const known = listeners.get(channel) ?? new Set()
    listeners.set(channel, known.add(listener))
    return () => {
      known.delete(listener)
    }
  },
}

ipcRenderer.on(EVENT, (_event, channel: string, payload: unknown) => {
  for (const listener of [...(listeners.get(channel) ?? [])]) listener(payload)
})

if (page.location.pathname === '/incoming.html') {
  page.addEventListener('DOMContentLoaded', () => {
    const root = page.document.getElementById('root')
    if (!root) return
    const observer = new page.ResizeObserver(() => {
      void bridge.invoke('app:fit-incoming', { height: Math.ceil(root.offsetHeight) })
    })
    observer.observe(root)
  })
}

/** A MessagePort cannot cross the context bridge; only the media window is ever sent one. */
ipcRenderer.on(MEDIA_PORT, (event) => {
  page.postMessage(MEDIA_PORT, page.location.origin, event.ports)
})

contextBridge.exposeInMainWorld('otklik', bridge)

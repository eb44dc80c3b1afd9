import { noticeClicked, pushCame, type NoticeOptions, type NoticePorts, type Page } from './notices'

/** The part of a service worker's global scope that is used; the project compiles with the window's types. */
interface WorkerScope {
  readonly clients: {
    matchAll(options: { readonly type: 'window'; readonly includeUncontrolled: true }): Promise<readonly Page[]>
    openWindow(address: string): Promise<unknown>
    claim(): Promise<void>
  }
  readonly registration: { showNotification(title: string, options: NoticeOptions): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void
  addEventListener(type: 'push', listener: (event: PushCame) => void): void
  addEventListener(type: 'notificationclick', listener: (event: NoticeClicked) => void): void
}

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface PushCame extends LastingEvent {
  readonly data: { text(): string } | null
}

interface NoticeClicked extends LastingEvent {
  readonly notification: Notification
}

const scope = self as unknown as WorkerScope
const ports: NoticePorts = {
  pages: () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true }),
  show: (title, options) => scope.registration.showNotification(title, options),
  open: (address) => scope.clients.openWindow(address),
}

scope.addEventListener('install', (event) => {
  event.waitUntil(scope.skipWaiting())
})
scope.addEventListener('activate', (event) => {
  event.waitUntil(scope.clients.claim())
})
scope.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(pushCame(ports, event.data.text()))
})
scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  // As the worker itself gave it to the notice.
  const { conversationId } = event.notification.data as NoticeOptions['data']
  event.waitUntil(noticeClicked(ports, conversationId))
})

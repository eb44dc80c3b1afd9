import type { HookPort } from '../platform/webhook-keeper'
import type { DriverContext } from './driver-context'

/** Rows 10 to 12 of facts/avito-messenger.md. */
export function messengerHooks({ api, state }: DriverContext): HookPort {
  return {
    async isListed(url) {
      const list = await api.subscriptions()
      return list.ok && (list.value.subscriptions ?? []).some((entry) => entry.url === url)
    },
    subscribe: (url) => api.subscribe(url),
    unsubscribe: (url) => api.unsubscribe(url),
    savedUrl: () => state.value.webhookUrl,
    saveUrl: (url) => state.change(() => ({ webhookUrl: url })),
  }
}

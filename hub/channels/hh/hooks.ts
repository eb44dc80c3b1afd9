import { ok } from '#shared/lib/result'

import type { HookPort } from '../platform/webhook-keeper'
import type { HhContext } from './driver-context'

/** The webhook of facts/hh.md §7: one address per user and application, so an older one is moved. */
export function hhHooks({ api, state }: HhContext): HookPort {
  return {
    async isListed(url) {
      const list = await api.hooks()
      return list.ok && list.value.items.some((entry) => entry.url === url)
    },
    async subscribe(url) {
      const list = await api.hooks()
      if (!list.ok) return list
      const [other] = list.value.items
      return other ? api.moveHook(other.id, url) : api.subscribe(url)
    },
    async unsubscribe(url) {
      const list = await api.hooks()
      if (!list.ok) return list
      const own = list.value.items.find((entry) => entry.url === url)
      return own ? api.unsubscribe(own.id) : ok(null)
    },
    savedUrl: () => state.value.hookUrl,
    saveUrl: (url) => state.change(() => ({ hookUrl: url })),
  }
}

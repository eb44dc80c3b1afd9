import { randomBytes } from 'node:crypto'

import type { StateStore } from '../platform/state-store'
import type { HookPort } from '../platform/webhook-keeper'
import type { JobsApi } from './jobs-api'
import type { JobsState } from './jobs-state'

const SECRET_BYTES = 32

/** The webhook of responses (facts/avito-jobs.md §1), with a secret that its events carry. */
export function applicationHooks(api: JobsApi, state: StateStore<JobsState>): HookPort {
  return {
    async isListed(url) {
      const list = await api.hooks()
      return list.ok && (list.value.webhooks ?? []).some((entry) => entry.url === url)
    },
    async subscribe(url) {
      return api.putHook(url, await secretOf(state))
    },
    unsubscribe: (url) => api.deleteHook(url),
    savedUrl: () => state.value.hookUrl,
    saveUrl: (url) => state.change(() => ({ hookUrl: url })),
  }
}

/** Known to us before the platform knows it: it may use it before it has answered. */
async function secretOf(state: StateStore<JobsState>): Promise<string> {
  const known = state.value.hookSecret
  if (known !== null) return known
  const hookSecret = randomBytes(SECRET_BYTES).toString('base64url')
  await state.change(() => ({ hookSecret }))
  return hookSecret
}

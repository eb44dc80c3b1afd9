import { z } from 'zod'

import type { ProxyCredentials } from '#shared/domain/proxy'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore } from './json-store'
import type { SecretBox } from './secret-box'

const kept = z.object({ proxy: z.string(), realm: z.string(), user: z.string(), sealed: z.string() })
const file = z.object({ logins: z.array(kept).max(50) })

export interface KeptLogin extends ProxyCredentials {
  readonly proxy: string
  readonly realm: string
}

/** Logins for proxies that somebody wished to keep, in `proxy-logins.json`; passwords stand there sealed. */
export interface ProxyLoginStore {
  /** Without those whose password can no longer be opened. */
  read(): readonly KeptLogin[]
  keep(login: KeptLogin): void
  forget(proxy: string, realm: string): void
  forgetAll(): void
}

export function openProxyLogins(folder: string, box: SecretBox, logger: Logger, clock: Clock): ProxyLoginStore {
  const store = openJsonStore({ folder, name: 'proxy-logins', schema: file, defaults: { logins: [] }, logger, clock })
  const others = (proxy: string, realm: string) =>
    store.read().logins.filter((each) => each.proxy !== proxy || each.realm !== realm)
  return {
    read: () =>
      store.read().logins.flatMap(({ sealed, ...login }) => {
        const password = box.open(sealed)
        return password === null ? [] : [{ ...login, password }]
      }),
    keep({ proxy, realm, user, password }) {
      store.write({ logins: [...others(proxy, realm).slice(-49), { proxy, realm, user, sealed: box.seal(password) }] })
    },
    forget(proxy, realm) {
      store.write({ logins: others(proxy, realm) })
    },
    forgetAll() {
      store.write({ logins: [] })
    },
  }
}

import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore } from './json-store'

const MOST_SERVERS = 20
const chosen = z.object({ host: z.string(), fingerprint: z.string() })
const file = z.object({ chosen: z.array(chosen).max(MOST_SERVERS) })

/** Which certificate of the system's store the person shows to which server, in `chosen-certificates.json`. */
export interface ChosenCertificates {
  find(host: string): string | null
  keep(host: string, fingerprint: string): void
  forgetAll(): void
}

export function openChosenCertificates(folder: string, logger: Logger, clock: Clock): ChosenCertificates {
  const defaults = { chosen: [] }
  const store = openJsonStore({ folder, name: 'chosen-certificates', schema: file, defaults, logger, clock })
  return {
    find: (host) => store.read().chosen.find((each) => each.host === host)?.fingerprint ?? null,
    keep(host, fingerprint) {
      const others = store.read().chosen.filter((each) => each.host !== host)
      store.write({ chosen: [...others.slice(1 - MOST_SERVERS), { host, fingerprint }] })
    },
    forgetAll() {
      store.write({ chosen: [] })
    },
  }
}

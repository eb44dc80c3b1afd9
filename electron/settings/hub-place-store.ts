import { z } from 'zod'

import { signInState } from '#shared/contract/ipc/sign-in'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { PLACE_FILE } from '../hub/entrance'
import { openJsonStore } from './json-store'
import type { SecretBox } from './secret-box'

const file = signInState.omit({ name: true }).extend({
  session: z
    .object({
      /** The token, sealed. */
      sealed: z.string(),
      agentId: z.string(),
      name: z.string(),
      /** As they signed in; left out where it was by another way than a password. */
      login: z.string().optional(),
      /** Name of the windows' database for this person at this hub. */
      cache: z.string(),
    })
    .nullable(),
})
export type HubPlace = z.output<typeof file>

export interface HubPlaceStore {
  read(): HubPlace
  change(part: Partial<HubPlace>): void
  seal(token: string): string
  /** Of whoever is signed in; `null` also when it can no longer be opened. */
  readToken(): string | null
}

const NOTHING: HubPlace = {
  place: null,
  url: null,
  login: null,
  ended: null,
  toEmpty: [],
  leftBehind: [],
  session: null,
}

/** Which hub this desk works with and who is signed in there, in `hub-place.json`; the token stands there sealed. */
export function openHubPlace(folder: string, box: SecretBox, logger: Logger, clock: Clock): HubPlaceStore {
  const store = openJsonStore({ folder, name: PLACE_FILE, schema: file, defaults: NOTHING, logger, clock })
  return {
    read: () => store.read(),
    change(part) {
      store.write({ ...store.read(), ...part })
    },
    seal: (token) => box.seal(token),
    readToken() {
      const { session } = store.read()
      const token = session === null ? null : box.open(session.sealed)
      if (session !== null && token === null) logger.warn('the session can no longer be opened: signing in is needed')
      return token
    },
  }
}

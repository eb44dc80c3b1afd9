import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { deskPhoneConfig, type DeskPhoneConfig } from '#shared/contract/ipc/desk-phone'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { openJsonStore } from './json-store'
import type { SecretBox } from './secret-box'

const TOKEN_BYTES = 18

const file = z.object({
  phone: deskPhoneConfig.nullable(),
  /** Both sealed. */
  password: z.string().nullable(),
  token: z.string().nullable(),
})

export interface DeskPhoneStore {
  get(): DeskPhoneConfig | null
  hasPassword(): boolean
  /** Opened at the moment of use, never kept. */
  readPassword(): string | null
  /** `null` keeps the stored password. */
  save(config: DeskPhoneConfig, password: string | null): void
  remove(): void
  /** The secret word in the addresses that the phone calls; made when it is first needed. */
  token(): string
  renewToken(): void
}

/** The desk phone in `desk-phone.json`; its password and the secret word stand there sealed (spec D7). */
export function openDeskPhone(folder: string, box: SecretBox, logger: Logger, clock: Clock): DeskPhoneStore {
  const store = openJsonStore({
    folder,
    name: 'desk-phone',
    schema: file,
    defaults: { phone: null, password: null, token: null },
    logger,
    clock,
  })
  const open = (sealed: string | null): string | null => {
    const text = sealed === null ? null : box.open(sealed)
    if (sealed !== null && text === null) logger.warn('a secret of the desk phone can no longer be opened')
    return text
  }
  const renewToken = (): void => {
    store.write({ ...store.read(), token: box.seal(randomBytes(TOKEN_BYTES).toString('base64url')) })
  }
  return {
    get: () => store.read().phone,
    hasPassword: () => store.read().password !== null,
    readPassword: () => open(store.read().password),
    save(phone, password) {
      const before = store.read()
      store.write({ ...before, phone, password: password === null ? before.password : box.seal(password) })
    },
    remove() {
      store.write({ phone: null, password: null, token: null })
    },
    token() {
      const known = open(store.read().token)
      if (known !== null) return known
      renewToken()
      return open(store.read().token) ?? ''
    },
    renewToken,
  }
}

import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { deskPhoneConfig, type DeskPhoneConfig } from '#shared/contract/ipc/desk-phone'
import type { DeskPhonePart } from '#shared/contract/policy/desk-phone-rules'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { openJsonStore } from './json-store'
import { brokenLocks, choose, ruled, type Chosen, type SettingsRule } from './ruled-settings'
import type { SecretBox } from './secret-box'

const TOKEN_BYTES = 18

/** The address may be the company's alone. */
const stored = deskPhoneConfig.extend({ address: z.string() })
type Stored = z.output<typeof stored>

const file = z.object({
  phone: stored.nullable(),
  /** Both sealed. */
  password: z.string().nullable(),
  token: z.string().nullable(),
  /** What of the phone the person has set. */
  chosen: z.array(z.string()),
})

export interface DeskPhoneStore {
  get(): DeskPhoneConfig | null
  hasPassword(): boolean
  /** Opened at the moment of use, never kept. */
  readPassword(): string | null
  /** `null` keeps the stored password. */
  save(config: DeskPhoneConfig, password: string | null): void
  remove(): void
  /** Keys of the company's locks that saving this would break. */
  brokenLocks(config: DeskPhoneConfig): readonly string[]
  /** The company has set the phone up: it cannot be removed. */
  isKept(): boolean
  /** What the person has agreed to of a set-up. A password never goes to another phone than it was typed for. */
  take(part: Readonly<Partial<Record<DeskPhonePart, unknown>>>): void
  /** The company has changed its mind, or somebody else sits here. */
  followRules(): void
  onChanged(listener: () => void): Disposable
  /** The secret word in the addresses that the phone calls; made when it is first needed. */
  token(): string
  renewToken(): void
}

const NO_RULES = (): readonly SettingsRule[] => []
const NOTHING: Stored = {
  model: 'yealink-t31',
  address: '',
  isSecure: false,
  fingerprint: null,
  user: 'admin',
  listenPort: 8930,
  extension: null,
}
const MANAGED = Object.keys(NOTHING)
  .filter((field) => field !== 'fingerprint')
  .map((field) => [field])

/**
 * The desk phone in `desk-phone.json`; its password and the secret word stand there sealed (spec D7). Over it lies what
 * the company has set, as over the settings (ADR 63).
 */
export function openDeskPhone(
  folder: string,
  box: SecretBox,
  logger: Logger,
  clock: Clock,
  rules: () => readonly SettingsRule[] = NO_RULES,
): DeskPhoneStore {
  const store = openJsonStore({
    folder,
    name: 'desk-phone',
    schema: file,
    defaults: { phone: null, password: null, token: null, chosen: [] },
    logger,
    clock,
  })
  const changed = new Emitter<null>((error) => {
    logger.error('a listener of the desk phone failed', { error: describeError(error) })
  })
  const chosen = (): Chosen => {
    const { phone, chosen: paths } = store.read()
    return { values: { ...(phone ?? NOTHING) }, paths }
  }
  const counting = (): Stored => stored.parse(ruled(chosen(), { ...NOTHING }, rules()))
  const open = (sealed: string | null): string | null => {
    const text = sealed === null ? null : box.open(sealed)
    if (sealed !== null && text === null) logger.warn('a secret of the desk phone can no longer be opened')
    return text
  }
  const renewToken = (): void => {
    store.write({ ...store.read(), token: box.seal(randomBytes(TOKEN_BYTES).toString('base64url')) })
  }
  const keep = (phone: Stored, password: string | null): void => {
    const { values, paths } = choose(chosen(), { ...counting() }, { ...phone }, rules(), MANAGED)
    store.write({ ...store.read(), phone: stored.parse(values), chosen: [...paths], password })
  }
  return {
    get() {
      const phone = counting()
      return phone.address === '' ? null : phone
    },
    hasPassword: () => store.read().password !== null,
    readPassword: () => open(store.read().password),
    save(phone, password) {
      keep(phone, password === null ? store.read().password : box.seal(password))
    },
    remove() {
      store.write({ phone: null, password: null, token: null, chosen: [] })
    },
    brokenLocks: (phone) => brokenLocks({ ...counting() }, { ...phone }, rules()),
    isKept: () => rules().some(({ path }) => path[0] === 'address'),
    take(part) {
      const before = counting()
      const locks = rules().filter(({ isLocked }) => isLocked)
      const given = { ...before, ...part }
      const wished = stored.parse(ruled({ values: given, paths: [] }, given, locks))
      const isSame = before.address === wished.address && before.isSecure === wished.isSecure
      keep(isSame ? wished : { ...wished, fingerprint: null }, isSame ? store.read().password : null)
      changed.emit(null)
    },
    followRules() {
      changed.emit(null)
    },
    onChanged: (listener) => changed.on(listener),
    token() {
      const known = open(store.read().token)
      if (known !== null) return known
      renewToken()
      return open(store.read().token) ?? ''
    },
    renewToken,
  }
}

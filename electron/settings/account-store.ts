import { z } from 'zod'

import { sipAccount } from '#shared/contract/ipc/sip'
import { companyLineId, companyLineOf, type LineField } from '#shared/contract/policy/line-rules'
import { COMPANY_LINES, type CompanyLine } from '#shared/contract/policy/line-settings'
import type { SipAccountId } from '#shared/domain/ids'
import { USUAL_MEDIA, type SipAccount } from '#shared/domain/sip-account'
import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import type { AccountStore } from '../sip/phone-ports'
import { openJsonStore } from './json-store'
import { brokenLocks, choose, ruled, type Chosen, type SettingsRule } from './ruled-settings'
import type { SecretBox } from './secret-box'

/** What the company has set of the lines that it hands out. */
export type LineRulesNow = (line: CompanyLine) => readonly SettingsRule[]

export interface RuledAccounts extends AccountStore {
  /** What the person has agreed to of a set-up. A password never goes to another server than it was typed for. */
  take(line: CompanyLine, part: Readonly<Partial<Record<LineField, unknown>>>): void
  has(line: CompanyLine): boolean
  /** The company has changed its mind, or somebody else sits here. */
  followRules(): void
}

/** What accounts of before did not have. */
const stored = sipAccount.extend({
  outboundProxy: sipAccount.shape.outboundProxy.default(null),
  pickupCode: sipAccount.shape.pickupCode.default(null),
  authorityPem: sipAccount.shape.authorityPem.default(null),
})
const file = z.object({
  accounts: z.array(stored),
  passwords: z.record(z.string(), z.string()),
  /** Of lines that the company may hand out: what of them the person has set. */
  chosen: z.record(z.string(), z.array(z.string())),
})

const NO_RULES: LineRulesNow = () => []
/** Another server, or another name there. */
const WHERE_TO = ['domain', 'host', 'port', 'outboundProxy', 'transport', 'user', 'authUser'] as const

/**
 * SIP accounts in `accounts.json`; passwords stand there sealed. `hasPassword` is told by what can be opened. Over the
 * lines that the company hands out lie its rules, as over the settings (ADR 56, ADR 63).
 */
export function openAccounts(
  folder: string,
  box: SecretBox,
  logger: Logger,
  clock: Clock,
  rulesOf: LineRulesNow = NO_RULES,
): RuledAccounts {
  const defaults = { accounts: [], passwords: {}, chosen: {} }
  const store = openJsonStore({ folder, name: 'accounts', schema: file, defaults, logger, clock })
  const changed = new Emitter<null>((error) => {
    logger.error('a listener of the lines failed', { error: describeError(error) })
  })
  const rules = (id: SipAccountId): readonly SettingsRule[] => {
    const line = companyLineOf(id)
    return line === null ? [] : rulesOf(line)
  }
  const chosenOf = (id: SipAccountId): Chosen => {
    const { accounts, chosen } = store.read()
    return { values: { ...(accounts.find((each) => each.id === id) ?? nothingOf(id)) }, paths: chosen[id] ?? [] }
  }
  /** What counts; without a domain it is no line. */
  const counting = (id: SipAccountId): SipAccount => {
    const tree = ruled(chosenOf(id), { ...nothingOf(id) }, rules(id))
    return { ...stored.parse(tree), hasPassword: id in store.read().passwords }
  }
  const underLocks = (account: SipAccount): SipAccount => {
    const locks = rules(account.id).filter(({ isLocked }) => isLocked)
    return stored.parse(ruled({ values: { ...account }, paths: [] }, { ...account }, locks))
  }
  const save: AccountStore['save'] = (account) => {
    const { accounts, passwords, chosen } = store.read()
    const { id } = account
    const managed = companyLineOf(id) === null ? [] : MANAGED
    const { values, paths } = choose(chosenOf(id), { ...counting(id) }, { ...account }, rules(id), managed)
    const kept = stored.parse(values)
    const isKnown = accounts.some((each) => each.id === id)
    store.write({
      accounts: isKnown ? accounts.map((old) => (old.id === id ? kept : old)) : [...accounts, kept],
      passwords,
      chosen: managed.length === 0 ? chosen : { ...chosen, [id]: [...paths] },
    })
  }
  const readPassword: AccountStore['readPassword'] = (id) => {
    const sealed = store.read().passwords[id]
    if (sealed === undefined) return null
    const password = box.open(sealed)
    if (password === null) logger.warn('a stored password can no longer be opened', { accountId: id })
    return password
  }
  const forgetPassword = (id: SipAccountId): void => {
    const before = store.read()
    store.write({ ...before, passwords: without(before.passwords, id) })
  }
  return {
    list() {
      const company = COMPANY_LINES.map((line) => counting(companyLineId(line))).filter(({ domain }) => domain !== '')
      const own = store.read().accounts.filter(({ id }) => companyLineOf(id) === null)
      return [...company, ...own.map(({ id }) => counting(id))]
    },
    save,
    remove(id) {
      const { accounts, passwords, chosen } = store.read()
      store.write({
        accounts: accounts.filter((account) => account.id !== id),
        passwords: without(passwords, id),
        chosen: without(chosen, id),
      })
    },
    readPassword,
    writePassword(id, password) {
      const before = store.read()
      store.write({ ...before, passwords: { ...before.passwords, [id]: box.seal(password) } })
    },
    brokenLocks: (account) => brokenLocks({ ...counting(account.id) }, { ...account }, rules(account.id)),
    underLocks,
    keptBy: (id) => rules(id).find(({ path }) => path[0] === 'domain')?.key ?? null,
    onChanged: (listener) => changed.on(listener),
    take(line, part) {
      const before = counting(companyLineId(line))
      const wished = underLocks(stored.parse({ ...before, ...part }))
      save(wished)
      if (WHERE_TO.some((field) => before[field] !== wished[field])) forgetPassword(before.id)
      changed.emit(null)
    },
    has: (line) => counting(companyLineId(line)).domain !== '',
    followRules() {
      changed.emit(null)
    },
  }
}

/** What a line of the company begins with. */
function nothingOf(id: SipAccountId): SipAccount {
  return {
    id,
    label: '',
    transport: 'tls',
    media: USUAL_MEDIA.tls,
    host: '',
    port: null,
    outboundProxy: null,
    webSocketPath: '/',
    domain: '',
    user: '',
    authUser: null,
    displayName: null,
    pickupCode: null,
    isEnabled: true,
    pinnedFingerprint: null,
    authorityPem: null,
    hasPassword: false,
  }
}

const UNMANAGED: readonly string[] = ['id', 'hasPassword', 'pinnedFingerprint', 'authorityPem']
const MANAGED = Object.keys(sipAccount.shape)
  .filter((field) => !UNMANAGED.includes(field))
  .map((field) => [field])

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))
}

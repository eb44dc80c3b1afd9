import { statSync } from 'node:fs'
import { basename } from 'node:path'

import type { HandlersOf } from '#shared/contract/define'
import type { Settings } from '#shared/contract/ipc/app'
import type { PolicyContract, SetupFileReply, SetupOffer, SetupReply } from '#shared/contract/ipc/policy'
import { managedSetting } from '#shared/contract/policy/catalogue'
import { deskPhoneRules } from '#shared/contract/policy/desk-phone-rules'
import { fillNames, lineRules, type LineField, type LineNames } from '#shared/contract/policy/line-rules'
import { COMPANY_LINES, type CompanyLine } from '#shared/contract/policy/line-settings'
import { readSetup, type Setup, type SetupItem } from '#shared/contract/policy/setup'
import type { Logger } from '#shared/lib/logger'
import type { DeskPhoneStore } from '../settings/desk-phone-store'
import type { RuledAccounts } from '../settings/account-store'
import type { SettingsChange, SettingsStore } from '../settings/settings-store'
import type { PolicyKeeper } from './policy-keeper'
import { readPolicyFile } from './read-file'

export interface SetupDeskOptions {
  readonly settings: Pick<SettingsStore, 'get' | 'change'>
  readonly policy: Pick<PolicyKeeper, 'isLocked'>
  readonly lines: Pick<RuledAccounts, 'take' | 'has'>
  readonly deskPhone: Pick<DeskPhoneStore, 'take' | 'get'>
  readonly names: () => LineNames
  /** Leads to that server's sign-in page, or to the hub of this computer. */
  readonly provisionHub: (hub: string) => SetupReply
  /** `null`: the person chose none. */
  readonly askForFile: () => Promise<string | null>
  /** To the desk window: something waits for the person's answer. */
  readonly onOffered: () => void
  readonly newId: () => string
  readonly logger: Logger
}

/** A set-up is some lines; what is more is something else under its name. */
const MAX_FILE_BYTES = 65_536

type SetupHandlers = Pick<HandlersOf<PolicyContract>, 'getSetup' | 'applySetup' | 'dropSetup' | 'chooseSetupFile'>

/**
 * Sets a desk up from one link or file (spec I7). Anybody can write either, so it waits until the person has seen what
 * it would set and has agreed; what the company has locked stays.
 */
export class SetupDesk {
  private offered: SetupOffer | null = null

  constructor(private readonly options: SetupDeskOptions) {}

  offerLink(given: readonly (readonly [string, string])[]): void {
    this.offer(readSetup(given, 'registry'), null)
  }

  readonly handlers: SetupHandlers = {
    getSetup: () => this.offered,
    applySetup: ({ id }) => this.apply(id),
    dropSetup: ({ id }) => {
      if (this.offered?.id === id) this.offered = null
      return null
    },
    chooseSetupFile: async () => {
      const path = await this.options.askForFile()
      return path === null ? { kind: 'cancelled' } : this.offerFile(path)
    },
  }

  offerFile(path: string): SetupFileReply {
    const size = sizeOf(path)
    if (size > MAX_FILE_BYTES) return { kind: 'unreadable', came: size === Infinity ? 'EISDIR' : 'EFBIG' }
    const layer = readPolicyFile(path)
    if (layer === null) return { kind: 'unreadable', came: 'ENOENT' }
    if (layer.kind === 'failed') return { kind: layer.problem, came: layer.detail }
    const { content } = layer
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      return { kind: 'notObject', came: JSON.stringify(content).slice(0, 60) }
    this.offer(readSetup(Object.entries(content), 'json'), basename(path))
    return { kind: 'offered' }
  }

  /** The latest stands for those before it: a page can open a hundred links. */
  private offer({ items, problems }: Setup, file: string | null): void {
    const { newId, onOffered, logger, lines, deskPhone } = this.options
    logger.info('a set-up is offered', {
      from: file === null ? 'link' : 'file',
      keys: items.map(({ key }) => key).join(),
    })
    const lineless = COMPANY_LINES.filter(
      (line) => isWithout(`line${line}.`, `line${line}.server`, items) && !lines.has(line),
    )
    const isPhoneless = isWithout('deskPhone.', 'deskPhone.address', items) && deskPhone.get() === null
    const isUseful = ({ key }: SetupItem) =>
      lineless.every((line) => !isOfLine(line, key)) && !(isPhoneless && key.startsWith('deskPhone.'))
    this.offered = {
      id: newId(),
      file,
      items: items
        .filter(isUseful)
        .map(({ key, value }) => ({ key, value, isLocked: this.options.policy.isLocked(key) })),
      problems: [
        ...problems,
        ...lineless.map((line) => ({ key: `line${line}.server`, problem: 'lineWithoutServer' as const, came: '' })),
        ...(isPhoneless ? [{ key: 'deskPhone.address', problem: 'phoneWithoutAddress' as const, came: '' }] : []),
      ],
    }
    onOffered()
  }

  private apply(id: string): SetupReply {
    const { settings, policy, provisionHub, logger } = this.options
    const { offered } = this
    if (offered?.id !== id) return { kind: 'gone' }
    // Asked again: the policy may have changed while the question stood.
    const items = offered.items.filter(({ key }) => !policy.isLocked(key))
    const hub = items.find(({ key }) => key === 'workplace.hub')
    const reply: SetupReply = hub ? provisionHub(String(hub.value)) : { kind: 'applied' }
    if (reply.kind !== 'applied') return reply
    this.offered = null
    settings.change(changeOf(settings.get(), items))
    this.takeLines(items)
    this.takeDeskPhone(items)
    logger.info('a set-up is taken', { keys: items.map(({ key }) => key).join() })
    return reply
  }

  private takeDeskPhone(items: readonly SetupItem[]): void {
    const given = new Map<string, unknown>(items.map(({ key, value }) => [key, value]))
    const rules = deskPhoneRules(
      (key) => (given.has(key) ? { rule: 'preset', value: given.get(key) } : undefined),
      this.options.names(),
    )
    if (rules.length > 0)
      this.options.deskPhone.take(Object.fromEntries(rules.map(({ field, value }) => [field, value])))
  }

  private takeLines(items: readonly SetupItem[]): void {
    const { lines, names } = this.options
    for (const line of COMPANY_LINES) {
      const given = new Map(items.filter(({ key }) => isOfLine(line, key)).map(({ key, value }) => [key, value]))
      // As a lock: with another server the way to the one before is forgotten.
      const rules = lineRules(line, (key) => (given.has(key) ? { rule: 'locked', value: given.get(key) } : undefined))
      if (rules.length > 0)
        lines.take(line, Object.fromEntries(rules.map(({ field, value }) => [field, filled(field, value, names())])))
    }
  }
}

/** What cannot be filled in the person types into the line's form. */
function filled(field: LineField, value: unknown, names: LineNames): unknown {
  if (typeof value !== 'string') return value
  if (field === 'user') return fillNames(value, names) ?? ''
  return field === 'authUser' ? fillNames(value, names) : value
}

/** What is there and is no file has no end. */
function sizeOf(path: string): number {
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts === undefined ? 0 : facts.isFile() ? facts.size : Infinity
}

function isOfLine(line: CompanyLine, key: string): boolean {
  return key.startsWith(`line${line}.`)
}

function isWithout(prefix: string, needed: string, items: readonly SetupItem[]): boolean {
  const own = items.filter(({ key }) => key.startsWith(prefix))
  return own.length > 0 && own.every(({ key }) => key !== needed)
}

/** The groups of the settings as they would be with all of it. */
function changeOf(before: Settings, items: readonly SetupItem[]): SettingsChange {
  const changed: Record<string, unknown> = {}
  for (const { key, value } of items) {
    const place = managedSetting(key)?.at
    if (!place) continue
    const [first = '', second] = place.path
    const group = changed[first] ?? before[first as keyof Settings]
    changed[first] =
      second === undefined ? place.toSetting(value) : { ...(group as object), [second]: place.toSetting(value) }
  }
  // Made of values that their schemas have let through; the store parses the whole once more.
  return changed
}

import { basename } from 'node:path'

import type { HandlersOf } from '#shared/contract/define'
import type { Settings } from '#shared/contract/ipc/app'
import type { PolicyContract, SetupFileReply, SetupOffer, SetupReply } from '#shared/contract/ipc/policy'
import { managedSetting } from '#shared/contract/policy/catalogue'
import { readSetup, type Setup, type SetupItem } from '#shared/contract/policy/setup'
import type { Logger } from '#shared/lib/logger'
import type { SettingsChange, SettingsStore } from '../settings/settings-store'
import type { PolicyKeeper } from './policy-keeper'
import { readPolicyFile } from './read-file'

export interface SetupDeskOptions {
  readonly settings: Pick<SettingsStore, 'get' | 'change'>
  readonly policy: Pick<PolicyKeeper, 'isLocked'>
  /** Leads to that server's sign-in page, or to the hub of this computer. */
  readonly provisionHub: (hub: string) => SetupReply
  /** `null`: the person chose none. */
  readonly askForFile: () => Promise<string | null>
  /** To the desk window: something waits for the person's answer. */
  readonly onOffered: () => void
  readonly newId: () => string
  readonly logger: Logger
}

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

  private offerFile(path: string): SetupFileReply {
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
    const { newId, onOffered, logger } = this.options
    logger.info('a set-up is offered', {
      from: file === null ? 'link' : 'file',
      keys: items.map(({ key }) => key).join(),
    })
    this.offered = {
      id: newId(),
      file,
      items: items.map(({ key, value }) => ({ key, value, isLocked: this.options.policy.isLocked(key) })),
      problems: [...problems],
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
    logger.info('a set-up is taken', { keys: items.map(({ key }) => key).join() })
    return reply
  }
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

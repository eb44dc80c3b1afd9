import { isDeepStrictEqual } from 'node:util'

import type { PolicyState } from '#shared/contract/ipc/policy'
import { MANAGED_SETTINGS, type ManagedKey, type ManagedValue } from '#shared/contract/policy/catalogue'
import { lockedValue, presetValue, readPolicy, type Policy } from '#shared/contract/policy/policy'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { repeat } from '../repeat'
import type { ReadLayers } from './policy-places'

export interface PolicyKeeperOptions {
  readonly readLayers: ReadLayers
  /** As it was read before the first window. */
  readonly atStart: Policy
  /** So often it is read again. */
  readonly everyMs: number
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * What the company has set. What is decided at the start is asked of the policy of the start, so that it is one thing
 * for as long as Otklik runs; the rest follows the policy as it is now.
 */
export class PolicyKeeper implements Disposable {
  private now: Policy
  private readonly changed: Emitter<Policy>
  private readonly watch: Disposable

  constructor(private readonly options: PolicyKeeperOptions) {
    const { atStart, clock, everyMs, logger } = options
    this.now = atStart
    this.changed = new Emitter((error) => {
      logger.error('a listener of the policy failed', { error: describeError(error) })
    })
    this.tellLog()
    this.watch = repeat(clock, everyMs, () => {
      this.readAgain()
    })
  }

  get atStart(): Policy {
    return this.options.atStart
  }

  get current(): Policy {
    return this.now
  }

  isLocked(key: ManagedKey): boolean {
    return this.policyFor(key).rules.get(key)?.rule === 'locked'
  }

  /** A lock, else what the person (or the command line) has chosen, else a preset; `undefined`: nobody said anything. */
  value<K extends ManagedKey>(key: K, chosen?: ManagedValue<K>): ManagedValue<K> | undefined {
    const policy = this.policyFor(key)
    return lockedValue(policy, key) ?? chosen ?? presetValue(policy, key)
  }

  state(): PolicyState {
    const { atStart } = this.options
    const managed = MANAGED_SETTINGS.flatMap(({ key, applies }) => {
      const [then, now] = [atStart.rules.get(key), this.now.rules.get(key)]
      const holds = applies === 'atOnce' ? now : then
      const shown = holds ?? now
      if (!shown) return []
      return [
        { key, rule: shown.rule, value: shown.value, waits: applies === 'nextStart' && !isDeepStrictEqual(then, now) },
      ]
    })
    return { places: [...this.now.places], managed, problems: [...this.now.problems] }
  }

  onChanged(listener: (policy: Policy) => void): Disposable {
    return this.changed.on(listener)
  }

  dispose(): void {
    this.watch.dispose()
    this.changed.dispose()
  }

  readAgain(): void {
    const next = readPolicy(this.options.readLayers())
    if (isDeepStrictEqual(next, this.now)) return
    this.now = next
    this.tellLog()
    this.changed.emit(next)
  }

  private policyFor(key: ManagedKey): Policy {
    const setting = MANAGED_SETTINGS.find((each) => each.key === key)
    return setting?.applies === 'atOnce' ? this.now : this.options.atStart
  }

  /** Keys and kinds alone: what stands in a policy is the company's. */
  private tellLog(): void {
    const { logger } = this.options
    const { rules, places, problems } = this.now
    if (places.length > 0) {
      const locked = [...rules].filter(([, { rule }]) => rule === 'locked').map(([key]) => key)
      const preset = [...rules].filter(([, { rule }]) => rule === 'preset').map(([key]) => key)
      logger.info('policy of the company', { places: places.join(' '), locked: locked.join(), preset: preset.join() })
    }
    for (const { where, key, problem } of problems)
      logger.warn('a part of the policy is not understood', { where, key: key ?? '', problem })
  }
}

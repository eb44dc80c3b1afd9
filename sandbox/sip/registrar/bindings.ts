import type { Clock } from '#shared/lib/clock'
import type { Flow } from '../transport/flow'

export interface Binding {
  readonly user: string
  /** `+sip.instance` with `reg-id` when the phone sent them (RFC 5626 §6), else the contact URI. */
  readonly key: string
  readonly contactUri: string
  readonly flow: Flow
  readonly expiresAtMs: number
}

/** Who can be reached where. A binding dies with its expiry and, on a connection, with the connection. */
export class Bindings {
  private readonly byUser = new Map<string, Map<string, Binding>>()

  constructor(private readonly clock: Clock) {}

  save(binding: Binding): void {
    const mine = this.byUser.get(binding.user) ?? new Map<string, Binding>()
    // Deleting first puts the renewed binding last: the newest one rings.
    mine.delete(binding.key)
    mine.set(binding.key, binding)
    this.byUser.set(binding.user, mine)
  }

  remove(user: string, key: string): void {
    this.byUser.get(user)?.delete(key)
  }

  removeAll(user: string): void {
    this.byUser.delete(user)
  }

  removeFlow(flow: Flow): void {
    for (const mine of this.byUser.values()) {
      for (const binding of [...mine.values()]) if (binding.flow === flow) mine.delete(binding.key)
    }
  }

  /** Live bindings, oldest first. */
  of(user: string): Binding[] {
    const mine = this.byUser.get(user)
    if (!mine) return []
    for (const binding of [...mine.values()]) {
      if (binding.expiresAtMs <= this.clock.now()) mine.delete(binding.key)
    }
    return [...mine.values()]
  }

  newest(user: string): Binding | undefined {
    return this.of(user).at(-1)
  }

  all(): Binding[] {
    return [...this.byUser.keys()].flatMap((user) => this.of(user))
  }

  userOn(flow: Flow): string | undefined {
    return this.all().find((binding) => binding.flow === flow)?.user
  }

  clear(): void {
    this.byUser.clear()
  }
}

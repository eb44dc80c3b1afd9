import type { Bridge } from '#shared/contract/bridge'
import type { CacheState } from '#shared/contract/ipc/cache'
import type { PolicyState } from '#shared/contract/ipc/policy'

type Answer = (args: unknown) => unknown

/** Main's side of the bridge: answers what it was told to, writes down what it was asked, sends events. */
export class FakeMain implements Bridge {
  readonly asked: { readonly channel: string; readonly args: unknown }[] = []
  /** Every row of the settings asks whether the company has locked it; without another answer it has not. */
  private readonly answers = new Map<string, Answer>([
    ['hub:get-time', () => ({ aheadMs: 0 })],
    ['autoStart:get-state', () => 'off'],
    ['cache:get-state', () => ({ form: 'plain', canKeepKey: true }) satisfies CacheState],
    ['policy:get-state', () => ({ places: [], managed: [], problems: [] }) satisfies PolicyState],
  ])
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>()

  /** Puts it where the windows look for main. */
  install(): this {
    Object.assign(window, { otklik: this })
    return this
  }

  answer(channel: string, answer: Answer): this {
    this.answers.set(channel, answer)
    return this
  }

  send(channel: string, payload: unknown): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload)
  }

  askedOf(channel: string): readonly unknown[] {
    return this.asked.filter((each) => each.channel === channel).map((each) => each.args)
  }

  invoke: Bridge['invoke'] = async (channel, args) => {
    this.asked.push({ channel, args })
    const answer = this.answers.get(channel)
    if (!answer) return { ok: false, kind: 'bug', errorId: 'E-1' }
    return { ok: true, value: answer(args) }
  }

  on: Bridge['on'] = (channel, listener) => {
    const listeners = this.listeners.get(channel) ?? new Set()
    listeners.add(listener)
    this.listeners.set(channel, listeners)
    return () => {
      listeners.delete(listener)
    }
  }
}

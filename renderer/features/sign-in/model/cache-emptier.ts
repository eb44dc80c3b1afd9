import type { RequestsOf } from '#shared/contract/define'
import type { CacheToEmpty, SignInContract, SignInState } from '#shared/contract/ipc/sign-in'

import type { OnlyHere } from '../../../data/desk-data'

export interface CacheEmptierDeps {
  readonly requests: Pick<RequestsOf<SignInContract>, 'cacheEmptied'>
  readonly empty: (one: CacheToEmpty) => Promise<OnlyHere | null>
  readonly onError: (error: unknown) => void
}

/** Empties what main has written down, each once at a time; what failed is tried again at the next call. */
export class CacheEmptier {
  private readonly running = new Map<string, Promise<boolean>>()

  constructor(private readonly deps: CacheEmptierDeps) {}

  /** `true` when nothing is left of anybody who is gone. */
  async empty({ toEmpty }: Pick<SignInState, 'toEmpty'>): Promise<boolean> {
    for (const one of toEmpty) {
      const run = this.running.get(one.cache) ?? this.run(one)
      this.running.set(one.cache, run)
    }
    return (await Promise.all(this.running.values())).every(Boolean)
  }

  private async run(one: CacheToEmpty): Promise<boolean> {
    try {
      const left = await this.deps.empty(one)
      await this.deps.requests.cacheEmptied({ cache: one.cache, left })
      return true
    } catch (error) {
      this.deps.onError(error)
      return false
    } finally {
      this.running.delete(one.cache)
    }
  }
}

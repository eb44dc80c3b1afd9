import type { CacheForm } from '#shared/contract/ipc/cache'
import type { CacheKeys } from './cache-keys'

export interface CacheFormsOptions {
  readonly keys: Pick<CacheKeys, 'has' | 'open' | 'make' | 'forget'>
  readonly isWished: () => boolean
  /** A key in a file beside what it seals would protect nobody. */
  readonly canKeepKey: () => boolean
}

/** How each cache is to lie on the disk: decided when the desk opens, and the same for every window until it opens anew. */
export class CacheForms {
  private readonly decided = new Map<string, CacheForm>()

  constructor(private readonly options: CacheFormsOptions) {}

  formFor(cache: string): CacheForm {
    const known = this.decided.get(cache)
    if (known) return known
    const form = this.decide(cache)
    this.decided.set(cache, form)
    return form
  }

  /** Without a decision the window has not asked: nothing of it is encrypted. */
  formOf(cache: string): CacheForm['form'] {
    return this.decided.get(cache)?.form ?? 'plain'
  }

  noteSettled(cache: string, form: 'plain' | 'sealed'): void {
    if (form === 'plain' && this.formOf(cache) === 'plain') this.options.keys.forget(cache)
  }

  /** The cache is gone. */
  forget(cache: string): void {
    this.decided.delete(cache)
    this.options.keys.forget(cache)
  }

  decideAnew(): void {
    this.decided.clear()
  }

  private decide(cache: string): CacheForm {
    const { keys, isWished, canKeepKey } = this.options
    const hasKey = keys.has(cache)
    // The keyring is asked, which may take its time, only where it has something to do.
    if (hasKey && !canKeepKey()) return { form: 'away' }
    const key = hasKey ? keys.open(cache) : null
    if (!isWished() || !canKeepKey()) return { form: 'plain', key }
    return { form: 'sealed', key: key ?? keys.make(cache), carried: null }
  }
}

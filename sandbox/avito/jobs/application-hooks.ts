import type { Clock } from '#shared/lib/clock'

import { ApiError } from '../api-error'
import { HookDelivery } from '../hook-delivery'
import type { JobWorld } from './job-world'

interface Hook {
  readonly url: string
  readonly secret: string
}

/** Webhooks of applications (facts §1): several addresses, each with its secret, the oldest first. */
export class ApplicationHooks {
  readonly delivery: HookDelivery
  private readonly hooks = new Map<string, string>()
  private readonly subscription: { dispose(): void }

  constructor(jobs: JobWorld, clock: Clock) {
    this.delivery = new HookDelivery(clock, () => new Map(this.list().map((hook) => [hook.url, headersOf(hook)])))
    this.subscription = jobs.applicationChanged.on(({ id, vacancy }) =>
      this.delivery.send({ applyId: id, vacancyId: vacancy.item.id }),
    )
  }

  /** The same address keeps its place and gets the new secret. */
  async put(hook: Hook): Promise<void> {
    if (!(await this.delivery.probe(hook.url, headersOf(hook)))) {
      throw new ApiError(400, 'The url does not answer', { url: 'must be reachable' })
    }
    this.hooks.set(hook.url, hook.secret)
  }

  remove(url: string): void {
    this.hooks.delete(url)
  }

  list(): readonly Hook[] {
    return [...this.hooks].map(([url, secret]) => ({ url, secret }))
  }

  dispose(): void {
    this.subscription.dispose()
    this.delivery.dispose()
  }
}

function headersOf({ secret }: Hook): Readonly<Record<string, string>> {
  return { 'X-Secret': secret }
}

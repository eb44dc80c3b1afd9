import { z } from 'zod'

import type { BridgeReply } from '#shared/contract/bridge'
import { channelName } from '#shared/contract/channel-name'
import type { Contract, HandlersOf } from '#shared/contract/define'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { tame } from '#shared/lib/read-json'
import { mayUseArea, type WindowKind } from '../windows/window-kind'
import { APP_ORIGIN } from '../protocol/origin'

/** Who sent a request, as Electron tells it. */
export interface Sender {
  /** `null`: not a window of ours. */
  readonly kind: WindowKind | null
  readonly isTopFrame: boolean
  readonly url: string
}

interface Route {
  readonly area: string
  readonly args: z.ZodType
  readonly run: (args: unknown) => unknown
}

const message = z.tuple([z.string(), z.unknown()])

/** Finds the handler of a request after checking who asks and with what; knows nothing of Electron. */
export class Router {
  private readonly routes = new Map<string, Route>()

  constructor(
    private readonly logger: Logger,
    private readonly newErrorId: () => string,
  ) {}

  /** Every request of the contract must have a handler, or it does not compile. */
  handle<C extends Contract>(contract: C, handlers: HandlersOf<C>): Disposable {
    const byName = handlers as Readonly<Record<string, (args: unknown) => unknown>>
    const names: string[] = []
    for (const [member, spec] of Object.entries(contract.members)) {
      if (spec.kind !== 'request') continue
      const run = byName[member]
      if (!run) throw new Error(`No handler for ${contract.area}.${member}`)
      const name = channelName(contract.area, member)
      if (this.routes.has(name)) throw new Error(`${name} has a handler already`)
      this.routes.set(name, { area: contract.area, args: spec.args, run })
      names.push(name)
    }
    return toDisposable(() => {
      for (const name of names) this.routes.delete(name)
    })
  }

  async answer(sender: Sender, raw: unknown): Promise<BridgeReply> {
    const parsed = message.safeParse(raw)
    if (!parsed.success) return this.refuse('badArguments', 'unknown', 'not a request')
    const [channel, rawArgs] = parsed.data
    const route = this.routes.get(channel)
    if (!route || !isAllowed(sender, route.area))
      return this.refuse('notAllowed', channel, `window=${sender.kind ?? 'foreign'}`)

    const args = route.args.safeParse(tame(rawArgs))
    if (!args.success) {
      const places = args.error.issues.map((issue) => `${issue.path.join('.')}:${issue.code}`)
      return this.refuse('badArguments', channel, places.join(','))
    }
    try {
      return { ok: true, value: (await route.run(args.data)) ?? null }
    } catch (error) {
      const errorId = this.newErrorId()
      this.logger.error('request failed', { channel, errorId, error: describeError(error), stack: stackOf(error) })
      return { ok: false, kind: 'bug', errorId }
    }
  }

  private refuse(kind: 'badArguments' | 'notAllowed', channel: string, why: string): BridgeReply {
    const errorId = this.newErrorId()
    this.logger.warn('request refused', { kind, channel, why, errorId })
    return { ok: false, kind, errorId }
  }
}

function isAllowed(sender: Sender, area: string): boolean {
  return (
    sender.kind !== null &&
    sender.isTopFrame &&
    sender.url.startsWith(`${APP_ORIGIN}/`) &&
    mayUseArea(sender.kind, area)
  )
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error
    ? error.stack
        ?.split('\n')
        .slice(1, 5)
        .map((line) => line.trim())
        .join(' < ')
    : undefined
}

import { err, ok, type Result } from '#shared/lib/result'
import type { Logger } from '#shared/lib/logger'

import type { ChannelHost } from '../channel'
import type { AvitoApi } from './api'
import type { ApiClient } from '../platform/api-client'
import type { AvitoConfig, AvitoTuning } from './config'
import type { DriverState } from './driver-state'
import type { Failure } from '../platform/failure'
import type { HttpOutcome, HttpRequest } from '../platform/http/outcome'
import type { PlatformClock } from '../platform/platform-clock'
import type { StateStore } from '../platform/state-store'
import type { ChatFacts } from './wire/map-chat'

/** What the parts of one driver share. */
export interface DriverContext {
  readonly config: AvitoConfig
  readonly tuning: AvitoTuning
  readonly host: ChannelHost
  readonly logger: Logger
  /** For methods of the account that are not the messenger's. */
  readonly client: ApiClient
  readonly api: AvitoApi
  readonly state: StateStore<DriverState>
  readonly platformClock: PlatformClock
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  /** Chats met since the driver started. */
  readonly facts: Map<string, ChatFacts>
}

/** Id of the account, asked for once: it stands in the path of every messenger method. */
export async function requireUserId(context: DriverContext): Promise<Result<number, Failure>> {
  const known = context.state.value.userId
  return known === null ? connectAccount(context) : ok(known)
}

/** Asks whose account this is and tells the hub. A different account than before begins its history anew. */
export async function connectAccount(context: DriverContext): Promise<Result<number, Failure>> {
  const { api, host, state, logger, platformClock } = context
  const answer = await api.account()
  if (!answer.ok) return err(answer.error)
  const { id, name, email, phone, profile_url: profileUrl } = answer.value
  await host.setAccount({
    externalId: String(id),
    name: name ?? String(id),
    email: email ?? null,
    phone: phone ?? null,
    profileUrl: profileUrl ?? null,
  })
  const before = state.value.userId
  if (before !== id) {
    if (before !== null) logger.warn('Another account was authorised', { before, now: id })
    await state.change(() => ({
      userId: id,
      connectedAtMs: platformClock.now(),
      isBackfilled: false,
      chats: {},
      complete: [],
      hints: [],
      media: [],
    }))
  }
  return ok(id)
}

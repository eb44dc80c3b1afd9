import { err, ok } from '#shared/lib/result'
import type { Logger } from '#shared/lib/logger'

import type { ChannelHost, IngestedChat } from '../channel'
import type { Asked } from '../platform/failure'
import type { HttpOutcome, HttpRequest } from '../platform/http/outcome'
import type { PlatformClock } from '../platform/platform-clock'
import type { StateStore } from '../platform/state-store'
import type { HhConfig, HhTuning } from './config'
import type { DriverState } from './driver-state'
import type { HhApi } from './hh-api'

/** What the parts of the driver share. */
export interface HhContext {
  readonly config: HhConfig
  readonly tuning: HhTuning
  readonly host: ChannelHost
  readonly logger: Logger
  readonly api: HhApi
  readonly state: StateStore<DriverState>
  readonly platformClock: PlatformClock
  readonly perform: (request: HttpRequest) => Promise<HttpOutcome>
  /** Chats as they were last handed over, since the driver started. */
  readonly facts: Map<string, IngestedChat>
}

export type Account = NonNullable<DriverState['account']>

/** Whose account it is, asked for once: it stands in the path of many methods. */
export async function requireAccount(context: HhContext): Asked<Account> {
  const known = context.state.value.account
  return known === null ? connectAccount(context) : ok(known)
}

/** Asks whose account this is and tells the hub. A different account than before begins its history anew. */
export async function connectAccount(context: HhContext): Asked<Account> {
  const { api, host, state, logger, platformClock } = context
  const answer = await api.me()
  if (!answer.ok) return answer
  const { id: userId, first_name: first, last_name: last, email, phone, employer, manager } = answer.value
  const managerId = manager?.id ?? employer?.manager_id ?? null
  // An applicant may consent, too: there is nothing of theirs to work with here.
  if (!employer || managerId === null) return err({ kind: 'forbidden' })
  const person = [first, last].filter(Boolean).join(' ')
  await host.setAccount({
    externalId: managerId,
    name: [employer.name, person].filter(Boolean).join(', ') || managerId,
    email: email ?? null,
    phone: phone ?? null,
    profileUrl: null,
  })
  const account = { userId, managerId, employerId: employer.id }
  const before = state.value.account
  if (before?.managerId === managerId) return ok(account)
  if (before !== null) logger.warn('Another account was authorised')
  await state.change(() => ({
    account,
    connectedAtMs: platformClock.now(),
    isBackfilled: false,
    chats: {},
    seen: {},
    topics: {},
    vacancies: {},
    chatHints: [],
    topicHints: [],
    retries: [],
    media: [],
  }))
  return ok(account)
}

/** Whole seconds on the wire: what is of the second of connecting counts as new. */
export function isHistory({ state }: HhContext, atMs: number): boolean {
  return atMs + 1000 <= state.value.connectedAtMs
}

/** The response that the conversation is about, as far as it was met. */
export function topicOf({ state }: HhContext, chatId: string): string | null {
  for (const topics of Object.values(state.value.topics)) {
    const found = topics.find((topic) => topic.chatId === chatId)
    if (found) return found.id
  }
  return null
}

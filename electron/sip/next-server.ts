import { Core } from 'sip.js'

import { refusalOf } from './registrar-client'
import type { RequestUnderWay } from './request-under-way'

/** Goes to another server of the domain, or back to the one that was lost; `true` once the line is registered there. */
export type SeekServer = (retryAfterMs: number | null) => Promise<boolean>

const seekers = new WeakMap<Core.UserAgentCore, SeekServer>()

/** Calls of this user agent may be tried at another server. */
export function setSeekServer(core: Core.UserAgentCore, seek: SeekServer): void {
  seekers.set(core, seek)
}

export function nextServerOf({
  core,
}: RequestUnderWay): ((failure: Core.IncomingResponseMessage) => Promise<boolean>) | null {
  const seek = seekers.get(core)
  return seek ? (failure) => seek(refusalOf(failure).retryAfterMs) : null
}

/**
 * A new call that its server refused for itself (503, RFC 3261 §21.5.4), or of which nothing was heard at all (RFC 3261
 * §8.1.3.1). Never one that may ring somewhere: nobody is called twice.
 */
export function isServerFailure(
  { message }: RequestUnderWay,
  answer: Core.IncomingResponseMessage,
  heard: { readonly hasProvisional: boolean; readonly hasRung: boolean },
): boolean {
  if (message.method !== 'INVITE') return false
  const { status, isLocal } = refusalOf(answer)
  if (isLocal) return (status === 503 || status === 408) && !heard.hasProvisional
  return status === 503 && !heard.hasRung
}

/**
 * The connection is gone: what nobody has taken yet is told so at once and not after half a minute. A call that rings
 * somewhere goes on; an offer within a call is over even where the server has it, since the answer comes by the
 * connection that is gone.
 */
export function failUnanswered(core: Core.UserAgentCore): void {
  for (const request of [...core.userAgentClients.values()]) {
    const { transaction } = request as unknown as { readonly transaction: FailingTransaction }
    if (!isLostWithConnection(request, transaction.state)) continue
    transaction.onTransportError(new Core.TransportError('The connection to the server is gone.'))
  }
}

function isLostWithConnection(request: object, state: Core.TransactionState): boolean {
  const { Calling, Proceeding } = Core.TransactionState
  if (request instanceof Core.InviteUserAgentClient) return state === Calling
  return request instanceof Core.ReInviteUserAgentClient && (state === Calling || state === Proceeding)
}

/** Told over the connection that is gone: the other side may not have heard it, and would wait for us. */
export function unansweredGoodbyes(core: Core.UserAgentCore): readonly RequestUnderWay[] {
  return [...core.userAgentClients.values()]
    .filter((request) => request instanceof Core.ByeUserAgentClient)
    .map((request) => request as unknown as RequestUnderWay & { readonly transaction: FailingTransaction })
    .filter(({ transaction }) => transaction.state === Core.TransactionState.Trying)
}

/** Protected in the library's types. */
interface FailingTransaction {
  readonly state: Core.TransactionState
  onTransportError(error: Error): void
}

import { Inviter, URI, UserAgent } from 'sip.js'

import type { Colleague } from '#shared/domain/colleague'
import type { WatchedDialog } from '#shared/domain/dialog-info/dialog-info'
import { cleanDialString } from '#shared/domain/dial-string'
import type { AccountLine } from '../account/account-line'

/** A call of ours that takes one which rings elsewhere. */
export interface Pickup {
  readonly line: AccountLine
  /** Whose call it is, where the PBX tells; else whom it rings for. */
  readonly number: string
  readonly makeSession: () => Inviter
}

/**
 * With the code of the account (`*8101`) where its PBX has one; else by Replaces, which names the call that rings and
 * is sent to the one who makes it (RFC 3891 §3, RFC 5359 §2.16). `early-only`: what was answered meanwhile is not taken away.
 */
export function pickupOf(colleague: Colleague, ringing: WatchedDialog, line: AccountLine): Pickup | null {
  const own = cleanDialString(colleague.number)
  if (!own) return null
  const { account, agent } = line
  const number = ringing.remote.number ?? own.user
  const inviter = (target: URI, extraHeaders: string[]) => () =>
    new Inviter(agent.userAgent, target, { earlyMedia: false, extraHeaders })
  const local = (user: string) => new URI('sip', user, own.domain ?? account.domain, undefined, {})
  if (account.pickupCode !== null)
    return { line, number, makeSession: inviter(local(account.pickupCode + own.user), []) }
  if (!ringing.identity) return null
  const { callId, localTag, remoteTag } = ringing.identity
  const { target } = ringing.remote
  const caller = target === null ? undefined : UserAgent.makeURI(target)
  return {
    line,
    number,
    makeSession: inviter(caller ?? local(ringing.remote.number ?? own.user), [
      // The tags as the caller has them: their own one is the remote one of the line that rings.
      `Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag};early-only`,
      'Require: replaces',
    ]),
  }
}

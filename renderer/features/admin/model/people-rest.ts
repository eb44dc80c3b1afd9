import type { z } from 'zod'

import {
  accountList,
  invitationList,
  inviteReply,
  type Invitation,
  type inviteRequest,
  type Person,
} from '#shared/contract/accounts'
import { erasedColleague, type eraseColleagueRequest } from '#shared/contract/personal-data'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { AgentId, InvitationId } from '#shared/domain/ids'
import { ok, type Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

const WORDS = [
  'noSignIn',
  'notAllowed',
  'loginTaken',
  'unknownTeam',
  'unknownAgent',
  'noAccount',
  'lastAdministrator',
  'yourself',
  'notClosed',
  'wrongConfirmation',
] as const
/** The catalogue has a sentence for each. */
export type PeopleFailure = HubFailure<(typeof WORDS)[number]>
type Answer<T> = Promise<Result<T, PeopleFailure>>

/** What is done to an account without a further word. */
export type AccountDeed = 'close' | 'open' | 'end-sessions' | 'reset-second-factor'
export type InviteWish = z.input<typeof inviteRequest>

export type EraseWish = z.input<typeof eraseColleagueRequest>

export interface Invited {
  readonly invitation: Invitation
  /** Told this one time, as the link that the person is given. */
  readonly link: string
}

export interface TeamPeople {
  readonly people: readonly Person[]
  readonly invitations: readonly Invitation[]
}

export interface PeopleRest {
  /** `null`: at this hub nobody signs in. */
  readonly read: () => Answer<TeamPeople | null>
  readonly invite: (wish: InviteWish) => Answer<Invited>
  readonly revoke: (id: InvitationId) => Answer<null>
  readonly changeLogin: (id: AgentId, login: string) => Answer<null>
  readonly act: (id: AgentId, deed: AccountDeed) => Answer<null>
  /** Answers the name by which they are told of from then on. */
  readonly erase: (id: AgentId, wish: EraseWish) => Answer<string>
}

export function createPeopleRest(connection: () => HubConnection | null, send: typeof fetch): PeopleRest {
  const ask = createAsk(connection, send, WORDS)
  const done = async (asked: ReturnType<typeof ask>): Answer<null> => {
    const answer = await asked
    return answer.ok ? ok(null) : answer
  }
  return {
    async read() {
      const accounts = await ask('GET', '/api/accounts')
      if (!accounts.ok) return accounts.error === 'noSignIn' ? ok(null) : accounts
      const invitations = await ask('GET', '/api/invitations')
      if (!invitations.ok) return invitations
      return ok({
        people: accountList.parse(accounts.value).people,
        invitations: invitationList.parse(invitations.value).invitations,
      })
    },
    async invite(wish) {
      const answer = await ask('POST', '/api/invitations', wish)
      if (!answer.ok) return answer
      const { invitation, code } = inviteReply.parse(answer.value)
      const hub = connection()
      return ok({ invitation, link: hub?.kind === 'ready' ? `${hub.url}/#${code}` : code })
    },
    revoke: (id) => done(ask('DELETE', `/api/invitations/${id}`)),
    changeLogin: (id, login) => done(ask('PUT', `/api/accounts/${id}/login`, { login })),
    act: (id, deed) => done(ask('POST', `/api/accounts/${id}/${deed}`, {})),
    async erase(id, wish) {
      const answer = await ask('POST', `/api/accounts/${id}/erase`, wish)
      return answer.ok ? ok(erasedColleague.parse(answer.value).name) : answer
    },
  }
}

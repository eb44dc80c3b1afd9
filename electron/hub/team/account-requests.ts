import { z } from 'zod'

import {
  acceptInvitationRequest,
  beginOidcReply,
  lookUpInvitationReply,
  me,
  sessionEnd,
  signedIn,
  signInRequest,
  weakPassword,
  type Me,
  type SignedIn,
} from '#shared/contract/accounts'
import type {
  AcceptReply,
  BrowserReply,
  Ending,
  FinishReply,
  InvitationReply,
  SignInReply,
} from '#shared/contract/ipc/sign-in'
import { restError } from '#shared/contract/rest'
import type { HubFetch } from './hub-fetch'

const ANSWER_WITHIN_MS = 20_000
const FAREWELL_WITHIN_MS = 4_000

type Granted = { readonly kind: 'granted'; readonly signedIn: SignedIn }
export type SessionCheck =
  | { readonly kind: 'stands'; readonly me: Me }
  | { readonly kind: 'over'; readonly reason: Ending }
  | { readonly kind: 'away' }

/** What main asks a team's hub about the person at this desk. Neither password nor token is ever logged. */
export interface AccountRequests {
  signIn(url: string, given: SignInGiven): Promise<Granted | Exclude<SignInReply, { kind: 'signedIn' }>>
  /** Begins a sign-in at the hub's provider; `secret` is worth something with the code of the browser's page alone. */
  beginInBrowser(url: string, provider: string): Promise<Begun | Exclude<BrowserReply, { kind: 'opened' }>>
  finishInBrowser(url: string, given: FinishGiven): Promise<Granted | Exclude<FinishReply, { kind: 'signedIn' }>>
  lookUpInvitation(url: string, code: string): Promise<InvitationReply>
  acceptInvitation(url: string, given: AcceptGiven): Promise<Granted | Exclude<AcceptReply, { kind: 'signedIn' }>>
  checkSession(url: string, token: string): Promise<SessionCheck>
  /** Whether or not the hub hears of it: the token is forgotten here. */
  signOut(url: string, token: string): Promise<'ended' | 'away'>
}

export interface SignInGiven {
  readonly login: string
  readonly password: string
  readonly code: string | null
}

export interface Begun {
  readonly kind: 'begun'
  readonly attempt: string
  readonly secret: string
  /** At the provider. */
  readonly address: string
  readonly expiresAtMs: number
}

export interface FinishGiven {
  readonly attempt: string
  readonly secret: string
  readonly code: string
}

export interface AcceptGiven {
  readonly code: string
  readonly login: string | null
  readonly name: string
  readonly password: string
}

type Answer = { readonly kind: 'away' } | { readonly kind: 'said'; readonly status: number; readonly body: unknown }

const refused = restError.extend({ untilMs: z.number().int().nullish(), reason: z.unknown().optional() })

export function createAccountRequests(send: HubFetch, device: string): AccountRequests {
  const ask = async (url: string, init: RequestInit, withinMs = ANSWER_WITHIN_MS): Promise<Answer> => {
    try {
      const reply = await send(url, { ...init, signal: AbortSignal.timeout(withinMs) })
      return { kind: 'said', status: reply.status, body: reply.status === 204 ? null : await reply.json() }
    } catch (error) {
      // No answer in time, none at all, or none of a hub.
      if (error instanceof Error) return { kind: 'away' }
      throw error
    }
  }
  const post = (url: string, body: unknown): Promise<Answer> =>
    ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

  return {
    async signIn(url, { code, ...given }) {
      const request = { ...given, device, ...(code === null ? {} : { code }) }
      if (!signInRequest.shape.login.safeParse(given.login).success) return { kind: 'loginUnreadable' }
      const answer = await post(`${url}/api/auth/sign-in`, request)
      if (answer.kind === 'away') return answer
      return grantOf(answer.body) ?? lockOf(answer.body) ?? { kind: wordOf(answer.body, SIGN_IN_WORDS) ?? 'away' }
    },

    async beginInBrowser(url, provider) {
      const answer = await post(`${url}/api/auth/oidc/begin`, { provider })
      if (answer.kind === 'away') return answer
      const begun = beginOidcReply.safeParse(answer.body)
      if (answer.status !== 200 || !begun.success)
        return lockOf(answer.body) ?? { kind: wordOf(answer.body, BEGIN_WORDS) ?? 'away' }
      const { attempt, secret, url: address, expiresAtMs } = begun.data
      return { kind: 'begun', attempt, secret, address, expiresAtMs }
    },

    async finishInBrowser(url, given) {
      const answer = await post(`${url}/api/auth/oidc/finish`, { ...given, device })
      if (answer.kind === 'away') return answer
      // A code that is not even of the right form is as wrong as another one.
      if (answer.status === 400) return { kind: 'unknownAttempt' }
      return grantOf(answer.body) ?? { kind: wordOf(answer.body, FINISH_WORDS) ?? 'away' }
    },

    async lookUpInvitation(url, code) {
      const answer = await post(`${url}/api/auth/invitations/look-up`, { code })
      if (answer.kind === 'away') return answer
      const found = lookUpInvitationReply.safeParse(answer.body)
      if (answer.status === 200 && found.success) {
        const { login, name, role, teams } = found.data
        return { kind: 'found', code, url, login, name, role, teams: teams.map((team) => team.name) }
      }
      return lockOf(answer.body) ?? { kind: wordOf(answer.body, INVITATION_WORDS) ?? 'away' }
    },

    async acceptInvitation(url, { login, ...given }) {
      const request = { ...given, device, ...(login === null ? {} : { login }) }
      if (login !== null && !acceptInvitationRequest.shape.login.safeParse(login).success)
        return { kind: 'loginUnreadable' }
      const answer = await post(`${url}/api/auth/invitations/accept`, request)
      if (answer.kind === 'away') return answer
      const weak = weakPassword.safeParse(answer.body)
      if (weak.success) return { kind: 'weakPassword', problem: weak.data.problem }
      return grantOf(answer.body) ?? lockOf(answer.body) ?? { kind: wordOf(answer.body, ACCEPT_WORDS) ?? 'away' }
    },

    async checkSession(url, token) {
      const answer = await ask(`${url}/api/auth/me`, { headers: bearer(token) })
      if (answer.kind === 'away') return answer
      const known = me.safeParse(answer.body)
      if (answer.status === 200 && known.success) return { kind: 'stands', me: known.data }
      if (answer.status !== 401) return { kind: 'away' }
      const body = refused.safeParse(answer.body)
      // Only a hub says so in these words; a proxy that wants a name of its own ends nobody's session.
      if (!body.success || !['sessionEnded', 'notAuthorised'].includes(body.data.error)) return { kind: 'away' }
      const reason = sessionEnd.safeParse(body.data.reason)
      return { kind: 'over', reason: reason.success ? reason.data : 'unknown' }
    },

    async signOut(url, token) {
      const init = { method: 'POST', headers: bearer(token) }
      const answer = await ask(`${url}/api/auth/sign-out`, init, FAREWELL_WITHIN_MS)
      return answer.kind === 'said' && (answer.status === 204 || answer.status === 401) ? 'ended' : 'away'
    },
  }
}

const SIGN_IN_WORDS = ['wrongCredentials', 'codeNeeded', 'codeWrong', 'accountClosed', 'busy', 'noSignIn'] as const
const BEGIN_WORDS = ['providerAway', 'unknownProvider'] as const
const FINISH_WORDS = ['unknownAttempt', 'accountClosed'] as const
const INVITATION_WORDS = ['unknownInvitation'] as const
const ACCEPT_WORDS = ['unknownInvitation', 'loginTaken', 'loginNeeded'] as const

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

function grantOf(body: unknown): Granted | null {
  const granted = signedIn.safeParse(body)
  return granted.success ? { kind: 'granted', signedIn: granted.data } : null
}

function lockOf(body: unknown): Extract<SignInReply, { kind: 'lockedOut' }> | null {
  const said = refused.safeParse(body)
  return said.success && said.data.error === 'lockedOut'
    ? { kind: 'lockedOut', untilMs: said.data.untilMs ?? null }
    : null
}

function wordOf<Word extends string>(body: unknown, words: readonly Word[]): Word | undefined {
  const said = restError.safeParse(body)
  return said.success ? words.find((word) => word === said.data.error) : undefined
}

import { z } from 'zod'

import { passwordProblemWord, sessionEnd } from '../accounts'
import { agentRole } from '../directory'
import { defineContract, event, nothing, request } from '../define'

/** What a person typed; main makes an address of it and never follows it anywhere else. */
const typed = z.string().max(4000)
const password = z.string().min(1).max(2000)

const provider = z.object({ id: z.string(), name: z.string() })
export type SignInProvider = z.output<typeof provider>

/** What stands at the address of a team's hub. `url` is its origin, as it is kept. */
export const hubLook = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    url: z.url(),
    isSetUp: z.boolean(),
    hasPassword: z.boolean(),
    /** Where one signs in with the browser (OpenID Connect). */
    providers: z.array(provider),
    /** By how much this computer's clock is ahead of the hub's. */
    clockAheadMs: z.number().int(),
  }),
  /** `notAllowed`, here and below: the company has locked another server, or this way in. */
  z.object({ kind: z.enum(['noAddress', 'unreadable', 'plainHttp', 'notAllowed']) }),
  /** Nobody answers: no such name, no way there, refused, silent. */
  z.object({ kind: z.literal('unreachable'), host: z.string() }),
  /** The hub answers that it cannot reach its database; it goes on by itself. */
  z.object({ kind: z.literal('databaseAway'), host: z.string() }),
  z.object({ kind: z.literal('certificate'), host: z.string() }),
  /** A proxy on the way lets nobody through whom it does not know. */
  z.object({ kind: z.literal('proxyLogin'), host: z.string() }),
  /** The server wants a certificate of this computer, and there is none that it takes. */
  z.object({ kind: z.literal('clientCertificate'), host: z.string() }),
  /** Something answers, but no hub of Otklik. */
  z.object({ kind: z.literal('notHub'), host: z.string() }),
  /** The hub of one desk, which lets nobody in. */
  z.object({ kind: z.literal('embedded'), host: z.string() }),
  z.object({ kind: z.enum(['deskTooOld', 'hubTooOld']), hubVersion: z.string(), deskVersion: z.string() }),
])
export type HubLook = z.output<typeof hubLook>

const locked = z.object({ kind: z.literal('lockedOut'), untilMs: z.number().int().nullable() })

export const signInReply = z.discriminatedUnion('kind', [
  /** The window goes on to the desk by itself. */
  z.object({ kind: z.literal('signedIn') }),
  /** The password was right. */
  z.object({ kind: z.literal('codeNeeded') }),
  z.object({
    kind: z.enum([
      'wrongCredentials',
      'loginUnreadable',
      'codeWrong',
      'accountClosed',
      'busy',
      'noSignIn',
      'notAllowed',
      'away',
    ]),
  }),
  locked,
])
export type SignInReply = z.output<typeof signInReply>

/** `opened`: in the system's browser, whose last page shows a code. */
export const browserReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), expiresAtMs: z.number().int() }),
  z.object({ kind: z.enum(['providerAway', 'unknownProvider', 'noBrowser', 'notAllowed', 'away']) }),
  locked,
])
export type BrowserReply = z.output<typeof browserReply>

/** `unknownAttempt`: it is over, or the code is not that of the page. */
export const finishReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedIn') }),
  z.object({ kind: z.enum(['unknownAttempt', 'accountClosed', 'away']) }),
])
export type FinishReply = z.output<typeof finishReply>

/** A link asked for it, and the person said yes; nothing has changed yet. */
export const joinWish = z.object({ url: z.url(), code: z.string().max(100).nullable() })
export type JoinWish = z.output<typeof joinWish>

export const invitationReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    code: z.string(),
    url: z.url(),
    /** `null`: the set-up code of a new hub, whose holder names a login. */
    login: z.string().nullable(),
    name: z.string(),
    role: agentRole,
    teams: z.array(z.string()),
  }),
  z.object({ kind: z.enum(['unreadable', 'unknownInvitation', 'notAllowed', 'away']) }),
  locked,
])
export type InvitationReply = z.output<typeof invitationReply>

export const acceptReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedIn') }),
  z.object({
    kind: z.enum(['unknownInvitation', 'loginTaken', 'loginNeeded', 'loginUnreadable', 'notAllowed', 'away']),
  }),
  z.object({ kind: z.literal('weakPassword'), problem: passwordProblemWord }),
  locked,
])
export type AcceptReply = z.output<typeof acceptReply>

/** What a person wrote and only this computer has, kept for their next sign-in. */
export const leftBehind = z.object({
  cache: z.string(),
  name: z.string(),
  url: z.url(),
  messages: z.number().int().nonnegative(),
  drafts: z.number().int().nonnegative(),
})
export type LeftBehind = z.output<typeof leftBehind>

/** `unknown`: the hub knows nothing of the session, for example after it was restored from a copy. */
const ending = z.enum([...sessionEnd.options, 'unknown'])
export type Ending = z.output<typeof ending>

/** The cache of somebody who is no longer signed in: the next page empties it, whatever happened meanwhile. */
const cacheToEmpty = z.object({ cache: z.string(), name: z.string(), url: z.url(), keepsUnsent: z.boolean() })
export type CacheToEmpty = z.output<typeof cacheToEmpty>

export const signInState = z.object({
  /** Where one works; `null`: nobody has chosen yet. */
  place: z.enum(['alone', 'team']).nullable(),
  /** Of the team's hub, also while one works alone. */
  url: z.url().nullable(),
  login: z.string().nullable(),
  /** Who is signed in to the team's hub. */
  name: z.string().nullable(),
  /** Why the last session ended, where the person did not end it here. */
  ended: z.object({ reason: ending, name: z.string() }).nullable(),
  toEmpty: z.array(cacheToEmpty),
  leftBehind: z.array(leftBehind),
})
export type SignInState = z.output<typeof signInState>

export const signIn = defineContract('signIn', {
  getState: request(nothing, signInState),
  stateChanged: event(signInState),
  /** Shows the choice of where to work, over a desk that goes on. */
  openChoice: request(nothing, nothing),
  /** «Alone» needs no question more; the window goes on to the desk. */
  workAlone: request(nothing, nothing),
  look: request(z.object({ address: typed }), hubLook),
  /** To the hub that was looked at last. */
  signIn: request(
    z.object({ url: z.url(), login: z.string().max(320), password, code: z.string().max(40).nullable() }),
    signInReply,
  ),
  /** At the hub's provider of OpenID Connect, in the system's browser; what the hub told for it stays in main. */
  openBrowser: request(z.object({ url: z.url(), provider: z.string().max(50) }), browserReply),
  /** With the code of the browser's last page, as it was typed or came with a link. */
  finishInBrowser: request(z.object({ code: z.string().max(40) }), finishReply),
  /** `null`: of a link that belongs to no sign-in that was begun here. */
  codeArrived: event(z.object({ code: z.string().nullable() })),
  /** What a link asked for, once. */
  takeJoin: request(nothing, joinWish.nullable()),
  joinWaiting: event(nothing),
  /** `invitation`: its link, or its code for the hub at `url`. */
  lookUpInvitation: request(z.object({ invitation: typed, url: z.url().nullable() }), invitationReply),
  acceptInvitation: request(
    z.object({
      url: z.url(),
      code: z.string().max(100),
      login: z.string().max(320),
      /** The set-up code of a new hub names none. */
      isLoginOwn: z.boolean(),
      name: z.string().max(200),
      password,
    }),
    acceptReply,
  ),
  signOut: request(z.object({ keepsUnsent: z.boolean() }), nothing),
  /** The page has done it; `left`: `null` where nothing was to be kept. */
  cacheEmptied: request(
    z.object({
      cache: z.string(),
      left: z.object({ messages: z.number().int(), drafts: z.number().int() }).nullable(),
    }),
    nothing,
  ),
  /** What somebody left behind is thrown away at the next emptying. */
  forgetLeftBehind: request(z.object({ cache: z.string() }), nothing),
})
export type SignInContract = typeof signIn

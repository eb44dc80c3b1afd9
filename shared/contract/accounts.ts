import { z } from 'zod'

import type { PasswordProblem } from '../domain/password'
import { MAX_PASSWORD, normaliseLogin } from '../domain/password'
import { withoutTurning } from '../lib/without-turning'
import { agentRole } from './directory'
import { agentId, invitationId, sessionId, teamId } from './ids'
import { restError } from './rest'

/**
 * How a desk signs in to a team's hub, and how administrators keep the people of it (docs/adr/0040). The address of
 * each call stands at its schemas. A token travels as `Authorization: Bearer …`; to a WebSocket as the second
 * subprotocol, as the embedded hub's secret does. No cookies, so that no foreign page can ask in somebody's name.
 *
 * Refusals have the shape of `restError` with one of the words named at each call. Whoever is signed in no longer gets
 * 401 with `sessionEnded`, and an open socket is closed with `SYNC_CLOSE.notAuthorised`: see `sessionEnd`.
 */

/**
 * Grows by one when an older desk could not work with a newer hub, or the other way round. A hub works with desks of
 * `oldest` to `newest`: so that a team can be brought up to date hub first, then desk by desk.
 */
export const HUB_CONTRACT = { newest: 1, oldest: 1 } as const

/** `GET /api/hub`, for anybody: is this a hub, can this desk work with it, and how does one sign in? */
export const hubInfo = z.object({
  /** Tells a hub of Otklik from whatever else answers at an address. */
  product: z.literal('otklik'),
  version: z.string(),
  contract: z.object({ newest: z.number().int(), oldest: z.number().int() }),
  /** The hub of one desk: nobody signs in, the secret of the launch is the key. */
  isEmbedded: z.boolean(),
  /** False until the first administrator came in by the set-up code (docs/it/team-hub.md). */
  isSetUp: z.boolean(),
  signIn: z.object({
    hasPassword: z.boolean(),
    /** OpenID Connect; `name` as it stands on the button. */
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  /** The hub's clock: a desk whose own is far off says so before anything expires too early. */
  nowMs: z.number().int(),
})
export type HubInfo = z.output<typeof hubInfo>

/** What a hub answers to everything, with 503, while it waits for its database. */
export const hubNotReady = z.object({ status: z.literal('notReady'), reason: z.literal('databaseAway') })

/** `deskTooOld`: this desk has to be brought up to date; `hubTooOld`: the hub has to. */
type HubFit = 'fits' | 'deskTooOld' | 'hubTooOld'

export function hubFit({ contract }: Pick<HubInfo, 'contract'>, desk: number = HUB_CONTRACT.newest): HubFit {
  if (desk < contract.oldest) return 'deskTooOld'
  return desk > contract.newest ? 'hubTooOld' : 'fits'
}

const MAX_NAME = 80
const login = z
  .string()
  .max(320)
  .transform(normaliseLogin)
  .pipe(z.email({ error: 'an e-mail address' }))
/** Checked by `passwordProblem`, whose word the refusal tells. */
const newPassword = z.string().max(MAX_PASSWORD * 4)
const givenPassword = z
  .string()
  .min(1)
  .max(MAX_PASSWORD * 4)
/** Six digits of the authenticator, or one of the recovery codes. Spaces and dashes do not count. */
const secondFactor = z
  .string()
  .max(40)
  .transform((code) => code.replaceAll(/[\s-]/g, '').toUpperCase())
/** As people find it again in the list of their sessions: «Рабочий стол Анны». */
const device = z.string().trim().min(1).max(120)
const personName = z.string().overwrite(withoutTurning).trim().min(1).max(MAX_NAME)

/** Why a session is over; also the reason of the socket's close. A desk empties its cache at each of them. */
export const sessionEnd = z.enum([
  /** Here, by the person. */
  'signedOut',
  /** By the person, from another device. */
  'revoked',
  'endedByAdministrator',
  /** The person has another password: whoever knows only the old one is out. */
  'passwordChanged',
  'accountClosed',
  /** Unused for 30 days, or 90 days old. */
  'expired',
])
export type SessionEnd = z.output<typeof sessionEnd>

/** The body of 401 where a token is known and no longer good; an unknown token gets `notAuthorised`. */
export const sessionEnded = restError.extend({ error: z.literal('sessionEnded'), reason: sessionEnd })

export const signedInAgent = z.object({
  id: agentId,
  name: z.string(),
  role: agentRole,
  teams: z.array(z.object({ id: teamId, name: z.string() })),
})
export type SignedInAgent = z.output<typeof signedInAgent>

/** Told once: the hub keeps a hash of `token`. `expiresAtMs` moves on while the session is used. */
export const signedIn = z.object({
  token: z.string(),
  session: z.object({ id: sessionId, expiresAtMs: z.number().int() }),
  agent: signedInAgent,
})
export type SignedIn = z.output<typeof signedIn>

/**
 * `POST /api/auth/sign-in`, for anybody. Answers `signedIn`, or `signInRefusal`. Whether a login exists is told neither
 * by a word nor by the time: an unknown one is refused as a wrong password is, and is locked as one is.
 */
export const signInRequest = z.object({ login, password: givenPassword, code: secondFactor.optional(), device })

export const signInRefusal = z.discriminatedUnion('error', [
  /** 401. */
  restError.extend({ error: z.literal('wrongCredentials') }),
  /** 429: too many wrong tries with this login or from this address. Nothing was checked, also if it was right. */
  restError.extend({ error: z.literal('lockedOut'), untilMs: z.number().int() }),
  /** 401: the password is right; ask for the code and send all of it again. */
  restError.extend({ error: z.literal('codeNeeded') }),
  /** 401: wrong, too old, or used already. Counts as a wrong try. */
  restError.extend({ error: z.literal('codeWrong') }),
  /** 403, with the right password alone. */
  restError.extend({ error: z.literal('accountClosed') }),
  /** 503: more people sign in at this moment than can be checked; again in a few seconds. */
  restError.extend({ error: z.literal('busy') }),
  /** 409: this hub is embedded, nobody signs in. */
  restError.extend({ error: z.literal('noSignIn') }),
])

/** `POST /api/auth/sign-out`: 204. Ends this session; its sockets are closed with `signedOut`. */

/** `GET /api/auth/me`. On an embedded hub `login` and `session` are `null`. */
export const me = z.object({
  agent: signedInAgent,
  login: z.string().nullable(),
  session: z.object({ id: sessionId, expiresAtMs: z.number().int() }).nullable(),
  /** False for those who come in by OpenID Connect alone. */
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  recoveryCodesLeft: z.number().int(),
})
export type Me = z.output<typeof me>

/** `GET /api/auth/sessions`: one's own, the last used first. */
export const ownSessions = z.object({
  sessions: z.array(
    z.object({
      id: sessionId,
      device: z.string(),
      /** IP address from which it was last used. */
      address: z.string(),
      createdAtMs: z.number().int(),
      /** To within some minutes. */
      lastSeenMs: z.number().int(),
      expiresAtMs: z.number().int(),
      isThis: z.boolean(),
    }),
  ),
})

/** `POST /api/auth/sessions/{sessionId}/revoke`: 204 also when it was over already; 404 `unknownSession` for others’. */
export const sessionParams = z.object({ sessionId })

/**
 * `POST /api/auth/password`: 204, and all other sessions of the person end. Refused with `weakPassword` (409),
 * `wrongPassword` (403, counts as a wrong try) or `lockedOut` (429).
 */
export const changePasswordRequest = z.object({ current: givenPassword, next: newPassword })
export const passwordProblemWord = z.enum([
  'tooShort',
  'tooLong',
  'oneCharacter',
  'likeLogin',
]) satisfies z.ZodType<PasswordProblem>
export const weakPassword = restError.extend({ error: z.literal('weakPassword'), problem: passwordProblemWord })

/**
 * Second factor (TOTP, RFC 6238: SHA-1, six digits, 30 s). `POST /api/auth/second-factor/begin` with the password shows
 * the secret (403 `wrongPassword`, 409 `alreadyOn`); nothing is asked at sign-in until
 * `POST /api/auth/second-factor/confirm` with a code of it (403 `codeWrong`, 409 `notBegun`), which answers ten recovery
 * codes, told once. `POST /api/auth/second-factor/remove` takes it off (403 `wrongPassword`, `codeWrong`; 409 `notOn`).
 */
export const beginSecondFactorRequest = z.object({ password: givenPassword })
/** `uri` for a QR code (otpauth://…), `secret` in base32 for typing. */
export const beginSecondFactorReply = z.object({ secret: z.string(), uri: z.string() })
export const confirmSecondFactorRequest = z.object({ code: secondFactor })
export const recoveryCodesReply = z.object({ recoveryCodes: z.array(z.string()) })
export const removeSecondFactorRequest = z.object({ password: givenPassword, code: secondFactor })

/** Random 256 bits, base64url; the hub keeps a hash. */
const invitationCode = z.string().trim().min(20).max(100)

export const invitation = z.object({
  id: invitationId,
  /** `null`: the set-up code of a new hub, whose holder names a login. */
  login: z.string().nullable(),
  name: z.string(),
  role: agentRole,
  teamIds: z.array(teamId),
  /** Whose account it makes or whose password it renews; `null`: a new person. */
  agentId: agentId.nullable(),
  createdAtMs: z.number().int(),
  expiresAtMs: z.number().int(),
})
export type Invitation = z.output<typeof invitation>

/** `GET /api/invitations`, for administrators: those that can be accepted now. `DELETE /api/invitations/{invitationId}`: 204. */
export const invitationList = z.object({ invitations: z.array(invitation) })
export const invitationParams = z.object({ invitationId })

/**
 * `POST /api/invitations`, for administrators. With `agentId`: somebody who stands in the list of people already; where
 * there is an account, it gets a new password and keeps its login. 409 `loginTaken`, 404 `unknownTeam`, `unknownAgent`.
 */
export const inviteRequest = z.object({
  login,
  name: personName,
  role: agentRole,
  teamIds: z.array(teamId).max(1000),
  agentId: agentId.optional(),
})
/** `code` is told once. An address for the person is made of it and of the hub's own. */
export const inviteReply = z.object({ invitation, code: z.string() })

/** `POST /api/auth/invitations/look-up`, for anybody with the code: 404 `unknownInvitation` where it is over or none. */
export const lookUpInvitationRequest = z.object({ code: invitationCode })
export const lookUpInvitationReply = z.object({
  login: z.string().nullable(),
  name: z.string(),
  role: agentRole,
  teams: z.array(z.object({ id: teamId, name: z.string() })),
  expiresAtMs: z.number().int(),
})

/**
 * `POST /api/auth/invitations/accept`, for anybody with the code: `signedIn`. Refused with `unknownInvitation` (404),
 * `weakPassword` (409), `loginTaken` (409), `loginNeeded` (400) or `lockedOut` (429: too many wrong codes from this
 * address).
 */
export const acceptInvitationRequest = z.object({
  code: invitationCode,
  /** Only with the set-up code, which names none. */
  login: login.optional(),
  name: personName,
  password: newPassword,
  device,
})

/** `GET /api/accounts`, for administrators: everybody, also those without an account. */
export const accountList = z.object({
  people: z.array(
    z.object({
      agentId,
      name: z.string(),
      role: agentRole,
      teamIds: z.array(teamId),
      account: z
        .object({
          login: z.string(),
          isClosed: z.boolean(),
          hasPassword: z.boolean(),
          hasSecondFactor: z.boolean(),
          sessions: z.number().int(),
          lastSeenMs: z.number().int().nullable(),
        })
        .nullable(),
    }),
  ),
})
export type Person = z.output<typeof accountList>['people'][number]

/**
 * For administrators, each 204, or 404 `unknownAgent`, `noAccount`; 409 `lastAdministrator` where nobody would be left
 * who can let others in.
 * `PUT /api/accounts/{agentId}/role` (holds from the next request on) ·
 * `POST /api/accounts/{agentId}/close` (sessions end, cases go back to their queues) · `…/open` ·
 * `…/end-sessions` · `…/reset-second-factor` (sessions end, too).
 */
export const changeRoleRequest = z.object({ role: agentRole })

/** `PUT /api/accounts/{agentId}/login`, for administrators: 204, 409 `loginTaken`. Password and sessions stay. */
export const changeLoginRequest = z.object({ login })

/**
 * `POST /api/auth/oidc/begin`, for anybody: opens `url` in the system's browser. `attempt` and `secret` stay with the
 * desk. 404 `unknownProvider`, 503 `providerAway`.
 * The page at which the browser ends shows a code and leads to `otklik://sign-in?attempt=…&code=…`.
 * `POST /api/auth/oidc/finish`: `signedIn`, or `signInRefusal`; 404 `unknownAttempt` where it is over or the code is not
 * that of the page. So whoever begins and whoever consents sit at one computer.
 */
export const beginOidcRequest = z.object({ provider: z.string().min(1).max(50) })
export const beginOidcReply = z.object({
  attempt: z.uuid(),
  secret: z.string(),
  url: z.string(),
  expiresAtMs: z.number().int(),
})
export const finishOidcRequest = z.object({
  attempt: z.uuid(),
  secret: z.string().min(1).max(100),
  code: secondFactor,
  device,
})

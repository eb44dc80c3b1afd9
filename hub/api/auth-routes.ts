import type { Context } from 'hono'
import { z } from 'zod'

import {
  acceptInvitationRequest,
  lookUpInvitationReply,
  lookUpInvitationRequest,
  signedIn,
  signInRefusal,
  signInRequest,
  weakPassword,
} from '#shared/contract/accounts'
import { restError } from '#shared/contract/rest'
import type { Clock } from '#shared/lib/clock'

import type { AcceptFailure } from '../accounts/invitations'
import type { SignInFailure } from '../accounts/sign-in'
import { json, problem } from './answers'
import type { ApiContext } from './api-context'
import { body, BUSY, lockedOut, noSignIn, weak } from './auth-answers'
import { route, type Api } from './route'

const invalid = { 400: json(restError, 'The request did not parse.') }

const signIn = route({
  access: 'anybody',
  method: 'post',
  path: '/api/auth/sign-in',
  summary: 'With login and password, and the code of the second factor where one is on.',
  request: body(signInRequest),
  responses: {
    200: json(signedIn, 'The token, told this once.'),
    ...invalid,
    401: json(signInRefusal, 'Wrong, or a code is needed.'),
    403: json(signInRefusal, 'The account is closed.'),
    409: json(signInRefusal, 'Nobody signs in at this hub.'),
    429: json(signInRefusal, 'Too many wrong tries; not before `untilMs`.'),
    503: json(signInRefusal, 'Too many at once.'),
  },
})
const lookUp = route({
  access: 'anybody',
  method: 'post',
  path: '/api/auth/invitations/look-up',
  summary: 'What an invitation is to.',
  request: body(lookUpInvitationRequest),
  responses: {
    200: json(lookUpInvitationReply, 'It can be accepted.'),
    ...invalid,
    404: json(restError, 'There is none, or it is over.'),
    409: json(restError, 'Nobody signs in at this hub.'),
    429: json(signInRefusal, 'Too many wrong codes; not before `untilMs`.'),
  },
})
const accept = route({
  access: 'anybody',
  method: 'post',
  path: '/api/auth/invitations/accept',
  summary: 'Makes the account, or gives it another password, and signs in.',
  request: body(acceptInvitationRequest),
  responses: {
    200: json(signedIn, 'The token, told this once.'),
    400: json(restError, 'The request did not parse, or the set-up code needs a login.'),
    404: json(restError, 'There is none, or it is over.'),
    409: json(z.union([weakPassword, restError]), 'The password is weak or the login taken.'),
    429: json(signInRefusal, 'Too many wrong codes; not before `untilMs`.'),
    503: json(restError, 'Too many at once.'),
  },
})

const WORDS: Readonly<Record<Exclude<SignInFailure['kind'], 'lockedOut'>, string>> = {
  wrongCredentials: 'Login or password is wrong.',
  codeNeeded: 'The code of the second factor is needed.',
  codeWrong: 'The code is wrong, too old, or was used.',
  accountClosed: 'The account is closed; ask an administrator.',
  busy: BUSY.message,
}
const STATUS = { wrongCredentials: 401, codeNeeded: 401, codeWrong: 401, accountClosed: 403, busy: 503 } as const

/** How people come in; who is in has `own-account-routes`. */
export function addAuthRoutes(app: Api, { accounts, clock }: ApiContext): void {
  app.openapi(signIn, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const done = await accounts.signIn.signIn(c.req.valid('json'), c.var.address)
    if (done.ok) return c.json(done.value, 200)
    const { error } = done
    if (error.kind === 'lockedOut') return lockedOut(c, clock, error.untilMs)
    return c.json({ error: error.kind, message: WORDS[error.kind] }, STATUS[error.kind])
  })

  app.openapi(lookUp, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const found = await accounts.invitations.lookUp(c.req.valid('json').code, c.var.address)
    if (found.ok) return c.json(found.value, 200)
    const { error } = found
    return error.kind === 'lockedOut' ? lockedOut(c, clock, error.untilMs) : c.json(UNKNOWN, 404)
  })

  app.openapi(accept, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const done = await accounts.invitations.accept(c.req.valid('json'), c.var.address)
    return done.ok ? c.json(done.value, 200) : refusedAcceptance(c, clock, done.error)
  })
}

const UNKNOWN = problem('unknownInvitation', 'There is no such invitation, or it is over. Ask for another one.')

function refusedAcceptance(c: Context, clock: Clock, error: AcceptFailure) {
  switch (error.kind) {
    case 'unknownInvitation':
      return c.json(UNKNOWN, 404)
    case 'loginNeeded':
      return c.json(problem(error.kind, 'The set-up code names no login; choose one.'), 400)
    case 'loginTaken':
      return c.json(problem(error.kind, 'Another account has this login.'), 409)
    case 'weakPassword':
      return c.json(weak(error.problem), 409)
    case 'busy':
      return c.json(BUSY, 503)
    case 'lockedOut':
      return lockedOut(c, clock, error.untilMs)
  }
}

import type { Context } from 'hono'
import { z } from 'zod'

import {
  beginSecondFactorReply,
  beginSecondFactorRequest,
  changePasswordRequest,
  confirmSecondFactorRequest,
  me,
  ownSessions,
  recoveryCodesReply,
  removeSecondFactorRequest,
  sessionParams,
  signInRefusal,
  weakPassword,
} from '#shared/contract/accounts'
import { restError } from '#shared/contract/rest'
import type { Clock } from '#shared/lib/clock'

import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { body, BUSY, lockedOut, noSignIn, weak, WRONG_PASSWORD } from './auth-answers'
import { callerOf, route, type Api } from './route'

const refused = {
  ...failures,
  403: json(restError, 'The password or the code is wrong.'),
  409: json(restError, 'Not as things stand; `error` says why.'),
  429: json(signInRefusal, 'Too many wrong tries; not before `untilMs`.'),
  503: json(restError, 'Too many at once.'),
}
const done = { description: 'Done.' }

const readMe = route({
  access: 'agent',
  method: 'get',
  path: '/api/auth/me',
  summary: 'Who asks.',
  responses: { 200: json(me, 'As it is now.'), ...failures },
})
const signOut = route({
  access: 'agent',
  method: 'post',
  path: '/api/auth/sign-out',
  summary: 'Ends this session and closes its sockets.',
  responses: { 204: done, ...failures },
})
const sessions = route({
  access: 'agent',
  method: 'get',
  path: '/api/auth/sessions',
  summary: 'One’s own sessions, the last used first.',
  responses: { 200: json(ownSessions, 'Those that are good.'), ...failures },
})
const revoke = route({
  access: 'agent',
  method: 'post',
  path: '/api/auth/sessions/{sessionId}/revoke',
  summary: 'Ends a session of one’s own, wherever it is open.',
  request: { params: sessionParams },
  responses: { 204: done, ...failures },
})
const changePassword = route({
  access: 'agent',
  method: 'post',
  path: '/api/auth/password',
  summary: 'Another password; all other sessions end.',
  request: body(changePasswordRequest),
  responses: { 204: done, ...refused, 409: json(z.union([weakPassword, restError]), 'The password is weak.') },
})
const beginFactor = route({
  access: 'agent',
  method: 'post',
  path: '/api/auth/second-factor/begin',
  summary: 'A secret for an authenticator; asked for once a code of it was confirmed.',
  request: body(beginSecondFactorRequest),
  responses: { 200: json(beginSecondFactorReply, 'The secret, told this once.'), ...refused },
})
const confirmFactor = route({
  access: 'agent',
  method: 'post',
  path: '/api/auth/second-factor/confirm',
  summary: 'From now on a code is asked for at sign-in.',
  request: body(confirmSecondFactorRequest),
  responses: { 200: json(recoveryCodesReply, 'Recovery codes, told this once.'), ...refused },
})
const removeFactor = route({
  access: 'agent',
  method: 'post',
  path: '/api/auth/second-factor/remove',
  summary: 'The password alone is enough again.',
  request: body(removeSecondFactorRequest),
  responses: { 204: done, ...refused },
})

const WORDS = {
  alreadyOn: problem('alreadyOn', 'A second factor is on; remove it first.'),
  notBegun: problem('notBegun', 'Ask for a secret first.'),
  notOn: problem('notOn', 'There is no second factor.'),
  codeWrong: problem('codeWrong', 'The code is wrong, too old, or was used.'),
  wrongPassword: WRONG_PASSWORD,
  busy: BUSY,
} as const
const STATUS = { alreadyOn: 409, notBegun: 409, notOn: 409, codeWrong: 403, wrongPassword: 403, busy: 503 } as const

type Failure = { readonly kind: keyof typeof WORDS } | { readonly kind: 'lockedOut'; readonly untilMs: number }

/** What people see and change of their own. */
export function addOwnAccountRoutes(app: Api, { accounts, clock, ownAccount }: ApiContext): void {
  app.openapi(readMe, async (c) => c.json(await ownAccount.me(callerOf(c)), 200))
  app.openapi(signOut, async (c) => {
    await ownAccount.signOut(callerOf(c))
    return c.body(null, 204)
  })
  app.openapi(sessions, async (c) => c.json(await ownAccount.sessions(callerOf(c)), 200))
  app.openapi(revoke, async (c) => {
    const isOwn = await ownAccount.revoke(callerOf(c), c.req.valid('param').sessionId)
    return isOwn ? c.body(null, 204) : c.json(problem('unknownSession', 'You have no such session.'), 404)
  })

  app.openapi(changePassword, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const changed = await ownAccount.changePassword(callerOf(c), c.req.valid('json'), c.var.address)
    if (changed.ok) return c.body(null, 204)
    const { error } = changed
    return error.kind === 'weakPassword' ? c.json(weak(error.problem), 409) : refusal(c, clock, error)
  })
  app.openapi(beginFactor, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const begun = await ownAccount.beginSecondFactor(callerOf(c), c.req.valid('json').password, c.var.address)
    return begun.ok ? c.json(begun.value, 200) : refusal(c, clock, begun.error)
  })
  app.openapi(confirmFactor, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const codes = await ownAccount.confirmSecondFactor(callerOf(c), c.req.valid('json').code, c.var.address)
    return codes.ok ? c.json({ recoveryCodes: [...codes.value] }, 200) : refusal(c, clock, codes.error)
  })
  app.openapi(removeFactor, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const removed = await ownAccount.removeSecondFactor(callerOf(c), c.req.valid('json'), c.var.address)
    return removed.ok ? c.body(null, 204) : refusal(c, clock, removed.error)
  })
}

function refusal(c: Context, clock: Clock, failure: Failure) {
  if (failure.kind === 'lockedOut') return lockedOut(c, clock, failure.untilMs)
  return c.json(WORDS[failure.kind], STATUS[failure.kind])
}

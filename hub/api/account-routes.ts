import {
  accountList,
  changeLoginRequest,
  changeRoleRequest,
  invitationList,
  invitationParams,
  inviteReply,
  inviteRequest,
} from '#shared/contract/accounts'
import { agentParams } from '#shared/contract/administration'
import { restError } from '#shared/contract/rest'

import type { InviteFailure } from '../accounts/invitations'
import type { PeopleRefusal } from '../accounts/people'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { body, noSignIn } from './auth-answers'
import { callerOf, route, type Api } from './route'

const conflict = { 409: json(restError, 'Not as things stand; `error` says why.'), ...failures }
const done = { 204: { description: 'Done; it holds from the next request of the person on.' }, ...conflict }

const invitations = route({
  access: 'administrator',
  method: 'get',
  path: '/api/invitations',
  summary: 'The invitations that can be accepted now.',
  responses: { 200: json(invitationList, 'The oldest first.'), ...conflict },
})
const invite = route({
  access: 'administrator',
  method: 'post',
  path: '/api/invitations',
  summary: 'Invites somebody, or gives a person a way to another password. The code is told once.',
  request: body(inviteRequest),
  responses: { 200: json(inviteReply, 'The invitation and its code.'), ...conflict },
})
const revokeInvitation = route({
  access: 'administrator',
  method: 'delete',
  path: '/api/invitations/{invitationId}',
  summary: 'The code opens nothing any more.',
  request: { params: invitationParams },
  responses: done,
})
const list = route({
  access: 'administrator',
  method: 'get',
  path: '/api/accounts',
  summary: 'Everybody, also those without an account.',
  responses: { 200: json(accountList, 'The people.'), ...conflict },
})
const changeRole = route({
  access: 'administrator',
  method: 'put',
  path: '/api/accounts/{agentId}/role',
  summary: 'Gives a person another role.',
  request: { params: agentParams, ...body(changeRoleRequest) },
  responses: done,
})
const changeLogin = route({
  access: 'administrator',
  method: 'put',
  path: '/api/accounts/{agentId}/login',
  summary: 'Gives an account another login; its password and sessions stay.',
  request: { params: agentParams, ...body(changeLoginRequest) },
  responses: done,
})
const close = act('close', 'Closes an account: sessions end, cases go back to their queues.')
const open = act('open', 'Opens a closed account again.')
const endSessions = act('end-sessions', 'Ends all sessions of a person.')
const resetFactor = act('reset-second-factor', 'Takes the second factor off and ends all sessions.')

const REFUSALS: Readonly<Record<InviteFailure | PeopleRefusal, string>> = {
  loginTaken: 'Another account has this login.',
  unknownTeam: 'There is no such team.',
  unknownAgent: 'There is no such agent.',
  noAccount: 'This person has no account yet; invite them.',
  lastAdministrator: 'Somebody has to remain who can let others in.',
}

/** The people of a hub, for administrators. */
export function addAccountRoutes(app: Api, { accounts }: ApiContext): void {
  app.openapi(invitations, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    return c.json({ invitations: [...(await accounts.invitations.list())] }, 200)
  })
  app.openapi(invite, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const made = await accounts.invitations.invite(callerOf(c), c.req.valid('json'))
    if (made.ok) return c.json(made.value, 200)
    return c.json(problem(made.error, REFUSALS[made.error]), made.error === 'loginTaken' ? 409 : 404)
  })
  app.openapi(revokeInvitation, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const isRevoked = await accounts.invitations.revoke(callerOf(c), c.req.valid('param').invitationId)
    return isRevoked ? c.body(null, 204) : c.json(problem('unknownInvitation', 'There is no such invitation.'), 404)
  })
  app.openapi(list, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    return c.json({ people: [...(await accounts.people.list())] }, 200)
  })
  app.openapi(changeRole, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const { agentId } = c.req.valid('param')
    const refusal = await accounts.people.changeRole(callerOf(c), agentId, c.req.valid('json').role)
    return refusal ? c.json(problem(refusal, REFUSALS[refusal]), statusOf(refusal)) : c.body(null, 204)
  })
  app.openapi(changeLogin, async (c) => {
    if (!accounts) return c.json(noSignIn(), 409)
    const { agentId } = c.req.valid('param')
    const refusal = await accounts.people.changeLogin(callerOf(c), agentId, c.req.valid('json').login)
    return refusal ? c.json(problem(refusal, REFUSALS[refusal]), statusOf(refusal)) : c.body(null, 204)
  })
  for (const [declared, work] of [
    [close, 'close'],
    [open, 'open'],
    [endSessions, 'endSessions'],
    [resetFactor, 'resetSecondFactor'],
  ] as const) {
    app.openapi(declared, async (c) => {
      if (!accounts) return c.json(noSignIn(), 409)
      const refusal = await accounts.people[work](callerOf(c), c.req.valid('param').agentId)
      return refusal ? c.json(problem(refusal, REFUSALS[refusal]), statusOf(refusal)) : c.body(null, 204)
    })
  }
}

function statusOf(refusal: PeopleRefusal): 404 | 409 {
  return refusal === 'lastAdministrator' || refusal === 'loginTaken' ? 409 : 404
}

function act<Word extends string>(word: Word, summary: string) {
  return route({
    access: 'administrator',
    method: 'post',
    path: `/api/accounts/{agentId}/${word}`,
    summary,
    request: { params: agentParams },
    responses: done,
  })
}

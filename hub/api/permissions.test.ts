import { request as httpRequest } from 'node:http'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SignedIn } from '#shared/contract/accounts'
import { commands, type CommandEnvelope, type CommandName } from '#shared/contract/commands'
import { SYNC_CLOSE } from '#shared/contract/sync'
import { VISITOR_CALLS_PATH, VISITOR_CALLS_SUBPROTOCOL } from '#shared/contract/visitor-calls'
import { isAllowed, type Access } from '#shared/domain/access'
import type { CommandId } from '#shared/domain/ids'
import { DESK_PARTS } from '#shared/domain/desk-parts'
import { WebSocket } from 'ws'
import { z } from 'zod'

import { COMMAND_ACCESS } from '../commands/command-access'
import { TestDesk } from '../testing/desk'
import { NO_ID, plausible, type Schema } from '../testing/plausible'
import { signedInOf, Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

/** Who may call what: a route that is not here fails the first test, and so does one that is no more. */
const ROUTES: Readonly<Record<string, Access>> = {
  'get /openapi.json': 'agent',
  'get /oauth/callback': 'anybody',
  'get /files/{fileId}': 'agent',
  'put /api/uploads/{fileId}': 'agent',
  'post /hooks/mango/ping': 'anybody',
  'post /hooks/mango/{place}/{name}': 'anybody',
  'post /hooks/{channelId}/{pathSecret}': 'anybody',

  'get /api/hub': 'anybody',
  'get /api/health': 'agent',

  'post /api/auth/sign-in': 'anybody',
  'post /api/auth/oidc/begin': 'anybody',
  'get /api/auth/oidc/callback': 'anybody',
  'post /api/auth/oidc/finish': 'anybody',
  'post /api/auth/invitations/look-up': 'anybody',
  'post /api/auth/invitations/accept': 'anybody',
  'get /api/auth/me': 'agent',
  'get /api/auth/sessions': 'agent',
  'post /api/auth/sessions/{sessionId}/revoke': 'agent',
  'post /api/auth/password': 'agent',
  'post /api/auth/second-factor/begin': 'agent',
  'post /api/auth/second-factor/confirm': 'agent',
  'post /api/auth/second-factor/remove': 'agent',

  'get /api/invitations': 'administrator',
  'post /api/invitations': 'administrator',
  'delete /api/invitations/{invitationId}': 'administrator',
  'get /api/accounts': 'administrator',
  'put /api/accounts/{agentId}/role': 'administrator',
  'put /api/accounts/{agentId}/login': 'administrator',
  'post /api/accounts/{agentId}/close': 'administrator',
  'post /api/accounts/{agentId}/open': 'administrator',
  'post /api/accounts/{agentId}/end-sessions': 'administrator',
  'post /api/accounts/{agentId}/reset-second-factor': 'administrator',
  'post /api/accounts/{agentId}/erase': 'administrator',

  'get /api/callers': 'agent',
  'get /api/cards': 'agent',
  'get /api/chats/{chatId}': 'agent',
  'get /api/chats/{chatId}/messages': 'agent',
  'get /api/chats/{chatId}/cases': 'agent',
  'get /api/chats/{chatId}/conversations': 'agent',
  'get /api/chats/{chatId}/stages': 'agent',
  'get /api/chats/{chatId}/vacancies': 'agent',
  'get /api/chats/{chatId}/candidate': 'agent',
  'get /api/audit': 'administrator',
  'post /api/audit/check': 'administrator',
  'get /api/access': 'administrator',
  'get /api/retention': 'administrator',
  'put /api/retention': 'administrator',
  'post /api/retention/preview': 'administrator',
  'get /api/chats/{chatId}/person': 'administrator',
  'post /api/chats/{chatId}/person/erase': 'administrator',
  'get /api/erasures/{erasureId}': 'administrator',
  'get /api/chats/{chatId}/person/export.zip': 'administrator',
  'get /api/messages/{messageId}/revisions': 'supervisor',
  'post /api/messages/search': 'agent',
  'post /api/commands': 'agent',
  'get /api/recording-policy': 'agent',

  'get /api/channels': 'agent',
  'get /api/channels/{channelId}/candidates': 'agent',
  'get /api/channels/{channelId}/closing-text': 'agent',
  'post /api/channels': 'administrator',
  'post /api/channels/{channelId}/authorise': 'administrator',
  'put /api/channels/{channelId}/keys': 'administrator',
  'delete /api/channels/{channelId}': 'administrator',
  'post /api/site-channels': 'administrator',
  'get /api/site-channels/{channelId}': 'administrator',
  'put /api/site-channels/{channelId}': 'administrator',
  'get /api/site-channels/{channelId}/links': 'administrator',
  'post /api/site-channels/{channelId}/links': 'agent',
  'delete /api/site-channels/{channelId}/links/{linkId}': 'administrator',

  'get /api/service-targets': 'agent',
  'put /api/service-targets': 'supervisor',
  'get /api/reports/span': 'supervisor',
  'get /api/reports/plans': 'supervisor',
  'put /api/reports/plans/{planId}': 'supervisor',
  'delete /api/reports/plans/{planId}': 'supervisor',
  'post /api/reports/plans/{planId}/send': 'supervisor',
  'get /api/reports/numbers': 'supervisor',
  'get /api/reports/cases': 'supervisor',
  'get /api/reports/cases.csv': 'supervisor',
  'get /api/reports/cases/parts': 'supervisor',
  'get /api/reports/funnel': 'supervisor',
  'get /api/reports/funnel/people': 'supervisor',
  'get /api/agent-days': 'supervisor',

  'get /api/administration': 'supervisor',
  'put /api/administration/hours': 'administrator',
  'put /api/administration/distribution': 'administrator',
  'put /api/administration/recording': 'administrator',
  'put /api/administration/channels/{channelId}': 'administrator',
  'post /api/administration/channels/{channelId}/rehearsal': 'administrator',
  'put /api/administration/agents/{agentId}': 'administrator',
  'delete /api/administration/agents/{agentId}': 'administrator',
  'put /api/administration/teams/{teamId}': 'administrator',
  'delete /api/administration/teams/{teamId}': 'administrator',
  'put /api/administration/topics/{topicId}': 'administrator',
  'delete /api/administration/topics/{topicId}': 'administrator',
  'put /api/administration/statuses/{ownStatusId}': 'administrator',
  'delete /api/administration/statuses/{ownStatusId}': 'administrator',
  'put /api/administration/groups/{channelGroupId}': 'administrator',
  'delete /api/administration/groups/{channelGroupId}': 'administrator',
  'put /api/administration/bots/{botId}': 'administrator',
  'delete /api/administration/bots/{botId}': 'administrator',
  'get /api/administration/mail': 'administrator',
  'put /api/administration/mail': 'administrator',
  'delete /api/administration/mail': 'administrator',
  'post /api/administration/mail/test': 'administrator',
  'get /api/administration/telephony': 'administrator',
  'put /api/administration/telephony': 'administrator',
  'delete /api/administration/telephony': 'administrator',
  'post /api/administration/telephony/test': 'administrator',
  'get /api/administration/templates': 'supervisor',
  'put /api/administration/templates/texts/{templateId}': 'supervisor',
  'delete /api/administration/templates/texts/{templateId}': 'supervisor',
  'put /api/administration/templates/stages/{templateId}': 'supervisor',
  'delete /api/administration/templates/stages/{templateId}': 'supervisor',

  // Last: it ends the session with which it is asked.
  'post /api/auth/sign-out': 'agent',
}

/** Every command is a part of an agent's day but these. */
const NOT_FOR_AGENTS = { watchChat: 'supervisor' }
const FOR_AGENTS = { ...Object.fromEntries(Object.keys(commands).map((name) => [name, 'agent'])), ...NOT_FOR_AGENTS }

/** With its subprotocol, and what an agent's opening of it comes to. */
const SOCKETS = {
  '/sync': ['otklik.sync', 'open'],
  [VISITOR_CALLS_PATH]: [VISITOR_CALLS_SUBPROTOCOL, 'open'],
  '/wall': ['otklik.wall', '403'],
} as const

type Who = 'nobody' | 'agent' | 'supervisor' | 'administrator' | 'closed' | 'revoked'
const ROLES = ['agent', 'supervisor', 'administrator'] as const
const WHO: readonly Who[] = ['nobody', 'agent', 'supervisor', 'administrator', 'closed', 'revoked']

let team: Team
let tokens: Readonly<Record<Who, string | null>>

beforeAll(async () => {
  team = await Team.open()
  const [agent, supervisor, administrator] = [
    await team.person('agent'),
    await team.person('supervisor'),
    await team.person('administrator'),
  ]
  // Those who could do the most before.
  const [closed, revoked] = [await team.person('administrator'), await team.person('administrator')]
  await team.ask('POST', `/api/accounts/${closed.agent.id}/close`, team.administrator)
  const other = signedInOf(await team.signIn(revoked.login))
  await team.ask('POST', `/api/auth/sessions/${revoked.session.id}/revoke`, other)
  const tokenOf = ({ token }: SignedIn) => token
  tokens = {
    nobody: null,
    agent: tokenOf(agent),
    supervisor: tokenOf(supervisor),
    administrator: tokenOf(administrator),
    closed: tokenOf(closed),
    revoked: tokenOf(revoked),
  }
}, PREPARING_MS)
afterAll(() => team.stop())

/** What somebody is told, in one word; `may`: whatever else it is, it is no question of rights. */
async function verdict(declared: string, who: Who): Promise<string> {
  const { method, path } = addressOf(declared)
  const { status, body } = await team.ask(method, path, tokens[who], method === 'GET' ? undefined : {})
  if (status === 401 || status === 403) return [status, body['error'], body['reason']].filter(Boolean).join(' ')
  return 'may'
}

function expected(access: Access, who: Who): string {
  if (access === 'anybody') return 'may'
  if (who === 'nobody') return '401 notAuthorised'
  if (who === 'closed') return '401 sessionEnded accountClosed'
  if (who === 'revoked') return '401 sessionEnded revoked'
  return isAllowed(who, access) ? 'may' : '403 notAllowed'
}

function addressOf(declared: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = declared.split(' ')
  return { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, NO_ID) }
}

describe('who may call what', () => {
  it('is said by each route as it is said here', async () => {
    const { body } = await team.ask('GET', '/openapi.json', tokens.agent)
    const paths = body['paths'] as Record<string, Record<string, { 'x-access'?: string }>>
    const declared = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => [`${method} ${path}`, route['x-access']] as const),
    )
    expect(Object.fromEntries(declared)).toEqual(ROUTES)
  })

  it.each(WHO)('holds at each route for: %s', async (who) => {
    const found: Record<string, string> = {}
    for (const declared of Object.keys(ROUTES)) found[declared] = await verdict(declared, who)
    expect(found).toEqual(
      Object.fromEntries(Object.entries(ROUTES).map(([declared, access]) => [declared, expected(access, who)])),
    )
  })

  it('is said of the desk’s parts as the hub holds it', () => {
    const sockets = Object.entries(SOCKETS).map(([path, [, forAgents]]): [string, string] => [
      `socket ${path}`,
      forAgents === '403' ? 'supervisor' : 'agent',
    ])
    const ofCommands = Object.entries(COMMAND_ACCESS).map(([name, access]): [string, string] => [
      `command ${name}`,
      access,
    ])
    const held = new Map<string, string>([...Object.entries(ROUTES), ...sockets, ...ofCommands])
    for (const [part, { role, asks }] of Object.entries(DESK_PARTS))
      expect(Object.fromEntries(asks.map((ask) => [ask, held.get(ask)])), part).toEqual(
        Object.fromEntries(asks.map((ask) => [ask, role])),
      )
  })

  it('is said for each command', () => {
    expect(COMMAND_ACCESS).toEqual(FOR_AGENTS)
    expect(Object.keys(COMMAND_ACCESS).toSorted()).toEqual(Object.keys(commands).toSorted() as CommandName[])
  })

  it.each(ROLES)('holds for each command that is asked by the desk of: %s', async (role) => {
    const desk = await TestDesk.open(team.hub.url, (await team.person(role)).token)
    desk.hello()
    await desk.caughtUp()
    const found: Record<string, string> = {}
    for (const name of Object.keys(commands) as CommandName[]) {
      const args = plausible(z.toJSONSchema(commands[name], { unrepresentable: 'any' }) as Schema)
      const id = team.hub.newId<CommandId>()
      // Arguments of the right shape; the schema knows no more of them than the contract.
      desk.send({ type: 'command', command: { id, name, args } as unknown as CommandEnvelope })
      const outcome = await desk.until(({ frames, closed }) =>
        closed ? 'closed' : frames.find((frame) => frame.type === 'outcome' && frame.id === id),
      )
      const refusal = outcome !== 'closed' && outcome.type === 'outcome' ? outcome.refusal : null
      found[name] = outcome === 'closed' ? 'closed' : refusal?.reason === 'notAllowed' ? 'notAllowed' : 'may'
    }
    desk.close()
    const wished = Object.entries(COMMAND_ACCESS).map(([name, access]) => [
      name,
      isAllowed(role, access) ? 'may' : 'notAllowed',
    ])
    expect(found).toEqual(Object.fromEntries(wished))
  })

  it.each(Object.entries(SOCKETS))('holds for the socket %s', async (path, [protocol, forAgents]) => {
    await signInAnew('agent', 'supervisor', 'administrator')
    const found = Object.fromEntries(
      await Promise.all(WHO.map(async (who) => [who, await openingOf(path, protocol, tokens[who])] as const)),
    )
    expect(found).toEqual({
      nobody: '401',
      agent: forAgents,
      supervisor: 'open',
      administrator: 'open',
      closed: `${String(SYNC_CLOSE.notAuthorised)} accountClosed`,
      revoked: `${String(SYNC_CLOSE.notAuthorised)} revoked`,
    })
  })
})

describe('from where it may be asked', () => {
  const STRANGE = [
    [{ host: 'evil.example' }, 'a name that was made to lead to this computer'],
    [{ origin: 'https://evil.example' }, 'a page of the web'],
    [{ origin: 'null' }, 'a page without an origin'],
    [{ origin: 'app://otklik.evil.example' }, 'a page that only looks like ours'],
  ] as const

  it.each(STRANGE)('not with %j (%s), with whatever token', async (headers) => {
    const token = team.administrator.token
    const statuses = await Promise.all(
      Object.keys(ROUTES).map(async (declared) => {
        const { method, path } = addressOf(declared)
        return [declared, await rawStatus(method, path, { ...headers, authorization: `Bearer ${token}` })] as const
      }),
    )
    expect(statuses.filter(([, status]) => status !== 403)).toEqual([])
    for (const [path, [protocol]] of Object.entries(SOCKETS))
      expect([path, await openingOf(path, protocol, token, headers)]).toEqual([path, '403'])
    // None of it was done.
    expect((await team.ask('GET', '/api/auth/me', token)).status).toBe(200)
  })
})

async function signInAnew(...roles: readonly ('agent' | 'supervisor' | 'administrator')[]): Promise<void> {
  for (const role of roles) tokens = { ...tokens, [role]: (await team.person(role)).token }
}

/** How the opening of a socket ends: open, refused, or closed at once with a reason. */
function openingOf(
  path: string,
  protocol: string,
  token: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const socket = new WebSocket(
    team.hub.url.replace('http', 'ws') + path,
    token === null ? [protocol] : [protocol, token],
    { headers },
  )
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, { statusCode = 0 }) => {
      resolve(String(statusCode))
    })
    socket.once('close', (code, reason) => {
      resolve(`${String(code)} ${reason.toString()}`)
    })
    socket.once('error', () => undefined)
    socket.once('open', () => {
      // Whoever is not let stay is told before the answer to this.
      socket.once('pong', () => {
        resolve('open')
        socket.close()
      })
      socket.ping()
    })
  })
}

/** With headers that `fetch` keeps for itself. */
function rawStatus(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(team.hub.url)
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

import { candidateQuery, candidateReply, stagesReply, vacanciesReply } from '#shared/contract/deeds'
import { channelParams, chatParams, restError } from '#shared/contract/rest'
import { stageTemplateFor, type StageTemplate } from '#shared/domain/text-template'

import type { AskedDriver } from '../between-hubs/far-drivers'
import type { Answer, StageMove } from '../channels/channel'
import { readTemplates } from '../store/central-settings'
import { chatById, type StoredChat } from '../store/chats'
import { failures, json, problem } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const asked = {
  409: json(restError, 'Not as things stand; `error` says why.'),
  503: json(restError, 'The channel cannot say now.'),
  ...failures,
}

const stages = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}/stages',
  summary: 'Where the response of a chat can be moved now, each with the words that go with it.',
  request: { params: chatParams },
  responses: { 200: json(stagesReply, 'The moves.'), ...asked },
})
const vacancies = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}/vacancies',
  summary: 'Published vacancies to which the person of a chat could be invited.',
  request: { params: chatParams },
  responses: { 200: json(vacanciesReply, 'The vacancies.'), ...asked },
})
const candidate = route({
  access: 'agent',
  method: 'get',
  path: '/api/chats/{chatId}/candidate',
  summary: 'The person of a chat: may one write to him first? Channels may count it as a view of the résumé.',
  request: { params: chatParams },
  responses: { 200: json(candidateReply, 'The person.'), ...asked },
})
const candidates = route({
  access: 'agent',
  method: 'get',
  path: '/api/channels/{channelId}/candidates',
  summary: 'The person of a résumé, by its address or its id.',
  request: { params: channelParams, query: candidateQuery },
  responses: { 200: json(candidateReply, 'The person.'), ...asked },
})

const UNSUPPORTED = problem('unsupported', 'The channel cannot do this, or is not there.')

/** What only the channel knows; nothing of it is kept, so nothing of it is older than the moment. */
export function addDeedRoutes(app: Api, { store, drivers }: ApiContext): void {
  const chatAndDriver = async (id: StoredChat['id']) => {
    const chat = await store.read((view) => chatById(view, id))
    return { chat, driver: chat && drivers.of(chat.channelId) }
  }

  app.openapi(stages, async (c) => {
    const { chat, driver } = await chatAndDriver(c.req.valid('param').chatId)
    if (!chat) return c.json(problem('unknownChat', 'There is no such chat.'), 404)
    const { response } = chat
    if (!response) return c.json(problem('noResponse', 'The chat is about no response.'), 409)
    if (!driver?.stageMoves) return c.json(UNSUPPORTED, 409)
    const found = readAnswer(await driver.stageMoves(chat.externalId))
    if ('failure' in found) return c.json(found.failure, found.status)
    const own = (await store.read(readTemplates)).stages
    const { current, wordless, moves } = found.value
    const { externalId, title } = response.vacancy
    const told = moves.map((move) => ({ ...move, template: templateOf(own, chat, externalId, move) }))
    return c.json({ current, vacancy: { externalId, title }, wordless, moves: told }, 200)
  })

  app.openapi(vacancies, async (c) => {
    const { chat, driver } = await chatAndDriver(c.req.valid('param').chatId)
    if (!chat) return c.json(problem('unknownChat', 'There is no such chat.'), 404)
    if (!driver?.vacancies) return c.json(UNSUPPORTED, 409)
    const found = readAnswer(await driver.vacancies())
    return 'failure' in found ? c.json(found.failure, found.status) : c.json({ vacancies: [...found.value] }, 200)
  })

  app.openapi(candidate, async (c) => {
    const { chat, driver } = await chatAndDriver(c.req.valid('param').chatId)
    if (!chat) return c.json(problem('unknownChat', 'There is no such chat.'), 404)
    if (!canStart(driver) || !driver.candidateOf) return c.json(UNSUPPORTED, 409)
    const found = readAnswer(await driver.candidateOf(chat.externalId))
    return 'failure' in found ? c.json(found.failure, found.status) : c.json({ candidate: found.value }, 200)
  })

  app.openapi(candidates, async (c) => {
    const driver = drivers.of(c.req.valid('param').channelId)
    if (!canStart(driver) || !driver.findCandidate) return c.json(UNSUPPORTED, 409)
    const found = readAnswer(await driver.findCandidate(c.req.valid('query').reference))
    return 'failure' in found ? c.json(found.failure, found.status) : c.json({ candidate: found.value }, 200)
  })
}

function canStart(driver: AskedDriver | null): driver is AskedDriver {
  return driver?.capabilities.start?.by === 'resume'
}

type Read<T> =
  | { readonly value: T }
  | { readonly failure: { readonly error: string; readonly message: string }; readonly status: 400 | 404 | 409 | 503 }

function readAnswer<T>(answer: Answer<T>): Read<T> {
  switch (answer.kind) {
    case 'ok':
      return { value: answer.value }
    case 'notFound':
      return { status: 404, failure: problem('notFound', 'The channel knows nothing of it.') }
    case 'unreadable': {
      const expected = 'Expected the address of a résumé, as the browser shows it, or its id. Copy it whole.'
      return { status: 400, failure: problem('unreadable', expected) }
    }
    case 'viewLimit':
      return { status: 503, failure: problem('viewLimit', 'The channel shows no more résumés today.') }
    case 'refused':
      return { status: 409, failure: problem(answer.reason, answer.detail ?? 'The channel refuses.') }
    case 'unavailable':
      return { status: 503, failure: problem('unavailable', answer.detail) }
  }
}

/** Ours before the channel's. */
function templateOf(
  own: readonly StageTemplate[],
  { channelId }: StoredChat,
  vacancyExternalId: string,
  move: StageMove,
) {
  const template = stageTemplateFor(own, channelId, move.externalId, vacancyExternalId)
  if (template)
    return { text: template.text, from: template.vacancy ? ('vacancy' as const) : ('allVacancies' as const) }
  return move.template === null ? null : { text: move.template, from: 'channel' as const }
}

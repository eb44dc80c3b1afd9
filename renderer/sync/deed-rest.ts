import type { CandidateReply, StagesReply, VacanciesReply } from '#shared/contract/deeds'
import { err, ok, type Result } from '#shared/lib/result'
import { v7 as newId } from 'uuid'

import type { AskFailure, DeskData } from '../data/desk-data'
import type { HubAddress } from './hub-socket'

/** The hub asks a platform, and looks at it with the patience of a person. */
const TIMEOUT_MS = 30_000

/** What only the channel knows, asked when somebody looks; nothing of it is kept. */
export function createDeedRest(
  address: () => HubAddress | null,
  send: typeof fetch,
): Pick<DeskData, 'fetchStages' | 'fetchVacancies' | 'fetchCandidate' | 'findCandidate' | 'saveStageTemplate'> {
  async function ask(path: string, init: RequestInit = {}): Promise<Result<unknown, AskFailure>> {
    const hub = address()
    if (!hub) return err('offline')
    try {
      const reply = await send(hub.url + path, {
        ...init,
        headers: { authorization: `Bearer ${hub.secret}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (reply.status === 204) return ok(null)
      const answer: unknown = await reply.json()
      return reply.ok ? ok(answer) : err(failureOf(answer))
    } catch (error) {
      // fetch rejects with TypeError for the network, DOMException for the time-out; SyntaxError: not the hub's words.
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
        return err('offline')
      throw error
    }
  }

  // The hub is of the same build and answers by the same schemas, checked on its side.
  return {
    async fetchStages(chatId) {
      const reply = await ask(`/api/chats/${chatId}/stages`)
      return reply.ok ? ok(reply.value as StagesReply) : reply
    },
    async fetchVacancies(chatId) {
      const reply = await ask(`/api/chats/${chatId}/vacancies`)
      return reply.ok ? ok((reply.value as VacanciesReply).vacancies) : reply
    },
    async fetchCandidate(chatId) {
      const reply = await ask(`/api/chats/${chatId}/candidate`)
      return reply.ok ? ok((reply.value as CandidateReply).candidate) : reply
    },
    async findCandidate(channelId, reference) {
      const query = new URLSearchParams({ reference }).toString()
      const reply = await ask(`/api/channels/${channelId}/candidates?${query}`)
      return reply.ok ? ok((reply.value as CandidateReply).candidate) : reply
    },
    async saveStageTemplate(template) {
      const path = `/api/administration/templates/stages/${newId()}`
      const reply = await ask(path, { method: 'PUT', body: JSON.stringify(template) })
      return reply.ok ? ok(null) : reply
    },
  }
}

/** Reasons of the hub that have a sentence of their own. */
const WORDS = [
  'notFound',
  'noResponse',
  'unreadable',
  'viewLimit',
  'unsupported',
  'tariff',
  'forbidden',
  'notAuthorised',
  'chatGone',
  'rejected',
] as const satisfies readonly AskFailure[]

/** By hand: the schemas of the contract would bring their library into the window's first chunk. */
function failureOf(answer: unknown): AskFailure {
  const said = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null
  return WORDS.find((word) => word === said) ?? 'unavailable'
}

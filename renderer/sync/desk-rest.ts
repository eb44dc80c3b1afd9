import type { CaseHistoryReply, cardSearchReply, ConversationsReply } from '#shared/contract/clients'
import type { MessageSearchReply } from '#shared/contract/search'
import type { closingTextReply } from '#shared/contract/rest'
import type { RevisionsReply } from '#shared/contract/revisions'
import type { makeLinkReply, makeLinkRequest } from '#shared/contract/site-admin'
import { parseTextQuery } from '#shared/domain/text-search/text-query'
import { err, ok, type Result } from '#shared/lib/result'
import type { z } from 'zod'

import type { DeskData } from '../data/desk-data'
import { toFoundMessage } from '../data/found-message'
import type { HubAddress } from './hub-socket'

const TIMEOUT_MS = 10_000

/** What a screen asks the hub for only when somebody looks at it; nothing of it is kept. */
export function createDeskRest(
  address: () => HubAddress | null,
  send: typeof fetch,
): Pick<
  DeskData,
  | 'searchHub'
  | 'searchCards'
  | 'fetchCaseHistory'
  | 'fetchConversations'
  | 'fetchRevisions'
  | 'fetchClosingText'
  | 'makeChatLink'
> {
  async function ask(path: string, body?: unknown): Promise<Result<unknown, 'offline'>> {
    const hub = address()
    if (!hub) return err('offline')
    try {
      const reply = await send(hub.url + path, {
        headers: {
          authorization: `Bearer ${hub.secret}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      return reply.ok ? ok(await reply.json()) : err('offline')
    } catch (error) {
      // fetch rejects with TypeError for the network, DOMException for the time-out; SyntaxError: not the hub's words.
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
        return err('offline')
      throw error
    }
  }

  // The hub is of the same build and answers by the same schemas, checked on its side.
  return {
    async searchCards(search) {
      const reply = await ask(`/api/cards?${new URLSearchParams({ search }).toString()}`)
      return reply.ok ? ok((reply.value as z.output<typeof cardSearchReply>).cards) : reply
    },
    async searchHub(typed) {
      const query = parseTextQuery(typed)
      if (!query) return ok([])
      const reply = await ask('/api/messages/search', { typed })
      if (!reply.ok) return reply
      const { found } = reply.value as MessageSearchReply
      return ok(found.map(({ message, clientName }) => toFoundMessage(message, clientName, query)))
    },
    async fetchCaseHistory(chatId) {
      const reply = await ask(`/api/chats/${chatId}/cases`)
      return reply.ok ? ok((reply.value as CaseHistoryReply).cases) : reply
    },
    async fetchConversations(chatId) {
      const reply = await ask(`/api/chats/${chatId}/conversations`)
      return reply.ok ? ok((reply.value as ConversationsReply).conversations) : reply
    },
    async fetchRevisions(messageId) {
      const reply = await ask(`/api/messages/${messageId}/revisions`)
      return reply.ok ? ok((reply.value as RevisionsReply).revisions) : reply
    },
    async makeChatLink(channelId, chatId, validForDays) {
      const wish: z.input<typeof makeLinkRequest> = { person: { kind: 'chat', chatId }, validForDays }
      const reply = await ask(`/api/site-channels/${channelId}/links`, wish)
      return reply.ok ? ok((reply.value as z.output<typeof makeLinkReply>).url) : reply
    },
    async fetchClosingText(channelId) {
      const reply = await ask(`/api/channels/${channelId}/closing-text`)
      return reply.ok ? ok((reply.value as z.output<typeof closingTextReply>).text) : reply
    },
  }
}

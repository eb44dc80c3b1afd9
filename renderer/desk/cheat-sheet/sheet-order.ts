import { ACTION_PLACES, type ActionPlace } from '#shared/domain/keys/actions'

import type { DeskPage } from '../desk.store'

export interface WhereOneIs {
  readonly page: DeskPage
  readonly isChatOpen: boolean
  readonly hasCall: boolean
}

/** The places whose keys can be used now, the most particular first. */
export function placesHere({ page, isChatOpen, hasCall }: WhereOneIs): readonly ActionPlace[] {
  const own: Readonly<Record<DeskPage, readonly ActionPlace[]>> = {
    chats: isChatOpen ? ['composer', 'conversation', 'message', 'list'] : ['list'],
    cases: isChatOpen ? ['composer', 'conversation', 'message', 'list'] : ['list'],
    calls: ['call'],
    supervisor: ['supervisor'],
    settings: [],
  }
  return [...new Set([...(hasCall ? (['call'] as const) : []), ...own[page]])]
}

/** What can be done here first, then the rest in its usual order. */
export function sheetOrder(where: WhereOneIs): readonly ActionPlace[] {
  return [...new Set([...placesHere(where), ...ACTION_PLACES])]
}

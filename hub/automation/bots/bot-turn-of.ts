import type { BotTurn } from '#shared/contract/bot-turn'
import type { Bot } from '#shared/domain/bot'
import type { Message } from '#shared/domain/message'

import type { StoredCase } from '../../store/cases'
import { channelById } from '../../store/channels'
import { chatById } from '../../store/chats'
import { clientById } from '../../store/clients'
import { wordsSince } from '../../store/messages'
import type { Read } from '../../store/store'

const MAX_HISTORY = 50

/** What the bot is told when it is asked (contract/bot-turn.ts). */
export async function botTurnOf(
  view: Read,
  turnId: string,
  bot: Pick<Bot, 'id' | 'name'>,
  itsCase: StoredCase,
): Promise<BotTurn> {
  const chat = await chatById(view, itsCase.chatId)
  const client = chat && (await clientById(view, chat.clientId))
  const channel = chat && (await channelById(view, chat.channelId))
  if (!client || !channel) throw new Error('A case without its chat, client or channel.')
  const said = (await wordsSince(view, chat.id, itsCase.openedAtMs, MAX_HISTORY + 1)).map(toSaid)
  const latest = said.findLastIndex(({ from }) => from === 'client')
  return {
    version: 1,
    turnId,
    bot: { id: bot.id, name: bot.name },
    case: { id: itsCase.id, number: itsCase.number, openedAtMs: itsCase.openedAtMs },
    channel: { kind: channel.kind, name: channel.name },
    client: { id: client.id, name: client.name, phone: client.phone },
    subject: chat.subject && { kind: chat.subject.kind, title: chat.subject.title, url: chat.subject.url },
    message: said[latest] ?? null,
    history: said.filter((_, index) => index !== latest).slice(-MAX_HISTORY),
  }
}

type Said = BotTurn['history'][number]

function toSaid({ id, atMs, author, content }: Message): Said {
  return { id, atMs, from: saidBy(author), kind: content.kind, text: textOf(content) }
}

function saidBy({ kind }: Message['author']): Said['from'] {
  switch (kind) {
    case 'bot':
    case 'rule':
      return kind
    case 'agent':
    case 'outside':
      return 'company'
    // The announcement of a response: what the client did.
    case 'client':
    case 'system':
      return 'client'
  }
}

/** `null`: no text, as an image or a voice. */
export function textOf(content: Message['content']): string | null {
  if (content.kind === 'text' || content.kind === 'link') return content.text
  return content.kind === 'response' ? content.vacancyTitle : null
}

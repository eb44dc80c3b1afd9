import type { CommandArgs } from '#shared/contract/commands'
import type { HeldReason } from '#shared/domain/delivery'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { isNewTo } from '#shared/domain/unseen-words'

import { readBehind } from './behind'
import { newestOf } from './cache.repository'
import type { DeskDatabase } from './database'

/** So many of the newest messages are compared with what was painted; an open chat always shows more. */
const COMPARED = 50

/** What the person could know when they pressed Send. */
export type View =
  | { readonly kind: 'upToDate'; readonly seen: CommandArgs<'sendMessage'>['seen'] }
  /** Here already, but not before their eyes: the hub need not be asked. */
  | { readonly kind: 'behind'; readonly reason: HeldReason; readonly detail: string | null }

/**
 * What of each chat this window has painted with its end in view (spec Q21). What is here and was painted is vouched for up
 * to the cursor, so that the hub looks for what is newer alone.
 */
export class Sight {
  private readonly painted = new Map<ChatId, ReadonlySet<MessageId>>()

  /** A chat of which nothing was painted, such as one that is just being opened, is taken as it is here. */
  note(chatId: ChatId, messages: readonly Message[]): void {
    this.painted.set(chatId, new Set(messages.slice(-COMPARED * 2).map(({ id }) => id)))
  }

  /** Within the transaction of the wish: nothing can come between. */
  async viewOf(db: DeskDatabase, chatId: ChatId, me: AgentId): Promise<View> {
    const painted = this.painted.get(chatId)
    const { entries } = await newestOf(db, chatId, COMPARED)
    const isNew = isNewTo(me)
    const unseen = painted ? entries.filter(({ id, base, row }) => base && isNew(row) && !painted.has(id)) : []
    const answer = unseen.find(({ row }) => row.direction === 'out')?.row.author
    if (answer) {
      const agent = answer.kind === 'agent' ? await db.agents.get(answer.agentId) : undefined
      return { kind: 'behind', reason: 'answeredMeanwhile', detail: agent?.name ?? null }
    }
    if (unseen.length > 0) return { kind: 'behind', reason: 'clientWroteMeanwhile', detail: null }
    const [feed, { whole }] = await Promise.all([db.meta.get('feed'), readBehind(db)])
    if (feed?.key !== 'feed') return { kind: 'upToDate', seen: undefined }
    const ahead = whole.find((entry) => entry.chatId === chatId)?.upTo ?? 0
    return { kind: 'upToDate', seen: { feedId: feed.feedId, upTo: Math.max(feed.wholeUpTo ?? 0, ahead) } }
  }
}

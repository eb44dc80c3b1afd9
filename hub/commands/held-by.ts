import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import { isNewTo } from '#shared/domain/unseen-words'
import type { AgentId, ChatId } from '#shared/domain/ids'

import { agentsByIds } from '../store/agents'
import { oldestUsableCursor } from '../store/changes'
import { readFact } from '../store/facts'
import { messagesBegunAfter, oneAnswerAtATime } from '../store/new-messages'
import type { Write } from '../store/store'
import { refusal } from './refusal'

type Seen = NonNullable<CommandArgs<'sendMessage'>['seen']>

/**
 * What keeps this answer from being sent (spec Q21): words of others that came after what the writer had before their eyes.
 * Whoever answers a chat at the same moment waits for the other, so that one of the two finds the other's answer. `null`:
 * nothing does.
 */
export async function heldBy(tx: Write, actor: AgentId, chatId: ChatId, seen: Seen): Promise<CommandRefusal | null> {
  await oneAnswerAtATime(tx, chatId)
  const isOfThisFeed = seen.feedId === (await readFact(tx, 'feedId'))
  const unseen = (await messagesBegunAfter(tx, chatId, isOfThisFeed ? seen.upTo : 0)).filter(isNewTo(actor))
  const answer = unseen.find(({ direction }) => direction === 'out')
  if (answer) {
    const [agent] = answer.author.kind === 'agent' ? await agentsByIds(tx, [answer.author.agentId]) : []
    return refusal('answeredMeanwhile', agent?.name ?? null)
  }
  // Of what was further back than the feed reaches nobody can tell any more whether it was seen.
  const isForgotten = isOfThisFeed && seen.upTo < (await oldestUsableCursor(tx))
  return unseen.length > 0 || isForgotten ? refusal('clientWroteMeanwhile') : null
}

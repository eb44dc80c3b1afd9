import type { AgentId } from './ids'
import type { Message } from './message'

/**
 * Is it a word in the conversation that somebody who answers has to have seen first (spec Q21): of the client, or an answer
 * of somebody else? What rules send answers nobody, what came with
 * its channel is older than all that is written here, and what colleagues write for each other changes no answer.
 */
export function isNewTo(
  writer: AgentId | null,
): (message: Pick<Message, 'direction' | 'author' | 'content' | 'isHistory'>) => boolean {
  return ({ direction, author, content, isHistory }) => {
    if (content.kind === 'deleted' || isHistory === true) return false
    if (direction === 'in') return true
    if (direction !== 'out') return false
    return author.kind === 'agent' ? author.agentId !== writer : author.kind === 'bot' || author.kind === 'outside'
  }
}

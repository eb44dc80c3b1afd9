import type { CaseEvent } from '#shared/domain/case'
import type { MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { MAX_NEWS } from '#shared/domain/most-news'

import type { FeedState } from './rows'

const EVENTS_TOLD: ReadonlySet<CaseEvent['kind']> = new Set(['assigned', 'transferred', 'targetMissed', 'snoozeEnded'])

/** The client's words, and what a colleague or the rules tell the people at the desks; nothing that was there before. */
export function canBeNews({ direction, content, isHistory }: Message): boolean {
  if (isHistory === true || content.kind === 'deleted' || content.kind === 'system') return false
  if (direction === 'in') return true
  return (
    content.kind === 'response' ||
    content.kind === 'note' ||
    (content.kind === 'caseEvent' && EVENTS_TOLD.has(content.event.kind))
  )
}

/**
 * What stands beside the cursor once these rows are here: of whom nobody was told yet (docs/adr/0091). Of more than main
 * tells of at once the latest.
 */
export function untoldWith(
  { untold = [] }: FeedState,
  fresh: readonly Message[],
  told: ReadonlySet<MessageId>,
): readonly MessageId[] {
  const ids = new Set([...untold, ...fresh.map(({ id }) => id)])
  return [...ids].filter((id) => !told.has(id)).slice(-MAX_NEWS)
}

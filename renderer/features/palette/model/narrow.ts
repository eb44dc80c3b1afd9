import type { Channel } from '#shared/domain/channel'
import { foldText } from '#shared/domain/name-search/fold'
import { isNarrowing, type Narrowing } from '#shared/domain/text-search/filter-words'

import { NO_FILTERS, timesOf, type ChatFilters } from '../../../data/chat-filters'
import type { NarrowedMessages } from '../../../data/found-message'

export interface Narrowed {
  readonly chats: ChatFilters
  /** Nothing at all narrows messages. */
  readonly messages: NarrowedMessages | undefined
}

/** `labelOf`: how a kind of channel is called here. */
export function narrow(
  narrowing: Narrowing,
  channels: readonly Channel[],
  labelOf: (kind: Channel['kind']) => string,
): Narrowed {
  if (!isNarrowing(narrowing)) return { chats: NO_FILTERS, messages: undefined }
  const { by, channel, fromDay, toDay, isUnread } = narrowing
  const channelIds =
    channel === null ? null : channels.filter((each) => isCalled(each, channel, labelOf)).map(({ id }) => id)
  const { fromMs, beforeMs } = timesOf({ fromDay, toDay })
  return {
    chats: {
      ...NO_FILTERS,
      // A channel that nobody has: no chat is of it.
      channelIds: channelIds?.length === 0 ? [NO_CHANNEL] : (channelIds ?? []),
      isUnread,
      fromDay,
      toDay,
    },
    messages: { direction: by === 'client' ? 'in' : by === 'company' ? 'out' : null, channelIds, fromMs, beforeMs },
  }
}

const NO_CHANNEL = '00000000-0000-0000-0000-000000000000' as Channel['id']

function isCalled({ kind, name }: Channel, typed: string, labelOf: (kind: Channel['kind']) => string): boolean {
  return [kind, labelOf(kind), name].some((word) => foldText(word).includes(typed))
}

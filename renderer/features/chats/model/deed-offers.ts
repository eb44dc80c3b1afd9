import type { Channel } from '#shared/domain/channel'
import type { Chat } from '#shared/domain/chat'

export type Deed = 'stage' | 'invite' | 'start' | 'leave' | 'block' | 'unblock'

/** What can be done to a conversation; `whyNot`: a sentence's key (`chats:deed.whyNot.<key>`) where it cannot. */
export interface DeedOffer {
  readonly deed: Deed
  readonly whyNot: WhyNot | null
}

export type WhyNot = 'stage' | 'invite' | 'leave' | 'block' | 'unblock'

/**
 * Exactly what the channel declares (docs/adr/0012). What makes no sense in this conversation is not offered; what
 * would, but the channel cannot, is, and says why.
 */
export function deedOffers(
  chat: Pick<Chat, 'access' | 'response' | 'isWithoutVacancy'>,
  channel: Pick<Channel, 'capabilities'> | null,
): readonly DeedOffer[] {
  const kind = chat.access.kind
  if (!channel || kind === 'channelRemoved') return []
  const { stages, invitations, start, leave, blacklist } = channel.capabilities
  const isHere = kind === 'open' || kind === 'readOnly'
  const isBegun = !(chat.access.kind === 'readOnly' && isUnbegun(chat.access.reason))
  const offers: (DeedOffer | false)[] = [
    chat.response !== null && kind !== 'gone' && offer('stage', stages, 'stage'),
    chat.isWithoutVacancy && isHere && isBegun && offer('invite', invitations, 'invite'),
    !chat.isWithoutVacancy && start?.by === 'resume' && { deed: 'start', whyNot: null },
    chat.isWithoutVacancy && (isHere || kind === 'blocked') && isBegun && offer('leave', leave, 'leave'),
    isHere && isBegun && offer('block', blacklist !== null, 'block'),
    kind === 'blocked' && offer('unblock', blacklist?.canUnblock === true, 'unblock'),
  ]
  return offers.filter((each) => each !== false)
}

function offer(deed: Deed, isAble: boolean, whyNot: WhyNot): DeedOffer {
  return { deed, whyNot: isAble ? null : whyNot }
}

function isUnbegun(reason: string): boolean {
  return reason === 'beginning' || reason === 'notBegun'
}

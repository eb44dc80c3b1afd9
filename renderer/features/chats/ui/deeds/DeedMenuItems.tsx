import { Menu } from '@mantine/core'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatRow } from '../../../../data/desk-data'
import { IconBan, IconBriefcase, IconDoorExit, IconLockOpen, IconMessagePlus, IconStairsUp } from '../../../../ui/icons'
import { KeyCap } from '../../../../ui/keys/KeyCap'
import { DEED_KEYS } from '../../model/deed-keys'
import { deedOffers, type Deed } from '../../model/deed-offers'

const ICONS = {
  stage: IconStairsUp,
  invite: IconBriefcase,
  start: IconMessagePlus,
  leave: IconDoorExit,
  block: IconBan,
  unblock: IconLockOpen,
} as const satisfies Record<Deed, unknown>

export interface DeedMenuItemsProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly onAsk: (deed: Deed) => void
}

/** Exactly what the channel can do to this conversation; what it cannot stands there with the reason. */
export function DeedMenuItems({ chat, channel, onAsk }: DeedMenuItemsProps) {
  const { t } = useTranslation(['chats', 'common'])
  const channelWord = channel ? t(`common:channelKind.${channel.kind}`) : ''
  return deedOffers(chat, channel).map(({ deed, whyNot }) => {
    const Icon = ICONS[deed]
    const reason = whyNot && t(`deed.whyNot.${whyNot}`, { channel: channelWord })
    return (
      <Menu.Item
        key={deed}
        {...(deed === 'block' || deed === 'leave' ? { c: 'var(--danger)' } : {})}
        leftSection={<Icon size={16} />}
        rightSection={!reason && <KeyCap action={DEED_KEYS[deed]} />}
        disabled={reason !== null}
        title={reason ?? ''}
        onClick={() => {
          onAsk(deed)
        }}
      >
        {reason ?? t(`deed.offer.${deed}`)}
      </Menu.Item>
    )
  })
}

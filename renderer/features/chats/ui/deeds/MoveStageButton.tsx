import { Button } from '@mantine/core'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatRow } from '../../../../data/desk-data'
import { IconStairsUp } from '../../../../ui/icons'
import { deedOffers } from '../../model/deed-offers'
import { useChatsEnvironment } from '../chats-environment'
import contextClasses from '../ContextPanel.module.css'

export interface MoveStageButtonProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
}

/** Beside the stage as it is; where the channel has no stages to move between it says so. */
export function MoveStageButton({ chat, channel }: MoveStageButtonProps) {
  const { t } = useTranslation(['chats', 'common'])
  const { askDeed } = useChatsEnvironment()
  const offer = deedOffers(chat, channel).find(({ deed }) => deed === 'stage')
  if (!offer || !channel) return null
  if (offer.whyNot) {
    const channelWord = t(`common:channelKind.${channel.kind}`)
    return <p className={contextClasses.soft}>{t(`deed.whyNot.${offer.whyNot}`, { channel: channelWord })}</p>
  }
  return (
    <Button
      mt={10}
      size="compact-sm"
      variant="light"
      leftSection={<IconStairsUp size={16} aria-hidden />}
      onClick={() => {
        askDeed('stage')
      }}
    >
      {t('deed.offer.stage')}
    </Button>
  )
}

import { UnstyledButton } from '@mantine/core'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../i18n/use-translation'
import { ToneDot } from '../../../ui/ToneDot'
import { healthWords } from '../model/health-words'
import { ChannelMark } from './ChannelMark'
import classes from './Channels.module.css'

export function ChannelTile({ channel, onOpen }: { readonly channel: Channel; readonly onOpen: () => void }) {
  const { t } = useTranslation('channels')
  const words = healthWords(channel.health)
  return (
    <UnstyledButton className={classes.tile ?? ''} onClick={onOpen}>
      <ChannelMark kind={channel.kind} />
      <span className={classes.tileWords}>
        <b>{channel.name}</b>
        <span>{t(`kind.${channel.kind}.name`)}</span>
      </span>
      <span className={classes.short} data-tone={words.tone}>
        <ToneDot tone={words.tone} />
        {t(`health.${words.key}.short`)}
      </span>
    </UnstyledButton>
  )
}

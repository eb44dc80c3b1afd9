import { Button, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Channel, ChannelKind } from '#shared/domain/channel'
import type { ChannelId } from '#shared/domain/ids'

import { IconPlus } from '../../../ui/icons'
import { ToneDot } from '../../../ui/ToneDot'
import { healthWords } from '../model/health-words'
import { ChannelMark } from './ChannelMark'
import classes from './Channels.module.css'

const KINDS: readonly ChannelKind[] = ['avito']

export interface ChannelListProps {
  readonly channels: readonly Channel[]
  readonly onOpen: (id: ChannelId) => void
  readonly onConnect: (kind: ChannelKind) => void
}

export function ChannelList({ channels, onOpen, onConnect }: ChannelListProps) {
  const { t } = useTranslation('channels')
  return (
    <>
      {channels.length > 0 && (
        <>
          <h2 className={classes.group}>{t('connected')}</h2>
          <ul className={classes.list}>
            {channels.map((channel) => {
              const words = healthWords(channel.health)
              return (
                <li key={channel.id}>
                  <UnstyledButton
                    className={classes.tile ?? ''}
                    onClick={() => {
                      onOpen(channel.id)
                    }}
                  >
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
                </li>
              )
            })}
          </ul>
        </>
      )}
      <h2 className={classes.group}>{t('available')}</h2>
      <ul className={classes.list}>
        {KINDS.map((kind) => (
          <li key={kind} className={classes.tile}>
            <ChannelMark kind={kind} />
            <span className={classes.tileWords}>
              <b>{t(`kind.${kind}.name`)}</b>
              <span>{t(`kind.${kind}.about`)}</span>
            </span>
            <Button
              variant={channels.length === 0 ? 'filled' : 'light'}
              leftSection={<IconPlus size={16} aria-hidden />}
              aria-label={`${t('connect')}: ${t(`kind.${kind}.name`)}`}
              onClick={() => {
                onConnect(kind)
              }}
            >
              {t('connect')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

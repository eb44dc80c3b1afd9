import { Button } from '@mantine/core'

import type { Channel, ChannelKind } from '#shared/domain/channel'
import type { ChannelGroup } from '#shared/domain/directory'
import type { ChannelGroupId, ChannelId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { IconPlus } from '../../../ui/icons'
import { ChannelMark } from './ChannelMark'
import classes from './Channels.module.css'
import { ChannelTile } from './ChannelTile'

const KINDS: readonly ChannelKind[] = ['avito', 'avitoJobs', 'hh', 'site']

export interface ChannelListProps {
  readonly groups: readonly ChannelGroup[]
  readonly channels: readonly Channel[]
  readonly onOpen: (id: ChannelId) => void
  readonly onConnect: (kind: ChannelKind, groupId: ChannelGroupId) => void
}

/** Группы каналов → плитки (spec A1): what is connected in each group, and what can be. */
export function ChannelList({ groups, channels, onOpen, onConnect }: ChannelListProps) {
  const { t } = useTranslation('channels')
  return groups.map((group) => (
    <section key={group.id} aria-label={group.name}>
      <h2 className={classes.group}>{group.name}</h2>
      <ul className={classes.list}>
        {channels
          .filter(({ groupId }) => groupId === group.id)
          .map((channel) => (
            <li key={channel.id}>
              <ChannelTile
                channel={channel}
                onOpen={() => {
                  onOpen(channel.id)
                }}
              />
            </li>
          ))}
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
              aria-label={t('groups.connectHere', { kind: t(`kind.${kind}.name`) })}
              onClick={() => {
                onConnect(kind, group.id)
              }}
            >
              {t('connect')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  ))
}

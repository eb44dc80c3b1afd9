import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Channel } from '#shared/domain/channel'

import type { ChatRow, PastCase } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconMessageCircle } from '../../../ui/icons'
import { useChatsEnvironment } from './chats-environment'
import { useChannels } from './use-channels'

export interface WriteToClientProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
}

/** Spec C5: from the card to wherever the client can be written to; where a channel only lets answer, it is said. */
export function WriteToClient({ chat, channel }: WriteToClientProps) {
  const { t } = useTranslation(['cases', 'common'])
  const data = useDeskData()
  const { openChat } = useChatsEnvironment()
  const channels = useChannels() ?? []
  const [past, setPast] = useState<readonly PastCase[]>([])
  const places = placesOf(past, chat)
  const canWriteHere = chat.access.kind === 'open'
  const replyOnly = channel?.capabilities.startChat === false
  return (
    <Menu
      position="bottom-start"
      width={280}
      onOpen={() => {
        void data.fetchCaseHistory(chat.id).then((found) => {
          if (found.ok) setPast(found.value)
        })
      }}
    >
      <Menu.Target>
        <Button size="compact-md" fz="sm" variant="light" leftSection={<IconMessageCircle size={16} aria-hidden />}>
          {t('write.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {canWriteHere && (
          <Menu.Item
            onClick={() => {
              openChat(chat.id)
            }}
          >
            {channel ? `${t(`common:channelKind.${channel.kind}`)}, ${t('write.here')}` : t('write.here')}
          </Menu.Item>
        )}
        {places.map((place) => {
          const kind = channels.find(({ id }) => id === place.channelId)?.kind
          const words = [kind && t(`common:channelKind.${kind}`), place.subjectTitle].filter(Boolean).join(' · ')
          return (
            <Menu.Item
              key={place.chatId}
              onClick={() => {
                openChat(place.chatId)
              }}
            >
              {words}
            </Menu.Item>
          )
        })}
        {!canWriteHere && places.length === 0 && <Menu.Label>{t('write.nowhere')}</Menu.Label>}
        {replyOnly && (
          <Menu.Label>{t('write.replyOnly', { channel: t(`common:channelKind.${channel.kind}`) })}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The client's other chats, each once, the last used first. */
function placesOf(past: readonly PastCase[], { id }: ChatRow): readonly PastCase[] {
  return past.filter(
    ({ chatId }, index) => chatId !== id && past.findIndex((other) => other.chatId === chatId) === index,
  )
}

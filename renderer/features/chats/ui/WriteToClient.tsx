import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { Channel } from '#shared/domain/channel'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow, ClientConversation } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { InlineError } from '../../../ui/InlineError'
import { IconMessageCircle, IconMessagePlus } from '../../../ui/icons'
import { deedOffers } from '../model/deed-offers'
import { silenceKey } from '../model/silence-key'
import { useChatsEnvironment } from './chats-environment'
import classes from './ContextPanel.module.css'
import { ChatLinkButton } from './ChatLinkButton'
import { useChannels } from './use-channels'

export interface WriteToClientProps {
  readonly chat: ChatRow
  readonly channel: Channel | null
}

/**
 * Spec C5: from the card to every conversation of the client. Where it can be written, «Написать» leads to its
 * composer, else the reason stands there; of channels that only let answer (A7) it is said once.
 */
export function WriteToClient({ chat, channel }: WriteToClientProps) {
  const { t } = useTranslation(['cases', 'chats', 'common'])
  const channels = useChannels() ?? []
  const { askDeed } = useChatsEnvironment()
  const canStart = deedOffers(chat, channel).some(({ deed }) => deed === 'start')
  const [found, retry] = useConversations(chat)
  const places = withThisChat(found?.ok ? found.value : [], chat)
  const replyOnly = [...new Set(channels.filter((each) => each.capabilities.start === null).map(({ kind }) => kind))]
  return (
    <section className={classes.section} aria-label={t('write.title')}>
      <h3>{t('write.title')}</h3>
      <ul className={classes.places}>
        {places.map((place) => (
          <Place
            key={place.chatId}
            place={place}
            channel={channels.find(({ id }) => id === place.channelId) ?? null}
            isHere={place.chatId === chat.id}
          />
        ))}
      </ul>
      {canStart && (
        <Button
          mt={8}
          size="compact-sm"
          variant="light"
          leftSection={<IconMessagePlus size={16} aria-hidden />}
          onClick={() => {
            askDeed('start')
          }}
        >
          {t('chats:deed.offer.start')}
        </Button>
      )}
      {found?.ok === false && (
        <InlineError
          tone="warn"
          actions={
            <Button size="compact-xs" variant="subtle" onClick={retry}>
              {t('history.retry')}
            </Button>
          }
        >
          {t('write.offline')}
        </InlineError>
      )}
      {replyOnly.map((kind) => (
        <p key={kind} className={classes.soft}>
          {t('write.replyOnly', { channel: t(`common:channelKind.${kind}`) })}
        </p>
      ))}
    </section>
  )
}

interface PlaceProps {
  readonly place: ClientConversation
  readonly channel: Channel | null
  readonly isHere: boolean
}

function Place({ place, channel, isHere }: PlaceProps) {
  const { t } = useTranslation(['cases', 'chats', 'common'])
  const { writeIn } = useChatsEnvironment()
  const words = [
    channel && t(`common:channelKind.${channel.kind}`),
    place.subjectTitle,
    isHere && t('write.here'),
  ].filter(Boolean)
  const where = words.join(' · ')
  const isOpen = place.access.kind === 'open'
  return (
    <li>
      <span>{where}</span>
      {isOpen && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconMessageCircle size={16} aria-hidden />}
          aria-label={t('write.actionTo', { where })}
          onClick={() => {
            writeIn(place.chatId)
          }}
        >
          {t('write.action')}
        </Button>
      )}
      {isOpen && channel?.capabilities.start?.by === 'invitation' && <ChatLinkButton place={place} where={where} />}
      {place.access.kind !== 'open' && <small>{t(`chats:${silenceKey(place.access)}`)}</small>}
    </li>
  )
}

type Found = Result<readonly ClientConversation[], 'offline'> | null

function useConversations({ id, clientId, card, access }: ChatRow): readonly [Found, () => void] {
  const data = useDeskData()
  const [found, setFound] = useState<Found>(null)
  const [attempt, setAttempt] = useState(0)
  const cardId = card?.id ?? null
  useEffect(() => {
    let isCurrent = true
    void data.fetchConversations(id).then((answer) => {
      if (isCurrent) setFound(answer)
    })
    return () => {
      isCurrent = false
    }
  }, [data, id, clientId, cardId, access.kind, attempt])
  const retry = (): void => {
    setAttempt((before) => before + 1)
  }
  return [found, retry]
}

/** This chat is known without asking, and as it is now. */
function withThisChat(found: readonly ClientConversation[], chat: ChatRow): readonly ClientConversation[] {
  const { id: chatId, channelId, subject, access } = chat
  const here = { chatId, channelId, subjectTitle: subject?.title ?? null, access }
  return [here, ...found.filter((each) => each.chatId !== chatId)]
}

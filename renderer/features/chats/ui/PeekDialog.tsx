import { Button, Group, Modal } from '@mantine/core'
import { useCallback } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { Channel } from '#shared/domain/channel'
import type { ChatId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow, TimelinePage } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { formatClock, formatExact } from '../../../ui/time'
import { useObserved } from '../../../ui/use-observed'
import { clientNameOf } from '#shared/domain/client-name'
import { asWished } from '../model/revision'
import { isLine } from '../model/timeline-items'
import { MessageContentView } from './content/MessageContentView'
import { useNames } from './names'
import classes from './PeekDialog.module.css'
import { TimelineLine } from './TimelineLine'

/** As many as one glance takes in. */
const SHOWN = 20

export interface PeekDialogProps {
  readonly chatId: ChatId
  readonly channels: readonly Channel[]
  readonly me: Agent | null
  readonly onOpen: () => void
  readonly onClose: () => void
}

/** A look into a conversation that leaves it unread, here and on the channel: nothing can be done from it but reading. */
export function PeekDialog({ chatId, channels, me, onOpen, onClose }: PeekDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const chat = useObserved<ChatRow | null>(
    useCallback((listener: (chat: ChatRow | null) => void) => data.observeChat(chatId, listener), [data, chatId]),
    null,
  )
  const page = useObserved<TimelinePage | null>(
    useCallback(
      (listener: (page: TimelinePage) => void) => data.observeTimeline(chatId, SHOWN, listener),
      [data, chatId],
    ),
    null,
  )
  if (!chat || !page) return null
  const channel = channels.find(({ id }) => id === chat.channelId) ?? null
  return (
    <Modal
      opened
      onClose={onClose}
      title={clientNameOf(chat) || t('common:guest')}
      size={560}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p className={classes.hint}>{t('peek.hint')}</p>
      {/* Begins at the newest; the arrows scroll it. */}
      <div className={classes.messages} role="group" aria-label={t('timeline.label')} tabIndex={0} ref={toEnd}>
        {page.messages.length === 0 && <p className={classes.hint}>{t('empty.noMessages')}</p>}
        {page.messages.map((message) =>
          isLine(message) ? (
            <TimelineLine key={message.id} message={message} channel={channel} isLast={false} />
          ) : (
            <Line key={message.id} message={message} chat={chat} channel={channel} me={me} />
          ),
        )}
      </div>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="subtle" onClick={onClose}>
          {t('common:close')}
        </Button>
        <Button data-autofocus onClick={onOpen} title={t('peek.openHint')}>
          {t('common:open')}
        </Button>
      </Group>
    </Modal>
  )
}

interface LineProps {
  readonly message: Message
  readonly chat: ChatRow
  readonly channel: Channel | null
  readonly me: Agent | null
}

function Line({ message, chat, channel, me }: LineProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const names = useNames()
  const { author } = message
  const isMine = author.kind === 'agent' && author.agentId === me?.id
  const name =
    message.direction === 'in'
      ? clientNameOf(chat) || t('common:guest')
      : isMine
        ? t('common:you')
        : author.kind === 'agent'
          ? names.agent(author.agentId)
          : t('timeline.colleague')
  return (
    <div className={classes.message} data-own={message.direction === 'out' || undefined}>
      <div className={classes.head}>
        <b>{name}</b>
        <time dateTime={new Date(message.atMs).toISOString()} title={formatExact(message.atMs, i18n.language)}>
          {formatClock(message.atMs, i18n.language)}
        </time>
      </div>
      <MessageContentView message={asWished(message)} channel={channel} />
    </div>
  )
}

function toEnd(element: HTMLDivElement | null): void {
  if (element) element.scrollTop = element.scrollHeight
}

import { Button } from '@mantine/core'

import type { Agent } from '#shared/domain/agent'
import type { Message, MessageContent } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { InlineError } from '../../../ui/InlineError'
import { formatClock, formatExact } from '../../../ui/time'
import { splitMentions } from '../model/mentions'
import { useNames, usePeople } from './names'
import classes from './NoteBubble.module.css'
import { useWhisperReply } from './whisper-reply'

export interface NoteBubbleProps {
  readonly message: Message
  readonly note: Extract<MessageContent, { readonly kind: 'note' }>
  readonly me: Agent | null
  readonly isLast: boolean
}

/** A comment of a colleague: of its own colour, and saying that the client does not see it. */
export function NoteBubble({ message, note, me, isLast }: NoteBubbleProps) {
  const { t, i18n } = useTranslation(['cases', 'chats', 'common'])
  const data = useDeskData()
  const names = useNames()
  const { agents } = usePeople()
  const { author, delivery } = message
  const isMine = author.kind === 'agent' && author.agentId === me?.id
  const name = isMine ? t('common:you') : author.kind === 'agent' ? names.agent(author.agentId) : t('name.someone')
  const time = formatClock(message.atMs, i18n.language)
  const reply = useWhisperReply()
  const { between } = note
  const other = between?.find((id) => id !== me?.id) ?? null
  const canReply = reply !== null && other !== null && me !== null && between?.includes(me.id) === true
  const mentioned = agents.filter(({ id }) => note.mentions.includes(id))
  return (
    <div className={classes.side}>
      <div
        className={classes.note}
        role="article"
        aria-label={t(between ? 'chats:whisper.from' : 'note.from', { name, time })}
        data-whisper={between !== undefined || undefined}
        tabIndex={isLast ? 0 : -1}
        data-message={message.id}
        data-pending={delivery?.state === 'local' || undefined}
      >
        <div className={classes.label}>
          {name} ·{' '}
          {between
            ? t('chats:whisper.label', {
                names: between.map((id) => (id === me?.id ? t('chats:whisper.you') : names.agent(id))).join(', '),
              })
            : t('note.label')}
        </div>
        <span className={classes.words}>
          {splitMentions(note.text, mentioned).map(({ text, agent }, index) =>
            agent ? (
              <b key={index} data-me={agent.id === me?.id || undefined}>
                {text}
              </b>
            ) : (
              text
            ),
          )}
        </span>
        <time className={classes.time} title={formatExact(message.atMs, i18n.language)}>
          {time}
        </time>
        {canReply && (
          <div className={classes.reply}>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                reply(other)
              }}
            >
              {t('chats:whisper.reply')}
            </Button>
          </div>
        )}
      </div>
      {delivery?.state === 'failed' && (
        <InlineError
          areActionsBelow
          actions={
            <>
              <Button size="compact-xs" color="danger" onClick={() => void data.retryMessage(message.id)}>
                {t('chats:failure.retry')}
              </Button>
              <Button
                size="compact-xs"
                color="danger"
                variant="subtle"
                onClick={() => void data.discardMessage(message.id)}
              >
                {t('chats:failure.discard')}
              </Button>
            </>
          }
        >
          {t('note.failed')}
        </InlineError>
      )}
    </div>
  )
}

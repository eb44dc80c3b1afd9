import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Channel } from '#shared/domain/channel'
import type { Delivery } from '#shared/domain/delivery'
import type { Message } from '#shared/domain/message'

import { useDeskData } from '../../../data/desk-data-context'
import { InlineError } from '../../../ui/InlineError'
import { failureActions } from '../model/failure-actions'
import { textLimit } from '../model/text-limit'

export interface FailedNoteProps {
  readonly message: Message
  readonly failure: Extract<Delivery, { readonly state: 'failed' }>
  readonly channel: Channel | null
  readonly onEdit: (message: Message) => void
}

/** Stands under the message that was refused: what happened, what to do, and the buttons that do it. */
export function FailedNote({ message, failure, channel, onEdit }: FailedNoteProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const limit = channel?.capabilities.maxTextLength ?? 0
  const words = { channel: channel ? t(`common:channelKind.${channel.kind}`) : t('context.channel'), count: limit }
  const over = message.content.kind === 'text' ? textLimit(message.content.text, limit) : null
  const advice =
    failure.reason === 'tooLong' && over?.kind === 'over'
      ? t('composer.over', { limit: over.limit, by: over.by })
      : t(`failure.${failure.reason}.advice`)
  const actions = failureActions[failure.reason]
  return (
    <div style={{ maxWidth: 'min(78%, 560px)' }}>
      <InlineError
        areActionsBelow
        actions={
          <>
            {actions.includes('retry') && (
              <Button
                size="compact-xs"
                color="danger"
                variant="filled"
                onClick={() => {
                  void data.retryMessage(message.id)
                }}
              >
                {t('failure.retry')}
              </Button>
            )}
            {actions.includes('edit') && message.content.kind === 'text' && (
              <Button
                size="compact-xs"
                color="danger"
                variant="subtle"
                onClick={() => {
                  onEdit(message)
                }}
              >
                {t('failure.edit')}
              </Button>
            )}
            <Button
              size="compact-xs"
              color="danger"
              variant="subtle"
              onClick={() => {
                void data.discardMessage(message.id)
              }}
            >
              {t('failure.discard')}
            </Button>
          </>
        }
      >
        {t(`failure.${failure.reason}.what`, words)} {advice}
      </InlineError>
    </div>
  )
}

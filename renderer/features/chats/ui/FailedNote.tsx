import type { Channel } from '#shared/domain/channel'
import type { Delivery } from '#shared/domain/delivery'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { failureActions } from '../model/failure-actions'
import { textLimit } from '../model/text-limit'
import { RefusedNote, type NoteAction } from './RefusedNote'

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
  const helpful = failureActions[failure.reason]
  const actions: NoteAction[] = []
  if (helpful.includes('retry'))
    actions.push({ label: t('failure.retry'), isMain: true, onClick: () => void data.retryMessage(message.id) })
  if (helpful.includes('edit') && message.content.kind === 'text')
    actions.push({
      label: t('failure.edit'),
      onClick: () => {
        onEdit(message)
      },
    })
  actions.push({ label: t('failure.discard'), onClick: () => void data.discardMessage(message.id) })
  return (
    <RefusedNote actions={actions}>
      {t(`failure.${failure.reason}.what`, words)} {advice}
    </RefusedNote>
  )
}

import type { Delivery } from '#shared/domain/delivery'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { RefusedNote, type NoteAction } from './RefusedNote'

export interface HeldNoteProps {
  readonly message: Message
  readonly failure: Extract<Delivery, { readonly state: 'failed' }>
  readonly onEdit: (message: Message) => void
}

/** Under an answer that was written before what stands above it was seen (spec Q21). Nobody but its writer sends it. */
export function HeldNote({ message, failure, onEdit }: HeldNoteProps) {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const { reason, detail } = failure
  const what =
    reason === 'answeredMeanwhile' && detail !== null
      ? t('failure.answeredMeanwhile.whatBy', { name: detail })
      : t(`failure.${reason}.what`)
  const actions: readonly NoteAction[] = [
    {
      label: t('failure.sendAnyway'),
      action: 'sendAlso',
      isMain: true,
      onClick: () => void data.retryMessage(message.id),
    },
    {
      label: t('failure.change'),
      action: 'editMessage',
      onClick: () => {
        onEdit(message)
      },
    },
    { label: t('failure.discard'), onClick: () => void data.discardMessage(message.id) },
  ]
  return (
    <RefusedNote actions={actions} tone="warn">
      {what} {t(`failure.${reason}.advice`)}
    </RefusedNote>
  )
}

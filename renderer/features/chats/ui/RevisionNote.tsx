import type { Channel } from '#shared/domain/channel'
import type { Message, RevisionFailure } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { deletableForMs, editableForMs } from '../model/revision'
import classes from './MessageBubble.module.css'
import { RefusedNote, type NoteAction } from './RefusedNote'

export interface RevisionNoteProps {
  readonly message: Message
  readonly channel: Channel | null
  readonly nowMs: number
  readonly isOpenChat: boolean
  readonly onChange: (message: Message) => void
  /** Its text is to stand in the box of the composer. */
  readonly onTakeText: (message: Message) => void
}

/**
 * Stands under a message whose new text, or whose deletion, the channel did not take: what the client sees now, and what
 * was typed, which is not lost.
 */
export function RevisionNote({ message, channel, nowMs, isOpenChat, onChange, onTakeText }: RevisionNoteProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const { id, revision, content } = message
  if (!revision || revision.refused === null || content.kind === 'deleted') return null
  const words = { channel: channel ? t(`common:channelKind.${channel.kind}`) : t('context.channel') }
  const actions: NoteAction[] = []
  if (revision.kind === 'delete' && isOpenChat && deletableForMs(message, nowMs) !== null)
    actions.push({ label: t('revision.deleteAgain'), isMain: true, onClick: () => void data.deleteMessage(id) })
  if (revision.kind === 'edit' && isOpenChat) {
    const canEdit = editableForMs(message, nowMs) !== null
    const again = canEdit ? onChange : onTakeText
    actions.push({
      label: t(canEdit ? 'revision.editAgain' : 'revision.takeText'),
      isMain: true,
      onClick: () => {
        again(message)
      },
    })
  }
  // Saving what the client sees already ends what was refused.
  if (content.kind === 'text')
    actions.push({
      label: t(revision.kind === 'edit' ? 'revision.keepOld' : 'revision.leaveIt'),
      onClick: () => void data.editMessage(id, content.text),
    })
  return (
    <RefusedNote actions={actions}>
      {t(`revision.${revision.kind}Refused`, words)} {t(`revision.why.${whyKey(revision.refused)}`)}
      {revision.kind === 'edit' && (
        <blockquote className={classes.wished} aria-label={t('revision.wished')}>
          {revision.text}
        </blockquote>
      )}
    </RefusedNote>
  )
}

function whyKey(reason: RevisionFailure) {
  switch (reason) {
    case 'windowClosed':
    case 'tooLong':
    case 'spam':
    case 'chatGone':
    case 'channelRemoved':
      return reason
    case 'notAuthorised':
    case 'tariff':
    case 'forbidden':
      return 'access'
    default:
      return 'other'
  }
}

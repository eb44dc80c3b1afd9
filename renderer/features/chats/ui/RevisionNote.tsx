import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { Channel } from '#shared/domain/channel'
import type { Message, RevisionFailure } from '#shared/domain/message'

import { useDeskData } from '../../../data/desk-data-context'
import { InlineError } from '../../../ui/InlineError'
import { deletableForMs, editableForMs } from '../model/revision'

export interface RevisionNoteProps {
  readonly message: Message
  readonly channel: Channel | null
  readonly nowMs: number
  readonly isOpenChat: boolean
  readonly onChange: (message: Message) => void
}

/** Stands under a message whose new text, or whose deletion, the channel did not take: what the client sees now. */
export function RevisionNote({ message, channel, nowMs, isOpenChat, onChange }: RevisionNoteProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const { revision, content } = message
  if (!revision || revision.refused === null || content.kind === 'deleted') return null
  const words = { channel: channel ? t(`common:channelKind.${channel.kind}`) : t('context.channel') }
  const canEdit = isOpenChat && revision.kind === 'edit' && editableForMs(message, nowMs) !== null
  const canDelete = isOpenChat && revision.kind === 'delete' && deletableForMs(message, nowMs) !== null
  // A deletion that can be tried no more is past; the message itself shows that it stands.
  if (revision.kind === 'delete' && !canDelete) return null
  return (
    <div style={{ maxWidth: 'min(78%, 560px)' }}>
      <InlineError
        areActionsBelow
        actions={
          <>
            {canEdit && (
              <Button
                size="compact-xs"
                color="danger"
                variant="filled"
                onClick={() => {
                  onChange(message)
                }}
              >
                {t('failure.edit')}
              </Button>
            )}
            {revision.kind === 'edit' && content.kind === 'text' && (
              <Button
                size="compact-xs"
                color="danger"
                variant="subtle"
                onClick={() => {
                  void data.editMessage(message.id, content.text)
                }}
              >
                {t('revision.keepOld')}
              </Button>
            )}
            {canDelete && (
              <Button
                size="compact-xs"
                color="danger"
                variant="filled"
                onClick={() => {
                  void data.deleteMessage(message.id)
                }}
              >
                {t('revision.deleteAgain')}
              </Button>
            )}
          </>
        }
      >
        {t(`revision.${revision.kind}Refused`, words)} {t(`revision.why.${whyKey(revision.refused)}`)}
      </InlineError>
    </div>
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

import { Text } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { Channel } from '#shared/domain/channel'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatBeginning, ChatRow } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { AskedFailure } from './AskedFailure'
import { DeedForm } from './DeedForm'
import { FirstMessage } from './FirstMessage'
import { useAsked } from './use-asked'
import { useFirstField } from './use-first-field'
import { useFirstMessage } from './use-first-message'

export interface StartChatDialogProps {
  readonly chat: ChatRow
  readonly channel: Channel
  readonly onConfirm: (beginning: ChatBeginning) => void
  readonly onClose: () => void
}

/** Spec M2: to the person of this chat, about no vacancy; only where the contacts are open. */
export function StartChatDialog({ chat, channel, onConfirm, onClose }: StartChatDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const [answer, askAgain] = useAsked(useCallback(() => data.fetchCandidate(chat.id), [data, chat.id]))
  useFirstField(answer !== null)
  const [text, setText] = useState('')
  const candidate = answer?.ok ? answer.value : null
  const channelWord = t(`common:channelKind.${channel.kind}`)
  const { beginning, whyNot } = useFirstMessage(channel, candidate, text)
  return (
    <DeedForm
      title={t('deed.start.title')}
      confirm={t('deed.start.confirm')}
      whyNot={whyNot}
      onConfirm={() => {
        if (beginning) onConfirm(beginning)
      }}
      onClose={onClose}
    >
      {answer?.ok === false && <AskedFailure failure={answer.error} onRetry={askAgain} />}
      {!answer && (
        <Text size="sm" c="dimmed" role="status">
          {t('deed.asking', { channel: channelWord })}
        </Text>
      )}
      {candidate && (
        <FirstMessage candidate={candidate} channelWord={channelWord} text={text} problem={whyNot} onText={setText} />
      )}
    </DeedForm>
  )
}

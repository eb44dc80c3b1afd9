import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Channel } from '#shared/domain/channel'

import type { ChatBeginning, ChatRow } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { InlineError } from '../../../../ui/InlineError'
import { OutsideLink } from '../OutsideLink'
import { AskedFailure } from './AskedFailure'
import classes from './Deeds.module.css'
import { problemOf } from './StageDialog'
import { useAsked } from './use-asked'

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
  const [text, setText] = useState('')
  const candidate = answer?.ok ? answer.value : null
  const isClosed = candidate?.hasOpenContacts === false
  const channelWord = t(`common:channelKind.${channel.kind}`)
  const problem = problemOf(text, channel.capabilities.start?.maxFirstTextLength ?? Infinity)
  const whyNot = !candidate
    ? t('deed.asking', { channel: channelWord })
    : isClosed
      ? t('deed.start.closed', { channel: channelWord })
      : problem && t(`deed.text.${problem.kind}`, { field: problem.kind === 'field' ? problem.field : '' })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deed.start.title')}
      size={500}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!candidate || whyNot) return
          onConfirm({
            channelId: channel.id,
            candidateExternalId: candidate.externalId,
            candidateName: candidate.fullName,
            text: text.trim(),
          })
        }}
      >
        {answer?.ok === false && <AskedFailure failure={answer.error} onRetry={askAgain} />}
        {!answer && (
          <Text size="sm" c="dimmed" role="status">
            {t('deed.asking', { channel: channelWord })}
          </Text>
        )}
        {candidate && (
          <>
            <div className={classes.person}>
              <b>{candidate.fullName || t('common:guest')}</b>
              {candidate.position}
            </div>
            {isClosed ? (
              <>
                <InlineError tone="warn">{t('deed.start.closed', { channel: channelWord })}</InlineError>
                {candidate.url !== null && (
                  <OutsideLink url={candidate.url} words={t('deed.start.openResume', { channel: channelWord })} />
                )}
              </>
            ) : (
              <Textarea
                label={t('deed.start.first')}
                description={t('deed.start.hint')}
                error={problem && text !== '' ? whyNot : null}
                autosize
                minRows={3}
                maxRows={10}
                data-autofocus
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value)
                }}
              />
            )}
          </>
        )}
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="subtle" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            aria-disabled={whyNot !== null}
            {...(whyNot !== null ? { 'data-disabled': true } : {})}
            title={whyNot ?? ''}
          >
            {t('deed.start.confirm')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

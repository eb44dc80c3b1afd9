import { Button, Group, Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { InlineError } from '../../../ui/InlineError'
import classes from './Dialogs.module.css'

export interface CloseDialogProps {
  readonly chat: ChatRow
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Says beforehand what the client will get: a closed case cannot be taken back from them. */
export function CloseDialog({ chat, onConfirm, onClose }: CloseDialogProps) {
  const { t } = useTranslation(['cases', 'common'])
  const data = useDeskData()
  const [text, setText] = useState<Result<string | null, 'offline'> | null>(null)
  useEffect(() => {
    let isCurrent = true
    void data.fetchClosingText(chat.channelId).then((found) => {
      if (isCurrent) setText(found)
    })
    return () => {
      isCurrent = false
    }
  }, [data, chat.channelId])
  const closing = text?.ok ? text.value : null
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('close.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {chat.case.waitingSinceMs !== null && <InlineError tone="warn">{t('close.waiting')}</InlineError>}
      <div aria-live="polite">
        {closing === null ? (
          <Text size="sm" my={12} mih={20}>
            {text === null ? '' : text.ok ? t('close.nothing') : t('close.unknown')}
          </Text>
        ) : (
          <>
            <Text size="sm" mt={12} mb={8}>
              {t('close.willSend')}
            </Text>
            <div className={classes.whole}>{closing}</div>
          </>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {t('close.after')}
      </Text>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="subtle" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button data-autofocus onClick={onConfirm}>
          {t('close.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

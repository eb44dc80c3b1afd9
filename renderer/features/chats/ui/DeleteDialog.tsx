import { Button, Group, Modal, Text } from '@mantine/core'

import type { Channel } from '#shared/domain/channel'
import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { formatTimeLeft } from '../../../ui/time'
import { deletableForMs, isWorthTelling } from '../model/revision'
import { previewOf } from '../model/preview'
import classes from './Dialogs.module.css'

export interface DeleteDialogProps {
  readonly message: Message
  readonly channel: Channel | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Names the consequence for the other side before anything is deleted. */
export function DeleteDialog({ message, channel, onConfirm, onClose }: DeleteDialogProps) {
  const { t, i18n } = useTranslation(['chats', 'common'])
  const leftMs = deletableForMs(message, useNow(1000))
  const preview = previewOf(message.content)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('remove.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p className={classes.quoted}>{preview.kind === 'text' ? preview.text : t(`preview.${preview.key}`)}</p>
      <Text size="sm">
        {t('remove.own')} {t(`remove.otherSide.${channel?.capabilities.deletion?.otherSide ?? 'unknown'}`)}
      </Text>
      {(leftMs === null || isWorthTelling(leftMs)) && (
        <Text size="sm" c="dimmed" mt={8} className="tabular">
          {leftMs === null
            ? t('refusal.windowClosed')
            : t('remove.left', { left: formatTimeLeft(leftMs, i18n.language) })}
        </Text>
      )}
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="subtle" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color="danger" data-autofocus disabled={leftMs === null} onClick={onConfirm}>
          {t('remove.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

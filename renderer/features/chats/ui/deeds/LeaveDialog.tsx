import { Button, Group, Modal, Text } from '@mantine/core'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatRow } from '../../../../data/desk-data'
import { clientNameOf } from '#shared/domain/client-name'
import classes from './Deeds.module.css'

export interface LeaveDialogProps {
  readonly chat: ChatRow
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Spec M6: what it means is said before it is done. */
export function LeaveDialog({ chat, onConfirm, onClose }: LeaveDialogProps) {
  const { t } = useTranslation(['chats', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deed.leave.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Text size="sm" mb={8}>
        {t('deed.leave.intro', { name: clientNameOf(chat) || t('common:guest') })}
      </Text>
      <ul className={classes.list}>
        <li>{t('deed.leave.noMore')}</li>
        <li>{t('deed.leave.seen')}</li>
        <li>{t('deed.leave.kept')}</li>
      </ul>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="subtle" data-autofocus onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color="danger" onClick={onConfirm}>
          {t('deed.leave.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}

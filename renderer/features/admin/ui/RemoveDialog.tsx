import { Button, Group, Modal } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import classes from './Admin.module.css'

export interface RemoveDialogProps {
  readonly title: string
  /** What happens to others when it is gone. */
  readonly consequence: string
  /** Where «remove» is not the word. */
  readonly action?: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export function RemoveDialog({ title, consequence, action, onConfirm, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('admin')
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <p className={classes.notice}>{consequence}</p>
      <Group gap={8}>
        <Button color="danger" onClick={onConfirm}>
          {action ?? t('removeAction')}
        </Button>
        <Button data-autofocus variant="subtle" onClick={onClose}>
          {t('cancel')}
        </Button>
      </Group>
    </Modal>
  )
}

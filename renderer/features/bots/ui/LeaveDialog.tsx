import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface LeaveDialogProps {
  readonly onLeave: () => void
  readonly onStay: () => void
}

export function LeaveDialog({ onLeave, onStay }: LeaveDialogProps) {
  const { t } = useTranslation('bots')
  return (
    <Modal opened onClose={onStay} title={t('leave.title')} closeButtonProps={{ 'aria-label': t('leave.no') }}>
      <Text size="sm">{t('leave.consequence')}</Text>
      <Group gap={8} mt={16}>
        <Button color="danger" onClick={onLeave}>
          {t('leave.yes')}
        </Button>
        <Button data-autofocus variant="subtle" onClick={onStay}>
          {t('leave.no')}
        </Button>
      </Group>
    </Modal>
  )
}

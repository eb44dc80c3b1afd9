import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { movingRequests } from '../model/moving'

export interface CallBackDialogProps {
  readonly onClose: () => void
}

/** Two hubs that serve one account would answer its clients twice. */
export function CallBackDialog({ onClose }: CallBackDialogProps) {
  const { t } = useTranslation('signIn')
  return (
    <Modal opened onClose={onClose} title={t('callBack.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text size="sm">{t('callBack.text')}</Text>
      <Group gap={8} mt={16}>
        <Button
          color="danger"
          onClick={() => {
            void movingRequests().callBack()
            onClose()
          }}
        >
          {t('callBack.submit')}
        </Button>
        <Button variant="subtle" data-autofocus onClick={onClose}>
          {t('move.cancel')}
        </Button>
      </Group>
    </Modal>
  )
}

import { Box, Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { BridgeError } from '../../../ipc/client'
import { InlineError } from '../../../ui/InlineError'
import { movingRequests } from '../model/moving'

export interface CallBackDialogProps {
  readonly onClose: () => void
}

/** Two hubs that serve one account would answer its clients twice. */
export function CallBackDialog({ onClose }: CallBackDialogProps) {
  const { t } = useTranslation(['signIn', 'common'])
  const [bugId, setBugId] = useState<string | null>(null)
  const callBack = async (): Promise<void> => {
    try {
      await movingRequests().callBack()
      onClose()
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error
      setBugId(error.errorId)
    }
  }
  return (
    <Modal opened onClose={onClose} title={t('callBack.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Text size="sm">{t('callBack.text')}</Text>
      {bugId !== null && (
        <Box mt={12}>
          <InlineError>{t('common:bug', { id: bugId })}</InlineError>
        </Box>
      )}
      <Group gap={8} mt={16}>
        <Button
          color="danger"
          onClick={() => {
            void callBack()
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

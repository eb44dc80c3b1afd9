import { Button, Checkbox, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import type { RestFailure } from '../model/hub-rest'

export interface DisconnectDialogProps {
  readonly name: string
  readonly failure: RestFailure | null
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** The second confirmation (spec A6): names what stops, and asks to have it understood. */
export function DisconnectDialog({ name, failure, onConfirm, onClose }: DisconnectDialogProps) {
  const { t } = useTranslation('channels')
  const [isUnderstood, setUnderstood] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('disconnect.title', { name })}
      closeButtonProps={{ 'aria-label': t('disconnect.no') }}
    >
      <Text size="sm">{t('disconnect.text')}</Text>
      <Checkbox
        data-autofocus
        mt="md"
        label={t('disconnect.understand')}
        checked={isUnderstood}
        onChange={(event) => {
          setUnderstood(event.currentTarget.checked)
        }}
      />
      {failure && (
        <div style={{ marginTop: 12 }}>
          <InlineError>{t(`failure.${failure}`)}</InlineError>
        </div>
      )}
      <Group mt="lg" justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('disconnect.no')}
        </Button>
        <Button color="danger" disabled={!isUnderstood} onClick={onConfirm}>
          {t('disconnect.yes')}
        </Button>
      </Group>
    </Modal>
  )
}

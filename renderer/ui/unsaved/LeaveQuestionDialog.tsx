import { Button, Group, Modal, Text } from '@mantine/core'
import { useStore } from 'zustand'

import { useTranslation } from '../../i18n/use-translation'
import type { LeaveGuard } from './leave-guard'

/** «Сохранить изменения?»: above everything, also above the dialog whose form it asks about. */
export function LeaveQuestionDialog({ guard }: { readonly guard: LeaveGuard }) {
  const { t } = useTranslation('common')
  const question = useStore(guard.store, (state) => state.question)
  if (!question) return null
  const { canSave, isSaving } = question
  return (
    <Modal
      opened
      zIndex={400}
      onClose={() => {
        guard.stay()
      }}
      title={t(canSave ? 'unsaved.title' : 'unsaved.titleLost')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text size="sm">{t(canSave ? 'unsaved.text' : 'unsaved.textLost')}</Text>
      <Group gap={8} mt={16}>
        {canSave && (
          <Button data-autofocus loading={isSaving} onClick={() => void guard.save()}>
            {t('unsaved.save')}
          </Button>
        )}
        <Button
          variant="light"
          color="danger"
          disabled={isSaving}
          onClick={() => {
            guard.discard()
          }}
        >
          {t('unsaved.discard')}
        </Button>
        <Button
          variant="subtle"
          data-autofocus={canSave ? undefined : true}
          onClick={() => {
            guard.stay()
          }}
        >
          {t('unsaved.stay')}
        </Button>
      </Group>
    </Modal>
  )
}

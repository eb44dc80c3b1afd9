import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import type { PeopleFailure } from '../../model/people-rest'

export interface EraseColleagueDialogProps {
  readonly name: string
  readonly isBusy: boolean
  readonly failure: PeopleFailure | null
  readonly onErase: (typed: string) => void
  readonly onClose: () => void
}

/** Names what goes and what stays; as it cannot be undone, the person has to be typed out. */
export function EraseColleagueDialog({ name, isBusy, failure, onErase, onClose }: EraseColleagueDialogProps) {
  const { t } = useTranslation('admin')
  const [typed, setTyped] = useState('')
  const isEmpty = typed.trim() === ''
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accounts.erase.title', { name })}
      size={480}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isEmpty) onErase(typed)
        }}
      >
        <Text size="sm">{t('accounts.erase.goes')}</Text>
        <Text size="sm" my={8}>
          {t('accounts.erase.stays')}
        </Text>
        <Text size="sm" c="dimmed" mb={8}>
          {t('accounts.erase.elsewhere')}
        </Text>
        <TextInput
          data-autofocus
          label={t('accounts.erase.confirm', { name })}
          value={typed}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value)
          }}
        />
        {failure && <InlineError>{t(`accounts.failure.${failure}`)}</InlineError>}
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            color="danger"
            loading={isBusy}
            disabled={isEmpty}
            title={isEmpty ? t('accounts.erase.typeFirst') : undefined}
          >
            {t('accounts.erase.action')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

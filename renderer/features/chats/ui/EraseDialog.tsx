import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { KeptOfPerson } from '#shared/contract/personal-data'
import type { ChatId } from '#shared/domain/ids'

import { InlineError } from '../../../ui/InlineError'
import type { PersonalFailure, PersonalRest } from '../model/personal-rest'

export interface EraseDialogProps {
  readonly chatId: ChatId
  readonly rest: PersonalRest
  readonly onClose: () => void
}

/** Names what goes and what stays; as it cannot be undone, the person has to be typed out. */
export function EraseDialog({ chatId, rest, onClose }: EraseDialogProps) {
  const { t } = useTranslation(['cases', 'common'])
  const [kept, setKept] = useState<KeptOfPerson | null>(null)
  const [failure, setFailure] = useState<PersonalFailure | null>(null)
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    let isCurrent = true
    void rest.read(chatId).then((answer) => {
      if (!isCurrent) return
      if (answer.ok) setKept(answer.value)
      else setFailure(answer.error)
    })
    return () => {
      isCurrent = false
    }
  }, [rest, chatId])
  const erase = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    const answer = await rest.erase(chatId, typed)
    setBusy(false)
    if (answer.ok) onClose()
    else setFailure(answer.error)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('personal.eraseTitle')}
      size={480}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void erase()
        }}
      >
        {kept && (
          <>
            <Text size="sm">
              {t('personal.goes', {
                name: kept.name || t('common:guest'),
                conversations: kept.conversations,
                messages: kept.messages,
                files: kept.files,
                calls: kept.calls,
              })}
            </Text>
            <Text size="sm" c="dimmed" my={8}>
              {t('personal.stays')}
            </Text>
            <TextInput
              data-autofocus
              label={t('personal.confirm', { word: kept.confirm })}
              value={typed}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.currentTarget.value)
              }}
            />
          </>
        )}
        {failure && <InlineError>{t(`personal.failure.${failure}`)}</InlineError>}
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="subtle" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            color="danger"
            loading={isBusy}
            disabled={typed.trim() === ''}
            title={typed.trim() === '' ? t('personal.typeFirst') : undefined}
          >
            {t('personal.eraseAction')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import type { ErasureView, KeptOfPerson } from '#shared/contract/personal-data'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock } from '../../../ui/clock-context'
import { InlineError } from '../../../ui/InlineError'
import type { PersonalFailure, PersonalRest } from '../model/personal-rest'
import { showErasure } from './erasure-toast'

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
  const clock = useClock()
  const field = useRef<HTMLInputElement>(null)
  // It comes once the hub has counted, which is after the dialog gave the keyboard to what was there.
  useEffect(() => {
    if (kept) field.current?.focus()
  }, [kept])
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
    if (!answer.ok) {
      setFailure(answer.error)
      return
    }
    onClose()
    const words = {
      progress: ({ done, total }: ErasureView) => t('personal.erasing', { done, total }),
      done: t('personal.erased'),
      unseen: t('personal.erasingUnseen'),
      close: t('common:close'),
    }
    void showErasure(rest, answer.value, words, clock)
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
              ref={field}
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

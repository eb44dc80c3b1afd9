import { Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'

import { ok, type Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { phoneToE164 } from '../../../ui/phone-e164'
import classes from './ContextPanel.module.css'

export interface PhoneFieldProps {
  readonly chat: ChatRow
  readonly dial: ReactNode
}

/** The number that a call from the chat goes to. Kept in E.164, typed as people type. */
export function PhoneField({ chat, dial }: PhoneFieldProps) {
  const { t } = useTranslation(['chats', 'common'])
  const data = useDeskData()
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setIsWrong] = useState(false)

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    const phone = await toE164(typed ?? '')
    if (!phone.ok) {
      setIsWrong(true)
      return
    }
    await data.setClientPhone(chat.id, phone.value)
    setTyped(null)
  }

  if (typed === null) {
    return (
      <div className={classes.phone}>
        <span className={classes.number} data-empty={chat.clientPhone === null || undefined}>
          {chat.clientPhone === null ? `${t('context.phone')}: ${t('context.noPhone')}` : formatPhone(chat.clientPhone)}
        </span>
        {dial}
        <IconButton
          label={t(chat.clientPhone === null ? 'context.addPhone' : 'context.editPhone')}
          size={30}
          onClick={() => {
            setIsWrong(false)
            setTyped(chat.clientPhone === null ? '' : formatPhone(chat.clientPhone))
          }}
        >
          <IconPencil size={17} />
        </IconButton>
      </div>
    )
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        void save(event)
      }}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return
        event.stopPropagation()
        setTyped(null)
      }}
    >
      <TextInput
        type="tel"
        autoFocus
        aria-label={t('context.phoneLabel')}
        placeholder={t('context.phonePlaceholder')}
        value={typed}
        error={isWrong ? t('context.phoneWrong') : null}
        onChange={(event) => {
          setIsWrong(false)
          setTyped(event.currentTarget.value)
        }}
      />
      <Group gap={8}>
        <Button type="submit" size="compact-sm">
          {t('common:save')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setTyped(null)
          }}
        >
          {t('common:cancel')}
        </Button>
      </Group>
    </form>
  )
}

/** Nothing typed removes the phone. */
async function toE164(typed: string): Promise<Result<string | null, 'notPhone'>> {
  return typed.trim() === '' ? ok(null) : phoneToE164(typed)
}

import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatId } from '#shared/domain/ids'

import { useDeskData } from '../../../data/desk-data-context'
import { IconButton } from '../../../ui/IconButton'
import { IconPhone, IconPhonePlus } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { getCallsStore } from '../model/calls'
import { cleanForField, parseDialString } from '../model/dial-string'
import classes from './DialButton.module.css'

export interface DialButtonProps {
  readonly chatId: ChatId
  readonly phone: string | null
}

/** Click-to-call in a conversation. Without a phone it asks for one, keeps it with the client and calls. */
export function DialButton({ chatId, phone }: DialButtonProps) {
  const { t } = useTranslation('calls')
  if (!phone) return <AskForPhone chatId={chatId} />
  return (
    <IconButton
      label={t('dial.call', { number: formatPhone(phone) })}
      onClick={() => void getCallsStore().startCall(phone, chatId)}
    >
      <IconPhone size={20} stroke={1.6} aria-hidden />
    </IconButton>
  )
}

function AskForPhone({ chatId }: { readonly chatId: ChatId }) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)

  const saveAndCall = async (): Promise<void> => {
    const target = parseDialString(text)
    if (target?.kind !== 'phone') {
      setWrong(true)
      return
    }
    await data.setClientPhone(chatId, target.value)
    setOpen(false)
    await getCallsStore().startCall(target.value, chatId)
  }

  return (
    <Popover
      withRoles={false}
      opened={isOpen}
      onChange={setOpen}
      trapFocus
      returnFocus
      position="bottom-end"
      width={280}
      shadow="md"
      radius="md"
    >
      <Popover.Target>
        <span>
          <IconButton
            label={t('dial.noPhone')}
            isExpanded={isOpen}
            onClick={() => {
              setOpen(!isOpen)
            }}
          >
            <IconPhonePlus size={20} stroke={1.6} aria-hidden />
          </IconButton>
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('pad.call')}>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            void saveAndCall()
          }}
        >
          <TextInput
            data-autofocus
            label={t('dial.enter')}
            description={t('dial.why')}
            inputMode="tel"
            autoComplete="off"
            value={text}
            error={isWrong ? t('dial.bad') : null}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setWrong(false)
            }}
            onPaste={(event) => {
              if (text !== '') return
              event.preventDefault()
              setText(cleanForField(event.clipboardData.getData('text')))
            }}
          />
          <Button type="submit" fullWidth>
            {t('dial.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

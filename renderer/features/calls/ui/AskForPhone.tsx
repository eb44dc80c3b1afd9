import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { CallPresentation } from '#shared/domain/call'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { shownText } from '../model/call-text'
import { getCallsStore } from '../model/calls'
import { cleanForField, parseDialString } from '../model/dial-string'
import classes from './DialButton.module.css'

export interface AskForPhoneProps {
  readonly chatId: ChatId
  readonly presentation: CallPresentation | null
  readonly onDone: () => void
}

/** Keeps the number with the client and calls it. */
export function AskForPhone({ chatId, presentation, onDone }: AskForPhoneProps) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const shown = shownText('phone', presentation, t)

  const saveAndCall = async (): Promise<void> => {
    const target = parseDialString(text)
    if (target?.kind !== 'phone') {
      setWrong(true)
      return
    }
    await data.setClientPhone(chatId, target.value)
    onDone()
    await getCallsStore().startCall(target.value, { chatId, presentation })
  }

  return (
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
      {shown !== null && <p className={classes.shown}>{shown}</p>}
      <Button type="submit" fullWidth>
        {t('dial.save')}
      </Button>
    </form>
  )
}

import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { acceleratorLabel, acceleratorOf } from '../model/accelerator'

export interface HotkeyFieldProps {
  readonly id: string
  readonly value: string | null
  readonly onChange: (accelerator: string | null) => void
}

const MODIFIERS = /^(?:Control|Shift|Alt|Meta)/

/** Takes a combination by being focused and pressed; Tab and Escape keep their meaning. */
export function HotkeyField({ id, value, onChange }: HotkeyFieldProps) {
  const { t } = useTranslation('settings')
  const [isListening, setListening] = useState(false)
  const [isBad, setBad] = useState(false)
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}>
      <TextInput
        id={id}
        readOnly
        w={240}
        value={value ? acceleratorLabel(value) : ''}
        placeholder={isListening ? t('notices.hotkeyListening') : t('notices.hotkeyEmpty')}
        error={isBad ? t('notices.hotkeyBad') : null}
        onFocus={() => {
          setListening(true)
        }}
        onBlur={() => {
          setListening(false)
          setBad(false)
        }}
        onKeyDown={(event) => {
          if (event.code === 'Tab' || event.code === 'Escape' || MODIFIERS.test(event.code)) return
          event.preventDefault()
          event.stopPropagation()
          const accelerator = acceleratorOf(event)
          setBad(accelerator === null)
          if (accelerator) onChange(accelerator)
        }}
      />
      {value && (
        <Button
          variant="subtle"
          onClick={() => {
            onChange(null)
          }}
        >
          {t('notices.hotkeyClear')}
        </Button>
      )}
    </div>
  )
}

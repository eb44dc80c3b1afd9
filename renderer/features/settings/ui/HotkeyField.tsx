import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { KeyState } from '#shared/contract/ipc/links'

import { useTranslation } from '../../../i18n/use-translation'
import { acceleratorLabel, acceleratorOf } from '../model/accelerator'

export interface HotkeyFieldProps {
  readonly id: string
  readonly value: string | null
  readonly disabled: boolean
  /** What the system says of it; `null`: not heard yet. */
  readonly state: KeyState | null
  readonly onChange: (accelerator: string | null) => void
}

const MODIFIERS = /^(?:Control|Shift|Alt|Meta)/

/** Takes a combination by being focused and pressed; Tab and Escape keep their meaning. */
export function HotkeyField({ id, value, disabled, state, onChange }: HotkeyFieldProps) {
  const { t } = useTranslation('settings')
  const [isListening, setListening] = useState(false)
  const [isBad, setBad] = useState(false)
  const isTrouble = state === 'taken' || state === 'double' || state === 'invalid'
  const trouble = isTrouble ? t(`links.keyState.${state}`) : null
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}>
      <TextInput
        id={id}
        readOnly
        disabled={disabled}
        w={240}
        value={value ? acceleratorLabel(value) : ''}
        placeholder={isListening ? t('links.keyListening') : t('links.keyEmpty')}
        error={isBad ? t('links.keyState.invalid') : trouble}
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
      {value && !disabled && (
        <Button
          variant="subtle"
          onClick={() => {
            onChange(null)
          }}
        >
          {t('links.keyClear')}
        </Button>
      )}
    </div>
  )
}

import { Button, Select } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import classes from './SoundChoice.module.css'

export interface SoundChoiceProps<T extends string> {
  readonly label: string
  /** Not heard now, whatever is chosen. */
  readonly isOff: boolean
  readonly isLocked: boolean
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly chosen: T
  readonly onChoose: (value: T) => void
  /** Plays it; `false`: it could not be played, `null`: there is nothing to play. */
  readonly onTry: (value: T) => Promise<boolean> | null
}

const SILENT = 'none'

/** Which sound it is, heard as soon as it is chosen and once more by the button. */
export function SoundChoice<T extends string>({
  label,
  isOff,
  isLocked,
  choices,
  chosen,
  onChoose,
  onTry,
}: SoundChoiceProps<T>) {
  const { t } = useTranslation('settings')
  const [isUnplayed, setUnplayed] = useState(false)
  const tryOut = async (value: T): Promise<void> => {
    const isPlayed = await onTry(value)
    setUnplayed(isPlayed === false)
  }
  return (
    <SettingRow label={label} isLocked={isLocked}>
      <div className={classes.choice}>
        <Select
          aria-label={label}
          w={180}
          allowDeselect={false}
          disabled={isOff || isLocked}
          value={chosen}
          data={choices}
          onChange={(value) => {
            const choice = choices.find((each) => each.value === value)
            if (!choice) return
            onChoose(choice.value)
            void tryOut(choice.value)
          }}
        />
        <Button
          variant="light"
          aria-label={t('sounds.tryOf', { event: label })}
          disabled={chosen === SILENT}
          onClick={() => void tryOut(chosen)}
        >
          {t('sounds.try')}
        </Button>
        {isUnplayed && <InlineError>{t('sound.playFailed')}</InlineError>}
      </div>
    </SettingRow>
  )
}

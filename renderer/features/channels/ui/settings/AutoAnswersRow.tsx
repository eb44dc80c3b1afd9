import { Button } from '@mantine/core'
import { useState } from 'react'

import type { AutoAnswer } from '#shared/domain/channel-settings'

import { useTranslation } from '../../../../i18n/use-translation'
import { SettingRow } from '../../../../ui/Section'
import { toDelay } from '../../model/delay'
import { AutoAnswersDialog } from './AutoAnswersDialog'
import classes from './ChannelSettings.module.css'

export interface AutoAnswersRowProps {
  readonly label: string
  readonly hint: string
  readonly answers: readonly AutoAnswer[]
  readonly maxTextLength: number
  readonly onChange: (answers: readonly AutoAnswer[]) => void
  readonly onSave: (answers: readonly AutoAnswer[]) => Promise<boolean>
}

/** What is set, in short, and «Настроить». */
export function AutoAnswersRow({ label, hint, answers, maxTextLength, onChange, onSave }: AutoAnswersRowProps) {
  const { t } = useTranslation('channels')
  const [isOpen, setOpen] = useState(false)
  return (
    <SettingRow label={label} hint={hint}>
      {answers.length > 0 && (
        <ol className={classes.summary}>
          {answers.map(({ id, text, delayMs }) => {
            const { amount, unit } = toDelay(delayMs)
            return (
              <li key={id}>
                <small className="tabular">{t(`settings.answers.afterShort.${unit}`, { amount })}</small>
                <span title={text}>{text}</span>
              </li>
            )
          })}
        </ol>
      )}
      <Button
        variant="light"
        aria-label={`${t('settings.answers.configure')}: ${label}`}
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('settings.answers.configure')}
      </Button>
      {isOpen && (
        <AutoAnswersDialog
          title={label}
          answers={answers}
          maxTextLength={maxTextLength}
          onApply={(applied) => {
            onChange(applied)
            setOpen(false)
          }}
          onSave={onSave}
          onClose={() => {
            setOpen(false)
          }}
        />
      )}
    </SettingRow>
  )
}

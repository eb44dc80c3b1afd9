import { Group, NumberInput, Select } from '@mantine/core'
import { useId } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { SettingRow } from '../../../../ui/Section'
import type { SettingsTabProps } from './WorkingTab'

const UNITS = ['hours', 'days'] as const
const MAX_AMOUNT = 100_000

/** «Общие настройки» of sources/003 (spec Q13, Q14). */
export function GeneralTab({ settings, onChange, problem }: SettingsTabProps) {
  const { t } = useTranslation('channels')
  const id = useId()
  const { autoClose } = settings
  return (
    <SettingRow label={t('settings.autoClose')} hint={t('settings.autoCloseHint')} htmlFor={id}>
      <Group gap={8} align="flex-start">
        <NumberInput
          id={id}
          w={120}
          min={0}
          max={MAX_AMOUNT}
          clampBehavior="strict"
          allowDecimal={false}
          value={autoClose.amount}
          error={problem('autoCloseNotPositive')}
          onChange={(amount) => {
            onChange({ autoClose: { ...autoClose, amount: typeof amount === 'number' ? amount : 0 } })
          }}
        />
        <Select
          w={120}
          aria-label={t('settings.autoCloseUnit')}
          allowDeselect={false}
          data={UNITS.map((value) => ({ value, label: t(`settings.units.${value}`) }))}
          value={autoClose.unit}
          onChange={(value) => {
            const unit = UNITS.find((each) => each === value)
            if (unit) onChange({ autoClose: { ...autoClose, unit } })
          }}
        />
      </Group>
    </SettingRow>
  )
}

import { NumberInput, Select } from '@mantine/core'
import { useId } from 'react'

import type { LimitWarning } from '#shared/domain/wall/service-targets'

import { useTranslation } from '../../../i18n/use-translation'
import { SettingRow } from '../../../ui/Section'
import { Minutes } from './Minutes'

const KINDS = ['none', 'share', 'left'] as const
const SUGGESTED: Readonly<Record<(typeof KINDS)[number], LimitWarning | null>> = {
  none: null,
  share: { kind: 'share', percent: 75 },
  left: { kind: 'left', ms: 60_000 },
}

export interface WarningRowsProps {
  readonly warn: LimitWarning | null
  readonly onChange: (warn: LimitWarning | null) => void
}

/** When whoever has a case is warned that the time to answer is nearly over (spec Q23). */
export function WarningRows({ warn, onChange }: WarningRowsProps) {
  const { t } = useTranslation('supervisor')
  const ids = { kind: useId(), value: useId() }
  return (
    <>
      <SettingRow label={t('targets.warn')} hint={t('targets.warnHint')} htmlFor={ids.kind}>
        <Select
          id={ids.kind}
          w={280}
          allowDeselect={false}
          value={warn?.kind ?? 'none'}
          data={KINDS.map((value) => ({ value, label: t(`targets.warnings.${value}`) }))}
          onChange={(value) => {
            onChange(SUGGESTED[KINDS.find((each) => each === value) ?? 'none'])
          }}
        />
      </SettingRow>
      {warn?.kind === 'share' && (
        <SettingRow label={t('targets.warnPercent')} htmlFor={ids.value}>
          <NumberInput
            id={ids.value}
            value={warn.percent}
            min={1}
            max={99}
            clampBehavior="strict"
            allowDecimal={false}
            w={120}
            onChange={(value) => {
              if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 99)
                onChange({ kind: 'share', percent: value })
            }}
          />
        </SettingRow>
      )}
      {warn?.kind === 'left' && (
        <SettingRow label={t('targets.warnMinutes')} htmlFor={ids.value}>
          <Minutes
            id={ids.value}
            ms={warn.ms}
            onChange={(ms) => {
              onChange({ kind: 'left', ms })
            }}
          />
        </SettingRow>
      )}
    </>
  )
}

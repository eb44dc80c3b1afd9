import { NumberInput, Select, Switch } from '@mantine/core'
import { useId, useState } from 'react'

import type { Distribution } from '#shared/domain/distribution'
import { MAX_WRAP_UP_MS } from '#shared/domain/wrap-up'

import { useTranslation } from '../../../i18n/use-translation'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { SaveBar } from './SaveBar'

const MINUTE_MS = 60_000
const MAX_MINUTES = 10_080
const STRATEGIES = ['longestIdle', 'leastLoaded', 'roundRobin'] as const
const AFTERWARDS = ['queue', 'supervisor'] as const
const SUGGESTED_MINUTES = 5
const SECOND_MS = 1_000
const WRAP_UPS = ['afterCallMs', 'afterChatMs'] as const

export interface DistributionFormProps {
  readonly distribution: Distribution
  readonly isBusy: boolean
  readonly onSave: (distribution: Distribution) => Promise<boolean>
}

export function DistributionForm({ distribution, isBusy, onSave }: DistributionFormProps) {
  const { t } = useTranslation('admin')
  const [form, setForm] = useState(distribution)
  const [isSaved, setSaved] = useState(false)
  const ids = {
    automatic: useId(),
    strategy: useId(),
    capacity: useId(),
    limited: useId(),
    minutes: useId(),
    attempts: useId(),
    afterwards: useId(),
    afterCallMs: useId(),
    afterChatMs: useId(),
  }
  const change = (patch: Partial<Distribution>): void => {
    setForm({ ...form, ...patch })
  }
  const isChanged = JSON.stringify(form) !== JSON.stringify(distribution)
  const save = async (): Promise<boolean> => {
    const isDone = await onSave(form)
    setSaved(isDone)
    return isDone
  }
  const reset = (): void => {
    setForm(distribution)
  }
  useUnsaved({ isChanged, save, discard: reset })
  const minutes = form.answerWithinMs === null ? null : form.answerWithinMs / MINUTE_MS
  const whole = (value: number | string, max: number): number | null =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max ? value : null

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SettingRow
        label={t('distribution.automatic')}
        hint={t(form.isAutomatic ? 'distribution.automaticOn' : 'distribution.automaticOff')}
        htmlFor={ids.automatic}
      >
        <Switch
          id={ids.automatic}
          checked={form.isAutomatic}
          onChange={(event) => {
            change({ isAutomatic: event.currentTarget.checked })
          }}
        />
      </SettingRow>
      <SettingRow
        label={t('distribution.strategy')}
        hint={t(`distribution.strategyHint.${form.strategy}`)}
        htmlFor={ids.strategy}
      >
        <Select
          id={ids.strategy}
          allowDeselect={false}
          disabled={!form.isAutomatic}
          value={form.strategy}
          data={STRATEGIES.map((value) => ({ value, label: t(`distribution.strategies.${value}`) }))}
          onChange={(value) => {
            const strategy = STRATEGIES.find((each) => each === value)
            if (strategy) change({ strategy })
          }}
        />
      </SettingRow>
      <SettingRow label={t('distribution.capacity')} hint={t('distribution.capacityHint')} htmlFor={ids.capacity}>
        <NumberInput
          id={ids.capacity}
          value={form.capacity}
          min={1}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          w={120}
          onChange={(value) => {
            const capacity = whole(value, 1000)
            if (capacity !== null) change({ capacity })
          }}
        />
      </SettingRow>
      <SettingRow label={t('distribution.limited')} hint={t('distribution.limitedHint')} htmlFor={ids.limited}>
        <Switch
          id={ids.limited}
          checked={minutes !== null}
          onChange={(event) => {
            change({ answerWithinMs: event.currentTarget.checked ? SUGGESTED_MINUTES * MINUTE_MS : null })
          }}
        />
      </SettingRow>
      {minutes !== null && (
        <>
          <SettingRow label={t('distribution.minutes')} htmlFor={ids.minutes}>
            <NumberInput
              id={ids.minutes}
              value={minutes}
              min={1}
              max={MAX_MINUTES}
              clampBehavior="strict"
              allowDecimal={false}
              w={120}
              onChange={(value) => {
                const wished = whole(value, MAX_MINUTES)
                if (wished !== null) change({ answerWithinMs: wished * MINUTE_MS })
              }}
            />
          </SettingRow>
          <SettingRow label={t('distribution.attempts')} hint={t('distribution.attemptsHint')} htmlFor={ids.attempts}>
            <NumberInput
              id={ids.attempts}
              value={form.attempts}
              min={1}
              max={100}
              clampBehavior="strict"
              allowDecimal={false}
              w={120}
              onChange={(value) => {
                const attempts = whole(value, 100)
                if (attempts !== null) change({ attempts })
              }}
            />
          </SettingRow>
          <SettingRow label={t('distribution.afterwards')} htmlFor={ids.afterwards}>
            <Select
              id={ids.afterwards}
              allowDeselect={false}
              value={form.afterwards}
              data={AFTERWARDS.map((value) => ({ value, label: t(`distribution.afterwardsTo.${value}`) }))}
              onChange={(value) => {
                const afterwards = AFTERWARDS.find((each) => each === value)
                if (afterwards) change({ afterwards })
              }}
            />
          </SettingRow>
        </>
      )}
      {WRAP_UPS.map((key) => (
        <SettingRow key={key} label={t(`distribution.${key}`)} hint={t(`distribution.${key}Hint`)} htmlFor={ids[key]}>
          <NumberInput
            id={ids[key]}
            value={form.wrapUp[key] / SECOND_MS}
            min={0}
            max={MAX_WRAP_UP_MS / SECOND_MS}
            clampBehavior="strict"
            allowDecimal={false}
            w={120}
            onChange={(value) => {
              if (
                typeof value === 'number' &&
                Number.isInteger(value) &&
                value >= 0 &&
                value * SECOND_MS <= MAX_WRAP_UP_MS
              )
                change({ wrapUp: { ...form.wrapUp, [key]: value * SECOND_MS } })
            }}
          />
        </SettingRow>
      ))}
      <SaveBar isChanged={isChanged} isBusy={isBusy} isSaved={isSaved} onReset={reset} />
    </form>
  )
}

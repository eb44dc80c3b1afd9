import { Button, Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useId, useState } from 'react'

import { NAMED_PERIODS } from '#shared/domain/report/period'
import { PLAN_FILES, type ReportPlan } from '#shared/domain/report/plan'
import { GROUPINGS } from '#shared/domain/report/report'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { planOf, type PlanForm as Typed } from '../model/plan-form'
import classes from './Plans.module.css'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export interface PlanFormProps {
  readonly form: Typed
  readonly timeZone: string
  /** `true`: it is saved. */
  readonly onSave: (plan: ReportPlan) => Promise<boolean>
  readonly onCancel: () => void
}

export function PlanForm({ form: first, timeZone, onSave, onCancel }: PlanFormProps) {
  const { t } = useTranslation('reports')
  const ids = { name: useId(), period: useId(), grouping: useId(), file: useId(), at: useId(), receivers: useId() }
  const [form, setForm] = useState(first)
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const plan = planOf(form)
  const change = (patch: Partial<Typed>): void => {
    setForm({ ...form, ...patch })
  }
  const save = async (): Promise<boolean> => {
    setTried(true)
    if ('mistake' in plan) return false
    setBusy(true)
    const isSaved = await onSave(plan)
    setBusy(false)
    return isSaved
  }
  useUnsaved({ isChanged: JSON.stringify(form) !== JSON.stringify(first), save, discard: onCancel })
  return (
    <form
      noValidate
      className={classes.form}
      aria-label={t('plans.form')}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <SettingRow label={t('plans.name')} htmlFor={ids.name}>
        <TextInput
          id={ids.name}
          w={320}
          maxLength={100}
          value={form.name}
          onChange={(event) => {
            change({ name: event.currentTarget.value })
          }}
        />
      </SettingRow>
      <SettingRow label={t('period.label')} htmlFor={ids.period}>
        <Select
          id={ids.period}
          w={220}
          allowDeselect={false}
          value={form.period}
          data={NAMED_PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          onChange={(value) => {
            change({ period: NAMED_PERIODS.find((each) => each === value) ?? form.period })
          }}
        />
      </SettingRow>
      <SettingRow label={t('grouping.label')} htmlFor={ids.grouping}>
        <Select
          id={ids.grouping}
          w={220}
          allowDeselect={false}
          value={form.grouping}
          data={GROUPINGS.map((value) => ({ value, label: t(`grouping.${value}`) }))}
          onChange={(value) => {
            change({ grouping: GROUPINGS.find((each) => each === value) ?? form.grouping })
          }}
        />
      </SettingRow>
      <SettingRow label={t('plans.fileLabel')} hint={t('plans.fileHint')} htmlFor={ids.file}>
        <Select
          id={ids.file}
          w={220}
          allowDeselect={false}
          value={form.file}
          data={PLAN_FILES.map((value) => ({ value, label: t(`plans.file.${value}`) }))}
          onChange={(value) => {
            change({ file: PLAN_FILES.find((each) => each === value) ?? form.file })
          }}
        />
      </SettingRow>
      <SettingRow label={t('plans.days')}>
        <Group gap={12} role="group" aria-label={t('plans.days')}>
          {DAYS.map((day, at) => (
            <Checkbox
              key={day}
              label={t(`weekday.${day}`)}
              checked={form.weekdays.includes(at)}
              onChange={(event) => {
                const isOn = event.currentTarget.checked
                const others = form.weekdays.filter((each) => each !== at)
                change({ weekdays: isOn ? [...others, at].sort((a, b) => a - b) : others })
              }}
            />
          ))}
        </Group>
      </SettingRow>
      <SettingRow label={t('plans.at')} hint={t('plans.atHint', { zone: timeZone })} htmlFor={ids.at}>
        <TextInput
          id={ids.at}
          type="time"
          w={120}
          value={form.at}
          onChange={(event) => {
            change({ at: event.currentTarget.value })
          }}
        />
      </SettingRow>
      <SettingRow label={t('plans.receivers')} hint={t('plans.receiversHint')} htmlFor={ids.receivers}>
        <Textarea
          id={ids.receivers}
          w={320}
          autosize
          minRows={2}
          maxRows={6}
          value={form.receivers}
          onChange={(event) => {
            change({ receivers: event.currentTarget.value })
          }}
        />
      </SettingRow>
      {isTried && 'mistake' in plan && (
        <InlineError>{t(`plans.mistake.${plan.mistake}`, { address: plan.address })}</InlineError>
      )}
      <Group gap={8} mt={16}>
        <Button type="submit" loading={isBusy}>
          {t('plans.save')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('plans.cancel')}
        </Button>
      </Group>
    </form>
  )
}

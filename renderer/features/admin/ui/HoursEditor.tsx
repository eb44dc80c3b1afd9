import { Button, Select, TextInput } from '@mantine/core'
import { useId, useImperativeHandle, useMemo, useState, type Ref } from 'react'

import type { WorkingHours } from '#shared/domain/working-hours'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import { hoursForm, parseHoursForm, type HoursErrors, type HoursForm } from '../model/hours-form'
import { timeZoneLabel, timeZones } from '../model/time-zones'
import classes from './Admin.module.css'
import { HolidayRows } from './HolidayRows'
import { SaveBar } from './SaveBar'

const WORKING_DAYS = 5
/** A Monday, to name the days by. */
const MONDAY_MS = Date.UTC(2026, 0, 5, 12)
const DAY_MS = 86_400_000

export interface HoursEditorProps {
  readonly hours: WorkingHours
  readonly isBusy: boolean
  readonly onSave: (hours: WorkingHours) => Promise<boolean>
  /** How to leave this form alone, for the window that it stands in. */
  readonly ref?: Ref<(go: () => void) => void>
}

/** The hours of a day are typed, «9–13, 14–18»: quicker than any picker, and a split shift needs no more fields. */
export function HoursEditor({ hours, isBusy, onSave, ref }: HoursEditorProps) {
  const { t, i18n } = useTranslation('admin')
  const id = useId()
  const [form, setForm] = useState<HoursForm>(() => hoursForm(hours))
  const [errors, setErrors] = useState<HoursErrors>({})
  const [isSaved, setSaved] = useState(false)
  const isChanged = JSON.stringify(form) !== JSON.stringify(hoursForm(hours))
  const zones = useMemo(
    () =>
      timeZones(hours.timeZone).map((zone) => ({ value: zone, label: timeZoneLabel(zone, i18n.language, MONDAY_MS) })),
    [hours.timeZone, i18n.language],
  )
  const dayName = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  const isNeverOpen = form.days.every((day) => day.trim() === '')
  const setDays = (days: readonly string[]): void => {
    setForm({ ...form, days })
    setErrors({})
  }
  const save = async (): Promise<boolean> => {
    const parsed = parseHoursForm(form)
    setErrors(parsed.ok ? {} : parsed.error)
    if (!parsed.ok || !(await onSave(parsed.value))) return false
    setForm(hoursForm(parsed.value))
    setSaved(true)
    return true
  }
  const reset = (): void => {
    setForm(hoursForm(hours))
    setErrors({})
  }
  const leave = useUnsaved({ isChanged, save, discard: reset })
  useImperativeHandle(ref, () => leave)

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className={classes.notice}>{t('hours.forAll')}</p>
      <Select
        label={t('hours.timeZone')}
        data={zones}
        value={form.timeZone}
        searchable
        allowDeselect={false}
        maw={360}
        mb={16}
        onChange={(timeZone) => {
          if (timeZone !== null) setForm({ ...form, timeZone })
        }}
      />
      <div className={classes.week}>
        {form.days.map((day, index) => {
          const error = errors[`day ${String(index)}`]
          const name = dayName.format(MONDAY_MS + index * DAY_MS)
          return [
            <label key={`name ${name}`} htmlFor={`${id}-${String(index)}`}>
              {name}
            </label>,
            <TextInput
              key={`hours ${name}`}
              id={`${id}-${String(index)}`}
              value={day}
              placeholder={t('hours.dayOff')}
              error={error && t(`hours.errors.${error}`)}
              onChange={(event) => {
                setDays(form.days.with(index, event.currentTarget.value))
              }}
            />,
            index === 0 ? (
              <Button
                key="copy"
                variant="subtle"
                onClick={() => {
                  setDays(form.days.map((each, at) => (at < WORKING_DAYS ? day : each)))
                }}
              >
                {t('hours.copy')}
              </Button>
            ) : (
              <span key={`space ${name}`} />
            ),
          ]
        })}
      </div>
      <p className={classes.notice}>{t('hours.example')}</p>
      {isNeverOpen && <InlineError tone="warn">{t('hours.neverOpen')}</InlineError>}
      <HolidayRows
        holidays={form.holidays}
        errors={errors}
        onChange={(holidays) => {
          setForm({ ...form, holidays })
          setErrors({})
        }}
      />
      <SaveBar isChanged={isChanged} isBusy={isBusy} isSaved={isSaved} onReset={reset} />
    </form>
  )
}

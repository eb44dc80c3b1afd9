import { Button, TextInput } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import { DayField } from '../../../ui/DayField'
import { IconButton } from '../../../ui/IconButton'
import { IconPlus, IconTrash } from '../../../ui/icons'
import type { HoursErrors, HoursForm } from '../model/hours-form'
import classes from './Admin.module.css'

type Holiday = HoursForm['holidays'][number]

export interface HolidayRowsProps {
  readonly holidays: readonly Holiday[]
  readonly errors: HoursErrors
  readonly onChange: (holidays: readonly Holiday[]) => void
}

/** Days that differ from their weekday: holidays have no hours, short days fewer. */
export function HolidayRows({ holidays, errors, onChange }: HolidayRowsProps) {
  const { t } = useTranslation('admin')
  const change = (key: number, patch: Partial<Holiday>): void => {
    onChange(holidays.map((holiday) => (holiday.key === key ? { ...holiday, ...patch } : holiday)))
  }
  const errorOf = (key: number, name: 'date' | 'hours') => {
    const error = errors[`${name} ${String(key)}`]
    return error && t(`hours.errors.${error}`)
  }
  const field = (key: number, name: 'name' | 'hours') => ({
    'aria-label': t(`hours.holiday.${name}`),
    placeholder: t(`hours.holiday.${name}`),
    error: name === 'hours' && errorOf(key, name),
    onChange: (event: { currentTarget: { value: string } }) => {
      change(key, { [name]: event.currentTarget.value })
    },
  })
  return (
    <>
      <h2 className={classes.part}>{t('hours.holidays')}</h2>
      <ul className={classes.rows}>
        {holidays.map(({ key, date, name, hours }) => (
          <li key={key} className={classes.holiday}>
            <DayField
              aria-label={t('hours.holiday.date')}
              error={errorOf(key, 'date')}
              isClearable={false}
              value={date || null}
              onChange={(day) => {
                change(key, { date: day ?? '' })
              }}
            />
            <TextInput value={name} {...field(key, 'name')} />
            <TextInput value={hours} {...field(key, 'hours')} placeholder={t('hours.dayOff')} />
            <IconButton
              label={t('hours.holiday.remove', { date })}
              onClick={() => {
                onChange(holidays.filter((holiday) => holiday.key !== key))
              }}
            >
              <IconTrash size={18} stroke={1.7} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        mt={8}
        variant="subtle"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => {
          const key = Math.max(-1, ...holidays.map((holiday) => holiday.key)) + 1
          onChange([...holidays, { key, date: '', name: '', hours: '' }])
        }}
      >
        {t('hours.holiday.add')}
      </Button>
    </>
  )
}

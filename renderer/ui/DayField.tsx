import { DateInput, DatesProvider, type DateInputProps } from '@mantine/dates'
import '@mantine/dates/styles.css'
import 'dayjs/locale/ru'

import { useTranslation } from '../i18n/use-translation'
import { parseTypedDay } from './typed-day'
import { useCalendar } from './use-calendar'

export interface DayFieldProps extends Pick<
  DateInputProps,
  | 'id'
  | 'label'
  | 'description'
  | 'aria-label'
  | 'size'
  | 'w'
  | 'error'
  | 'minDate'
  | 'maxDate'
  | 'popoverProps'
  | 'inputWrapperOrder'
> {
  /** `2026-03-05`; `null`: none. */
  readonly value: string | null
  readonly isClearable?: boolean
  readonly onChange: (day: string | null) => void
}

/** One day, typed or picked, in the order and the words of the interface's language, whatever the system's is. */
export function DayField({ value, isClearable = true, onChange, ...field }: DayFieldProps) {
  const { t, i18n } = useTranslation('common')
  const { id, ariaLabels } = useCalendar(field.id)
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
      <DateInput
        {...field}
        id={id}
        popoverProps={{ ...field.popoverProps, id }}
        ariaLabels={ariaLabels}
        clearable={isClearable}
        clearButtonProps={{ 'aria-label': t('day.clear') }}
        dateParser={parseTypedDay}
        valueFormat={t('day.format')}
        placeholder={t('day.hint')}
        value={value}
        onChange={onChange}
      />
    </DatesProvider>
  )
}

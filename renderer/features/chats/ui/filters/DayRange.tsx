import { DateInput, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.css'
import 'dayjs/locale/ru'
import { useTranslation } from 'react-i18next'

import type { ChatFilters } from '../../../../data/chat-filters'
import { parseTypedDay } from '../../model/typed-day'
import classes from './Filters.module.css'

type Days = Pick<ChatFilters, 'fromDay' | 'toDay'>

export interface DayRangeProps extends Days {
  readonly onChange: (days: Partial<Days>) => void
}

/** Two days, typed or picked, in the order and the words of the interface's language, whatever the system's is. */
export function DayRange({ fromDay, toDay, onChange }: DayRangeProps) {
  const { t, i18n } = useTranslation('chats')
  const common = {
    clearable: true,
    dateParser: parseTypedDay,
    valueFormat: t('filters.dayFormat'),
    placeholder: t('filters.dayHint'),
    // Within the popover, so that choosing is no click beside it.
    popoverProps: { withinPortal: false },
    clearButtonProps: { 'aria-label': t('filters.clearDay') },
  } as const
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>
      <fieldset className={classes.dates}>
        <legend>{t('filters.dates')}</legend>
        <div className={classes.days}>
          <DateInput
            {...common}
            aria-label={`${t('filters.dates')}: ${t('filters.from')}`}
            description={t('filters.from')}
            value={fromDay}
            {...(toDay === null ? {} : { maxDate: toDay })}
            onChange={(day) => {
              onChange({ fromDay: day })
            }}
          />
          <DateInput
            {...common}
            aria-label={`${t('filters.dates')}: ${t('filters.to')}`}
            description={t('filters.to')}
            value={toDay}
            {...(fromDay === null ? {} : { minDate: fromDay })}
            onChange={(day) => {
              onChange({ toDay: day })
            }}
          />
        </div>
      </fieldset>
    </DatesProvider>
  )
}

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatFilters } from '../../../../data/chat-filters'
import { DayField } from '../../../../ui/DayField'
import classes from './Filters.module.css'

type Days = Pick<ChatFilters, 'fromDay' | 'toDay'>

export interface DayRangeProps extends Days {
  readonly onChange: (days: Partial<Days>) => void
}

/** Within the popover, so that choosing is no click beside it. */
const WITHIN = { withinPortal: false } as const
/** «С» and «По» name the fields: they stand above them, not below as what there is to know of a field. */
const NAMED_ABOVE: ('description' | 'input')[] = ['description', 'input']

export function DayRange({ fromDay, toDay, onChange }: DayRangeProps) {
  const { t } = useTranslation('chats')
  return (
    <fieldset className={classes.dates}>
      <legend>{t('filters.dates')}</legend>
      <div className={classes.days}>
        <DayField
          aria-label={`${t('filters.dates')}: ${t('filters.from')}`}
          description={t('filters.from')}
          inputWrapperOrder={NAMED_ABOVE}
          popoverProps={WITHIN}
          value={fromDay}
          {...(toDay === null ? {} : { maxDate: toDay })}
          onChange={(day) => {
            onChange({ fromDay: day })
          }}
        />
        <DayField
          aria-label={`${t('filters.dates')}: ${t('filters.to')}`}
          description={t('filters.to')}
          inputWrapperOrder={NAMED_ABOVE}
          popoverProps={WITHIN}
          value={toDay}
          {...(fromDay === null ? {} : { minDate: fromDay })}
          onChange={(day) => {
            onChange({ toDay: day })
          }}
        />
      </div>
    </fieldset>
  )
}

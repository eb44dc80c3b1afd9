import type { CalendarProps } from '@mantine/dates'
import { useId, useMemo } from 'react'

import { useTranslation } from '../i18n/use-translation'

/** What a screen reader needs of a calendar: names of its arrows, and the same id for the field and for what drops from it. */
export function useCalendar(given?: string): {
  readonly id: string
  readonly ariaLabels: NonNullable<CalendarProps['ariaLabels']>
} {
  const { t } = useTranslation('common')
  const own = useId()
  const ariaLabels = useMemo(
    () => ({
      previousMonth: t('day.previousMonth'),
      nextMonth: t('day.nextMonth'),
      previousYear: t('day.previousYear'),
      nextYear: t('day.nextYear'),
      previousDecade: t('day.previousDecade'),
      nextDecade: t('day.nextDecade'),
    }),
    [t],
  )
  return { id: given ?? own, ariaLabels }
}

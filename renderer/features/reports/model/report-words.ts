import type { Grouping } from '#shared/domain/report/report'

import { useTranslation } from '../../../i18n/use-translation'
import { formatDuration } from '../../../ui/time'
import type { MeasureKind } from './measures'

const DAY_MS = 86_400_000

export interface ReportWords {
  readonly group: (grouping: Grouping, key: string | null, name: string | null) => string
  readonly value: (value: number | null, kind: MeasureKind) => string
}

export function useReportWords(): ReportWords {
  const { t, i18n } = useTranslation('reports')
  const count = new Intl.NumberFormat(i18n.language)
  const day = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : i18n.language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const unit = (value: number) =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'day', unitDisplay: 'short', maximumFractionDigits: 1 })
      .format(value)
      .replace(' ', ' ')
  return {
    group(grouping, key, name) {
      if (key === null) return t(`nobody.${grouping}`)
      if (grouping === 'day') return day.format(Date.parse(key))
      if (grouping === 'hour') return `${key.padStart(2, '0')}:00`
      return name ?? t('gone')
    },
    value(value, kind) {
      if (value === null) return '–'
      if (kind === 'percent') return t('percent', { percent: value })
      if (kind === 'count') return count.format(value)
      return value < DAY_MS ? formatDuration(value) : unit(value / DAY_MS)
    },
  }
}

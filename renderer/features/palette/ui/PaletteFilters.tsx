import { isNarrowing, type Narrowing } from '#shared/domain/text-search/filter-words'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock } from '../../../ui/clock-context'
import { formatListTime } from '../../../ui/time'
import classes from './Palette.module.css'

/** The filters that were understood from the typed words, in words. */
export function PaletteFilters({ narrowing }: { readonly narrowing: Narrowing }) {
  const { t, i18n } = useTranslation('palette')
  const clock = useClock()
  if (!isNarrowing(narrowing)) return null
  const day = (written: string) => formatListTime(Date.parse(`${written}T12:00`), clock.now() + YEAR_MS, i18n.language)
  const { by, channel, fromDay, toDay, isUnread } = narrowing
  const words = [
    by === null ? null : t(`filter.${by}`),
    channel === null ? null : t('filter.channel', { name: channel }),
    fromDay === null ? null : t('filter.from', { day: day(fromDay) }),
    toDay === null ? null : t('filter.to', { day: day(toDay) }),
    isUnread ? t('filter.unread') : null,
  ]
  return (
    <ul className={classes.filters} aria-label={t('filter.label')}>
      {words.map((word) => word !== null && <li key={word}>{word}</li>)}
    </ul>
  )
}

/** Seen from the next year every day is written as a date. */
const YEAR_MS = 400 * 86_400_000

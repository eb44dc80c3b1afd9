import type { Snooze } from '#shared/domain/snooze'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { IconClock } from '../../../ui/icons'
import { formatClock, formatListTime } from '../../../ui/time'
import classes from './SnoozeMark.module.css'
import { useSnoozeWords } from './use-snooze-words'

const MINUTE_MS = 60_000

/** In the row of a list: until when it is away, or that it is back. */
export function SnoozeMark({ snooze }: { readonly snooze: Snooze }) {
  const { t, i18n } = useTranslation('cases')
  const nowMs = useNow(MINUTE_MS)
  const words = useSnoozeWords(snooze)
  return (
    <span className={classes.mark} data-back={snooze.kind === 'back' || undefined} title={words ?? undefined}>
      <IconClock size={13} aria-hidden />
      {shortWords()}
    </span>
  )

  function shortWords(): string {
    if (snooze.kind === 'back') return t('snooze.backShort')
    if (snooze.untilMs === null) return t('snooze.untilReplyShort')
    const isSoon = snooze.untilMs - nowMs < 24 * 60 * MINUTE_MS
    return isSoon ? formatClock(snooze.untilMs, i18n.language) : formatListTime(snooze.untilMs, nowMs, i18n.language)
  }
}

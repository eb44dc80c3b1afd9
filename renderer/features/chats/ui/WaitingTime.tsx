import { useTranslation } from 'react-i18next'

import { useNow } from '../../../ui/clock-context'
import { formatWaiting } from '../../../ui/time'
import classes from './WaitingTime.module.css'

export interface WaitingTimeProps {
  readonly sinceMs: number
  /** Until when an answer is due; `null`: no limit. */
  readonly answerByMs: number | null
}

const SECOND_MS = 1000
/** Without a limit of the contact centre: longer than this is long for somebody who sits in front of a chat. */
const LONG_MS = 5 * 60_000

/** How long the client has waited, counting in place: figures of one width, so that nothing beside it moves. */
export function WaitingTime({ sinceMs, answerByMs }: WaitingTimeProps) {
  const { t, i18n } = useTranslation('cases')
  const nowMs = useNow(SECOND_MS)
  const time = formatWaiting(nowMs - sinceMs, i18n.language)
  const isLate = answerByMs === null ? nowMs - sinceMs >= LONG_MS : nowMs >= answerByMs
  return (
    <span className={classes.time} data-late={isLate || undefined} title={t('list.waiting', { time })}>
      {time}
    </span>
  )
}

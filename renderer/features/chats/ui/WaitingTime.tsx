import { useTranslation } from 'react-i18next'

import { answerLimit, limitStage } from '#shared/domain/answer-limit'

import type { ChatRow } from '../../../data/desk-data'
import { useNow } from '../../../ui/clock-context'
import { IconHourglass } from '../../../ui/icons'
import { formatWaiting } from '../../../ui/time'
import { usePeople } from './names'
import classes from './WaitingTime.module.css'

export interface WaitingTimeProps {
  readonly chat: Pick<ChatRow, 'case' | 'channelId'>
  readonly sinceMs: number
}

const SECOND_MS = 1000
/** Without a limit of the contact centre: longer than this is long for somebody who sits in front of a chat. */
const LONG_MS = 5 * 60_000

/**
 * Where there is a limit, the time that is left to it, and past it how long ago it was (spec Q23); else how long the client
 * has waited. Counts in place: figures of one width, so that nothing beside it moves.
 */
export function WaitingTime({ chat, sinceMs }: WaitingTimeProps) {
  const { t, i18n } = useTranslation('cases')
  const nowMs = useNow(SECOND_MS)
  const { service } = usePeople().directory
  const limit = answerLimit(chat.case, chat.channelId, service)
  const words = (ms: number) => formatWaiting(Math.max(0, ms), i18n.language)
  const time = words(nowMs - sinceMs)
  if (!limit) {
    return (
      <span
        className={classes.time}
        data-stage={nowMs - sinceMs >= LONG_MS ? 'late' : 'calm'}
        title={t('list.waiting', { time })}
      >
        {time}
      </span>
    )
  }
  const stage = limitStage(limit, nowMs)
  const isLate = stage === 'late'
  // Rounded up: «0:00» is the moment in which it is over.
  const left = words(Math.ceil((limit.dueMs - nowMs) / SECOND_MS) * SECOND_MS)
  const over = words(nowMs - limit.dueMs)
  return (
    <span
      className={classes.time}
      data-stage={stage}
      title={isLate ? t('list.limitOver', { time, over }) : t('list.limitLeft', { time, left })}
    >
      {stage !== 'calm' && <IconHourglass size={12} aria-hidden className={classes.mark ?? ''} />}
      <span className="visually-hidden">{t(`list.limitStage.${stage}`)} </span>
      {isLate ? `+${over}` : left}
    </span>
  )
}

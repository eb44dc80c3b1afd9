import { answerLimit, limitStage, type LimitStage } from '#shared/domain/answer-limit'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow } from '../../../data/desk-data'
import { useAttended } from '../../../ui/attendance'
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
/** Nobody counts along. */
const UNATTENDED_MS = 5_000
/** Without a limit of the contact centre: longer than this is long for somebody who sits in front of a chat. */
const LONG_MS = 5 * 60_000

interface Counted {
  readonly text: string
  readonly title: string
  readonly stage: LimitStage
  /** The stage in words; absent where there is no limit. */
  readonly said?: string
}

/**
 * Where there is a limit, the time that is left to it, and past it how long ago it was (spec Q23); else how long the client
 * has waited.
 */
export function WaitingTime({ chat, sinceMs }: WaitingTimeProps) {
  const { t, i18n } = useTranslation('cases')
  const { service } = usePeople().directory
  const limit = answerLimit(chat.case, chat.channelId, service)
  const words = (ms: number) => formatWaiting(Math.max(0, ms), i18n.language)
  const count = (nowMs: number): Counted => {
    const time = words(nowMs - sinceMs)
    if (!limit) {
      const stage = nowMs - sinceMs >= LONG_MS ? 'late' : 'calm'
      return { text: time, title: t('list.waiting', { time }), stage }
    }
    const stage = limitStage(limit, nowMs)
    const said = t(`list.limitStage.${stage}`)
    const over = words(nowMs - limit.dueMs)
    if (stage === 'late') return { text: `+${over}`, title: t('list.limitOver', { time, over }), stage, said }
    // Rounded up: «0:00» is the moment in which it is over.
    const left = words(Math.ceil((limit.dueMs - nowMs) / SECOND_MS) * SECOND_MS)
    return { text: left, title: t('list.limitLeft', { time, left }), stage, said }
  }
  return <Counting count={count} />
}

/** Alone what changes each second, or seldomer where nobody is. Counts in place: figures of one width, so that nothing beside it moves. */
function Counting({ count }: { readonly count: (nowMs: number) => Counted }) {
  const { text, title, stage, said } = count(useNow(useAttended() ? SECOND_MS : UNATTENDED_MS))
  return (
    <span className={classes.time} data-stage={stage} title={title}>
      {said !== undefined && stage !== 'calm' && <IconHourglass size={12} aria-hidden className={classes.mark ?? ''} />}
      {said !== undefined && <span className="visually-hidden">{said} </span>}
      {text}
    </span>
  )
}

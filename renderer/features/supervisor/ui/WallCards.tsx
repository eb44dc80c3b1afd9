import type { AgentRow, QueueRow, WallGoal, WallNumber } from '#shared/domain/wall/wall-view'

import { useTranslation } from '../../../i18n/use-translation'
import { formatDuration, formatWaiting } from '../../../ui/time'
import { inTimePercent, meanAnswerMs } from '../model/wall-totals'
import classes from './Wall.module.css'

export interface WallCardsProps {
  readonly total: QueueRow
  readonly agents: readonly AgentRow[]
  readonly goal: WallGoal
  readonly nowMs: number
  readonly onOpen: (number: WallNumber, title: string) => void
}

/** The five numbers of the whole company. */
export function WallCards({ total, agents, goal, nowMs, onOpen }: WallCardsProps) {
  const { t, i18n } = useTranslation('supervisor')
  const percent = inTimePercent(total)
  const mean = meanAnswerMs(total)
  const talking = agents.filter(({ talkingSinceMs }) => talkingSinceMs !== null).length
  const longest = total.oldest === null ? null : nowMs - total.oldest.sinceMs
  const isTooLong = longest !== null && goal.answerWithinMs !== null && longest > goal.answerWithinMs
  const open = (what: Extract<WallNumber, { kind: 'queue' }>['what'], title: string) => () => {
    onOpen({ kind: 'queue', teamId: 'all', what }, title)
  }
  const target = goal.answerWithinMs === null ? null : formatDuration(goal.answerWithinMs)
  return (
    <div className={classes.cards}>
      <Card
        title={t('card.queued')}
        value={String(total.queued)}
        hint={total.late > 0 ? t('card.late', { count: total.late }) : t('card.noneLate')}
        isHintBad={total.late > 0}
        onOpen={open('queued', t('card.queued'))}
      />
      <Card
        title={t('card.oldest')}
        value={longest === null ? '–' : formatWaiting(longest, i18n.language)}
        isBad={isTooLong}
        hint={target === null ? t('card.noTarget') : t('card.target', { target })}
        onOpen={open(total.late > 0 ? 'late' : 'queued', t('card.oldest'))}
      />
      <Card
        title={t('card.firstAnswer')}
        value={mean === null ? '–' : formatWaiting(mean, i18n.language)}
        hint={t('card.answered', { count: total.answered })}
        onOpen={open('answered', t('card.firstAnswer'))}
      />
      <Card
        title={t('card.inTime')}
        value={percent === null ? '–' : t('percent', { percent })}
        isBad={percent !== null && percent < goal.goalPercent}
        hint={target === null ? t('card.noTarget') : t('card.goal', { percent: goal.goalPercent, target })}
        onOpen={open('missed', t('card.missed'))}
      />
      <Card
        title={t('card.talking')}
        value={String(talking)}
        hint={t('card.inWork', { count: total.assigned })}
        onOpen={() => {
          onOpen({ kind: 'talking' }, t('card.talking'))
        }}
      />
    </div>
  )
}

interface CardProps {
  readonly title: string
  readonly value: string
  readonly hint: string
  readonly isBad?: boolean
  readonly isHintBad?: boolean
  readonly onOpen: () => void
}

function Card({ title, value, hint, isBad = false, isHintBad = false, onOpen }: CardProps) {
  return (
    <button type="button" className={classes.card} onClick={onOpen}>
      <span className={classes.cardTitle}>{title}</span>
      <span className={classes.cardValue} data-bad={isBad || undefined}>
        {value}
      </span>
      <span className={classes.cardHint} data-bad={isHintBad || undefined}>
        {hint}
      </span>
    </button>
  )
}

import { Button, Switch } from '@mantine/core'
import { useState } from 'react'

import type { PlannedReport } from '#shared/contract/report-plans'

import { useTranslation } from '../../../i18n/use-translation'
import { formatMoment } from '../../../ui/time'
import { formOf } from '../model/plan-form'
import classes from './Plans.module.css'

export interface PlanCardProps {
  readonly planned: PlannedReport
  /** Else letters wait for a mail server. */
  readonly hasMail: boolean
  readonly onSwitch: (isOn: boolean) => void
  readonly onEdit: () => void
  readonly onSend: () => Promise<boolean>
  readonly onRemove: () => void
  /** How the letters fared meanwhile. */
  readonly onLook: () => void
}

export function PlanCard({ planned, hasMail, onSwitch, onEdit, onSend, onRemove, onLook }: PlanCardProps) {
  const { t, i18n } = useTranslation('reports')
  const { plan, isOn, offBecause, nextAtMs, author, letters } = planned
  const [isRemoving, setRemoving] = useState(false)
  const [hasSent, setSent] = useState(false)
  const days = plan.weekdays.map((day) => t(`weekday.${DAYS[day] ?? 'mon'}`)).join(', ')
  const about = [
    t(`period.${plan.period}`),
    t(`chartBy.${plan.grouping}`),
    t(`plans.file.${plan.file}`),
    `${days} ${formOf(plan).at}`,
    plan.receivers.join(', '),
  ]
  return (
    <article className={classes.card} aria-label={plan.name}>
      <header>
        <h2>{plan.name}</h2>
        <Switch
          size="xs"
          label={t(isOn ? 'plans.on' : 'plans.off')}
          checked={isOn}
          aria-label={t('plans.switch', { name: plan.name })}
          onChange={(event) => {
            onSwitch(event.currentTarget.checked)
          }}
        />
      </header>
      <p>{about.join(' · ')}</p>
      <p className={classes.quiet}>
        {offBecause && <span role="alert">{t(`plans.offBecause.${offBecause}`, { author: author.name })} </span>}
        {t('plans.author', { author: author.name })}
        {nextAtMs !== null && ` · ${t('plans.next', { when: formatMoment(nextAtMs, i18n.language) })}`}
      </p>
      {letters.length > 0 && (
        <ul className={classes.letters} aria-label={t('plans.letters')}>
          {letters.map(({ receiver, atMs, state, failure, attempts }) => (
            <li key={`${receiver} ${String(atMs)}`} data-state={state}>
              <b>{t(`letter.${state}`)}</b> {receiver} · {formatMoment(atMs, i18n.language)}
              {failure !== null && ` · ${t(`letterFailure.${failure}`)}`}
              {attempts > 1 && ` · ${t('plans.attempts', { count: attempts })}`}
            </li>
          ))}
        </ul>
      )}
      <footer>
        {isRemoving ? (
          <>
            <span>{t('plans.sure')}</span>
            <Button size="compact-sm" color="danger" onClick={onRemove}>
              {t('plans.remove')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                setRemoving(false)
              }}
            >
              {t('plans.keep')}
            </Button>
          </>
        ) : (
          <>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                void onSend().then(setSent)
              }}
            >
              {t('plans.send')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={onEdit}>
              {t('plans.edit')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={onLook}>
              {t('plans.look')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="danger"
              onClick={() => {
                setRemoving(true)
              }}
            >
              {t('plans.remove')}
            </Button>
            {hasSent && <span role="status">{t(hasMail ? 'plans.willBeSent' : 'plans.willWait')}</span>}
          </>
        )}
      </footer>
    </article>
  )
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

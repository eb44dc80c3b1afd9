import type { TFunction } from 'i18next'

import type { Registration, SipFailure } from '#shared/domain/sip-account'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { secondsLeft } from '../model/seconds-left'
import classes from './LineState.module.css'

const COUNTDOWN_MS = 500

export interface LineStateProps {
  readonly registration: Registration
  readonly onRetry: () => void
}

/** The state of one line as a sentence; while it waits, with the countdown and the way to try at once. */
export function LineState({ registration, onRetry }: LineStateProps) {
  const { t } = useTranslation('calls')
  switch (registration.kind) {
    case 'off':
    case 'connecting':
    case 'registering':
    case 'registered':
      return <p className={classes.text}>{t(`line.${registration.kind}`)}</p>
    case 'stopped':
      return <p className={classes.text}>{t('line.stopped', { why: failureText(registration.reason, t) })}</p>
    case 'waiting':
      return <WaitingState registration={registration} onRetry={onRetry} />
  }
}

function WaitingState({
  registration,
  onRetry,
}: LineStateProps & { readonly registration: Registration & { kind: 'waiting' } }) {
  const { t } = useTranslation('calls')
  const nowMs = useNow(COUNTDOWN_MS)
  return (
    <div>
      <p className={`tabular ${classes.text}`}>
        {t('line.waiting', {
          why: failureText(registration.reason, t),
          seconds: secondsLeft(registration.retryAtMs, nowMs),
        })}
      </p>
      <button type="button" className={classes.retry} onClick={onRetry}>
        {t('line.retry')}
      </button>
    </div>
  )
}

/** What happened and what to do. */
function failureText(reason: SipFailure, t: TFunction<'calls'>): string {
  return `${t(`failure.${reason}.what`)} ${t(`failure.${reason}.todo`)}`
}

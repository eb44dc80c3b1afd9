import { Button } from '@mantine/core'

import type { CallSnapshot } from '#shared/domain/call'

import { useTranslation } from '../../../i18n/use-translation'
import { IconHangUp } from '../../../ui/IconHangUp'
import { IconPhone, IconPhoneIncoming } from '../../../ui/icons'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { callerName, placeText } from '../model/call-text'
import { CallTimer } from './CallTimer'
import classes from './CallBar.module.css'

export interface WaitingCallProps {
  readonly call: CallSnapshot
  /** Somebody is talked to now: answering holds or ends that. */
  readonly isTalking: boolean
  /** The one that the keys take. */
  readonly isFirst: boolean
  readonly onAnswer: () => void
  readonly onEndAndAnswer: () => void
  readonly onDecline: () => void
}

const ICON = { size: 16, stroke: 1.8, 'aria-hidden': true } as const

/** Another call that rings here while the bar shows one already. */
export function WaitingCall({ call, isTalking, isFirst, ...actions }: WaitingCallProps) {
  const { t } = useTranslation('calls')
  const keyWords = useKeyWords()
  const who = callerName(call, t)
  const withKey = (label: string, action: 'answer' | 'endAndAnswer') =>
    isFirst ? keyWords.beside(label, action) : label
  const answer = isTalking ? t('waiting.holdAndAnswer') : t('bar.answer')
  return (
    <div className={classes.waiting} role="group" aria-label={t('waiting.label', { who })}>
      <IconPhoneIncoming {...ICON} />
      <div className={classes.waitingWho}>
        <b title={who}>{who}</b>
        <span>{call.name ? placeText(call, t) : t('phase.incoming')}</span>
      </div>
      <CallTimer sinceMs={call.startedAtMs} label={t('bar.time')} />
      <div className={classes.waitingButtons}>
        <Button
          size="compact-sm"
          leftSection={<IconPhone {...ICON} />}
          title={withKey(answer, 'answer')}
          onClick={actions.onAnswer}
        >
          {answer}
        </Button>
        {isTalking && (
          <Button
            size="compact-sm"
            variant="default"
            title={withKey(t('waiting.endAndAnswer'), 'endAndAnswer')}
            onClick={actions.onEndAndAnswer}
          >
            {t('waiting.endAndAnswer')}
          </Button>
        )}
        <Button size="compact-sm" color="danger" leftSection={<IconHangUp {...ICON} />} onClick={actions.onDecline}>
          {t('bar.decline')}
        </Button>
      </div>
    </div>
  )
}

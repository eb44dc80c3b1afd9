import type { CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import { useTranslation } from '../i18n/use-translation'
import { isTalking } from '../features/calls/model/call-controls'
import { callerName } from '../features/calls/model/call-text'
import { CallTimer } from '../features/calls/ui/CallTimer'
import { Avatar } from '../ui/Avatar'
import { IconHangUp } from '../ui/IconHangUp'
import { IconMessageCircle, IconPhone, IconPhoneIncoming } from '../ui/icons'
import { formatPhone } from '../ui/phone'
import { useKeyWords } from '../ui/keys/use-key-words'
import classes from './IncomingCalls.module.css'

export interface IncomingCallsProps {
  readonly calls: readonly CallSnapshot[]
  readonly onAnswer: (id: CallId) => void
  readonly onEndAndAnswer: (id: CallId) => void
  readonly onDecline: (id: CallId) => void
  readonly onOpenChat: (id: CallId) => void
}

const ICON = { size: 18, stroke: 1.8, 'aria-hidden': true } as const

/** Every call that rings here, the one that has waited longest first. */
export function IncomingCalls({ calls, ...actions }: IncomingCallsProps) {
  const { t } = useTranslation('incoming')
  const waiting = calls.filter((call) => call.phase.kind === 'incoming').sort((a, b) => a.startedAtMs - b.startedAtMs)
  const isBusy = isTalking(calls)
  return (
    <main className={classes.root}>
      <h1 className="visually-hidden">{t('title')}</h1>
      {waiting.map((call, index) => (
        <IncomingCall key={call.id} call={call} isFirst={index === 0} isBusy={isBusy} {...actions} />
      ))}
      {isBusy && waiting.length > 0 && <p className={classes.hint}>{t('talking')}</p>}
    </main>
  )
}

interface IncomingCallProps extends Omit<IncomingCallsProps, 'calls'> {
  readonly call: CallSnapshot
  /** The one that the answer key takes. */
  readonly isFirst: boolean
  /** Somebody is talked to now. */
  readonly isBusy: boolean
}

function IncomingCall({ call, isFirst, isBusy, onAnswer, onEndAndAnswer, onDecline, onOpenChat }: IncomingCallProps) {
  const { t } = useTranslation('incoming')
  const { t: words } = useTranslation('calls')
  const keyWords = useKeyWords()
  const who = callerName(call, words)
  const about = [call.name ? formatPhone(call.number) : null, call.subject].filter(Boolean).join(' · ')
  const others = (call.callers ?? []).flatMap(({ chatId, name }) =>
    chatId === call.chatId || name === null ? [] : name,
  )
  const titleOf = (label: string, action: 'answer' | 'hangUp' | 'endAndAnswer') =>
    isFirst ? keyWords.beside(label, action) : label
  return (
    <article className={classes.call} aria-label={t('from', { who })}>
      <p className="visually-hidden" role="alert">
        {[t('from', { who }), about || t('unknown')].join('. ')}
      </p>
      <header className={classes.top}>
        {call.name ? (
          <Avatar name={call.name} seed={call.chatId ?? call.number} size={44} />
        ) : (
          <span className={classes.stranger} aria-hidden>
            <IconPhoneIncoming {...ICON} />
          </span>
        )}
        <div className={classes.who}>
          <b title={who}>{who}</b>
          <span className={classes.about} title={about}>
            {about || t('unknown')}
          </span>
        </div>
        <CallTimer sinceMs={call.startedAtMs} label={t('ringing')} className={classes.time} />
      </header>
      {others.length > 0 && <p className={classes.others}>{t('others', { names: others.join(', ') })}</p>}
      {call.lastLine && <p className={classes.line}>{t('quote', { text: call.lastLine })}</p>}
      <div className={classes.buttons} data-chat={call.chatId ? '' : undefined}>
        <button
          type="button"
          className={classes.answer}
          title={titleOf(t('answer'), 'answer')}
          onClick={() => {
            onAnswer(call.id)
          }}
        >
          <IconPhone {...ICON} />
          {t('answer')}
        </button>
        <button
          type="button"
          className={classes.decline}
          title={titleOf(t('decline'), 'hangUp')}
          onClick={() => {
            onDecline(call.id)
          }}
        >
          <IconHangUp {...ICON} />
          {t('decline')}
        </button>
        {call.chatId && (
          <button
            type="button"
            className={classes.chat}
            title={t('openChat')}
            aria-label={t('openChat')}
            onClick={() => {
              onOpenChat(call.id)
            }}
          >
            <IconMessageCircle {...ICON} />
          </button>
        )}
      </div>
      {isBusy && (
        <button
          type="button"
          className={classes.instead}
          title={titleOf(words('waiting.endAndAnswer'), 'endAndAnswer')}
          onClick={() => {
            onEndAndAnswer(call.id)
          }}
        >
          {words('waiting.endAndAnswer')}
        </button>
      )}
    </article>
  )
}

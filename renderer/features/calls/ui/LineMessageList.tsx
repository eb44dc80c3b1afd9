import type { LineMessage } from '#shared/domain/line-message'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { IconButton } from '../../../ui/IconButton'
import { IconMessageCircle, IconPhone } from '../../../ui/icons'
import { formatPhone } from '../../../ui/phone'
import { formatExact, formatListTime } from '../../../ui/time'
import history from './CallHistory.module.css'
import classes from './LineMessageList.module.css'

const WORDS_REFRESH_MS = 60_000

export interface LineMessageListProps {
  readonly messages: readonly LineMessage[]
  readonly onCall: (message: LineMessage) => void
}

/** What the PBX or a telephone wrote to the lines, newest first. */
export function LineMessageList({ messages, onCall }: LineMessageListProps) {
  const { t, i18n } = useTranslation('calls')
  const nowMs = useNow(WORDS_REFRESH_MS)
  return (
    <ul className={classes.root} aria-label={t('page.messages')}>
      {messages.map((message) => {
        const who = message.name ?? formatPhone(message.number)
        return (
          <li key={message.id} className={history.row}>
            <IconMessageCircle size={18} stroke={1.7} aria-hidden className={history.icon} />
            <div className={classes.main}>
              <span className={history.name}>{who}</span>
              <span className={classes.text}>{message.text}</span>
            </div>
            <time className={`tabular ${history.time}`} title={formatExact(message.receivedAtMs, i18n.language)}>
              {formatListTime(message.receivedAtMs, nowMs, i18n.language)}
            </time>
            <span className={history.actions}>
              <IconButton
                label={t('page.callBack', { who })}
                size={30}
                tone="accent"
                onClick={() => {
                  onCall(message)
                }}
              >
                <IconPhone size={18} stroke={1.7} aria-hidden />
              </IconButton>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

import { useCallback, useEffect, useState } from 'react'
import { Button } from '@mantine/core'

import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import type { ChatRow, PastCase } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { InlineError } from '../../../ui/InlineError'
import { useNow } from '../../../ui/clock-context'
import { formatExact, formatListTime } from '../../../ui/time'
import { useChatsEnvironment } from './chats-environment'
import classes from './HistoryTab.module.css'
import { useNames } from './names'
import { useChannels } from './use-channels'

const MINUTE_MS = 60_000

/** История обращений (spec C4): of the client over all channels. */
export function HistoryTab({ chat }: { readonly chat: ChatRow }) {
  const { t } = useTranslation('cases')
  const data = useDeskData()
  const [found, setFound] = useState<Result<readonly PastCase[], 'offline'> | null>(null)
  const [attempt, setAttempt] = useState(0)
  const { id, card } = chat
  const cardId = card?.id ?? null
  const { id: caseId, state } = chat.case
  useEffect(() => {
    let isCurrent = true
    void data.fetchCaseHistory(id).then((answer) => {
      if (isCurrent) setFound(answer)
    })
    return () => {
      isCurrent = false
    }
  }, [data, id, cardId, caseId, state.kind, attempt])
  const retry = useCallback(() => {
    setAttempt((before) => before + 1)
  }, [])

  if (found === null) return <p className={classes.soft}>{t('history.loading')}</p>
  if (!found.ok) {
    return (
      <div className={classes.root}>
        <InlineError
          tone="warn"
          actions={
            <Button size="compact-xs" variant="subtle" onClick={retry}>
              {t('history.retry')}
            </Button>
          }
        >
          {t('history.offline')}
        </InlineError>
      </div>
    )
  }
  if (found.value.length === 0) return <p className={classes.soft}>{t('history.empty')}</p>
  return (
    <ul className={classes.root} aria-label={t('history.title')}>
      {found.value.map((past) => (
        <PastCaseRow key={past.case.id} past={past} isHere={past.case.id === caseId} openChatId={id} />
      ))}
    </ul>
  )
}

interface PastCaseRowProps {
  readonly past: PastCase
  readonly isHere: boolean
  readonly openChatId: ChatRow['id']
}

function PastCaseRow({ past, isHere, openChatId }: PastCaseRowProps) {
  const { t, i18n } = useTranslation(['cases', 'common'])
  const { openChat } = useChatsEnvironment()
  const names = useNames()
  const nowMs = useNow(MINUTE_MS)
  const channel = useChannels()?.find(({ id }) => id === past.channelId)
  const { state, openedAtMs, number, topicId } = past.case
  const who =
    state.kind === 'closed'
      ? state.by.kind === 'agent'
        ? t('event.closed.agent', { name: names.agent(state.by.agentId) })
        : state.by.kind === 'bot'
          ? t('event.closed.bot', { bot: names.bot(state.by.botId) })
          : t('event.closed.timeout')
      : state.kind === 'assigned'
        ? t('state.assigned', { name: names.agent(state.agentId) })
        : t('history.present')
  const shownNumber = new Intl.NumberFormat(i18n.language).format(number)
  const words = [
    channel && t(`common:channelKind.${channel.kind}`),
    past.subjectTitle,
    topicId && names.topic(topicId),
  ].filter(Boolean)
  return (
    <li className={classes.row}>
      <time title={formatExact(openedAtMs, i18n.language)}>{formatListTime(openedAtMs, nowMs, i18n.language)}</time>
      <div>
        <b>{t('event.opened', { number: shownNumber })}</b>
        {words.length > 0 && <span>{words.join(' · ')}</span>}
        <span>{isHere && state.kind !== 'closed' ? t('history.present') : who}</span>
        {past.chatId !== openChatId && (
          <button
            type="button"
            aria-label={t('history.open', { number: shownNumber })}
            onClick={() => {
              openChat(past.chatId)
            }}
          >
            {t('common:open')}
          </button>
        )}
      </div>
    </li>
  )
}

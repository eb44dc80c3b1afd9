import { Button, SegmentedControl } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'

import type { CallRecord } from '#shared/domain/call'
import type { DialRequest } from '#shared/domain/dial-link'
import type { CallId, ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { EmptyState } from '../../../ui/EmptyState'
import { NoLine } from '../../../ui/illustrations/NoLine'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { useObserved } from '../../../ui/use-observed'
import { callBack } from '../model/call-back'
import { callerName } from '../model/call-text'
import { getCallsStore } from '../model/calls'
import { dialOnDeskPhone, useDeskPhone } from '../model/desk-phone'
import { unseenMissed, type HistoryFilter } from '../model/history'
import { lastDialled } from '../model/last-dialled'
import { lineName } from '../model/line-summary'
import { useLineMessages, useLines } from '../model/lines'
import { CallHistory } from './CallHistory'
import { ColleaguesPanel } from './ColleaguesPanel'
import { DialPad } from './DialPad'
import { LineMessageList } from './LineMessageList'
import classes from './CallsPage.module.css'

const PAGE = 200

export interface CallsPageProps {
  /** A link or a text selected elsewhere that asks for a call. */
  readonly dialRequest?: DialRequest | null
  readonly onOpenChat: (id: ChatId) => void
  /** Opens Settings → Lines. */
  readonly onOpenLines: () => void
}

export function CallsPage({ dialRequest = null, onOpenChat, onOpenLines }: CallsPageProps) {
  const { t } = useTranslation('calls')
  const keyWords = useKeyWords()
  const data = useDeskData()
  const lines = useLines()
  const hasDeskPhone = useDeskPhone()?.phone != null
  const [limit, setLimit] = useState(PAGE)
  const messages = useLineMessages()
  const [filter, setFilter] = useState<HistoryFilter | 'messages'>('all')
  const observe = useCallback(
    (listener: (calls: readonly CallRecord[]) => void) => data.observeCalls(limit, listener),
    [data, limit],
  )
  const calls = useObserved<readonly CallRecord[] | null>(observe, null, true)
  const newIds = useSeenMarking(calls)
  const last = lastDialled(calls ?? [])
  const usable = (lines ?? []).filter((line) => line.registration.kind === 'registered')

  return (
    <div className={classes.root}>
      <section className={classes.history} aria-label={t('page.history')}>
        <header className={classes.head}>
          <h1>{t('page.title')}</h1>
          <SegmentedControl
            size="xs"
            aria-label={t('page.filter')}
            value={filter}
            onChange={setFilter}
            data={[
              { value: 'all', label: t('page.all') },
              { value: 'missed', label: t('page.missed') },
              ...(messages.length > 0 ? [{ value: 'messages' as const, label: t('page.messages') }] : []),
            ]}
          />
        </header>
        <div className={classes.list}>
          {filter === 'messages' ? (
            <LineMessageList
              messages={messages}
              onCall={({ number, accountId }) => void getCallsStore().startCall(number, { accountId })}
            />
          ) : (
            <CallHistory
              calls={calls}
              filter={filter}
              newIds={newIds}
              onCall={(call) => void callBack(data, call)}
              onOpenChat={onOpenChat}
              onEnd={() => {
                if (calls && calls.length >= limit) setLimit(limit + PAGE)
              }}
            />
          )}
        </div>
      </section>
      <aside className={classes.pad}>
        {lines?.length === 0 && !hasDeskPhone ? (
          <EmptyState
            picture={<NoLine />}
            title={t('page.noLines.title')}
            hint={t('page.noLines.text')}
            action={<Button onClick={onOpenLines}>{t('page.noLines.action')}</Button>}
          />
        ) : (
          <>
            <DialPad
              request={dialRequest}
              lines={usable.map((line) => ({ id: line.account.id, name: lineName(line) }))}
              onCall={(number, accountId) => getCallsStore().startCall(number, { accountId })}
              onCallOnPhone={hasDeskPhone ? dialOnDeskPhone : null}
            />
            {last && (
              <Button
                variant="subtle"
                size="compact-sm"
                title={keyWords.label('redial')}
                aria-keyshortcuts={keyWords.aria('redial')}
                onClick={() => void callBack(data, last)}
              >
                {t('page.redial', { who: callerName({ ...last, route: last.route ?? 'phone' }, t) })}
              </Button>
            )}
          </>
        )}
        {lines && lines.length > 0 && (
          <ColleaguesPanel lines={lines.map((line) => ({ id: line.account.id, name: lineName(line) }))} />
        )}
      </aside>
    </div>
  )
}

/** Marks what is on the screen as seen; the marks stay visible until the page is left. */
function useSeenMarking(calls: readonly CallRecord[] | null): ReadonlySet<CallId> {
  const data = useDeskData()
  const [seenHere, setSeenHere] = useState<ReadonlySet<CallId>>(new Set())
  const fresh = unseenMissed(calls ?? []).filter((call) => !seenHere.has(call.id))
  if (fresh.length > 0) setSeenHere(new Set([...seenHere, ...fresh.map((call) => call.id)]))
  useEffect(() => {
    if (seenHere.size > 0) void data.markCallsSeen([...seenHere])
  }, [seenHere, data])
  return seenHere
}

import { Button, Textarea } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'

import type { Agent } from '#shared/domain/agent'
import { MAX_CALL_REMARK, type CallRecord } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { IconNote } from '../../../ui/icons'
import { isAction } from '../../../ui/keys/key-table'
import { useKeyWords } from '../../../ui/keys/use-key-words'
import { useFocusReturn } from '../../../ui/use-focus-return'
import { useObserved } from '../../../ui/use-observed'
import { isLive } from '../model/call-controls'
import { callerName } from '../model/call-text'
import { getCallsStore, useCalls } from '../model/calls'
import { useRemarkBox } from '../model/use-remark-box'
import { wrappedUpCall } from '../model/wrapped-up-call'
import classes from './RemarkStrip.module.css'

/** Far enough back for any call whose remark is opened from the history. */
const LOOKED_AT = 200
const NO_CALLS: readonly CallRecord[] = []

/**
 * Where one writes about a call: during it, from the history, and by itself while the agent wraps up after it. It stands
 * on its own, so that a call that ends takes nobody's text box away.
 */
export function RemarkStrip({ me }: { readonly me: Agent | null }) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const store = getCallsStore()
  const opened = useCalls((state) => state.remarkOf)
  const running = useCalls((state) => state.calls)
  const isLoaded = useCalls((state) => state.isLoaded)
  const [closedId, setClosedId] = useState<CallId | null>(null)
  const records = useObserved(
    useCallback((listener: (calls: readonly CallRecord[]) => void) => data.observeCalls(LOOKED_AT, listener), [data]),
    NO_CALLS,
  )
  const wrapped = wrappedUpCall(me, records)
  const id = opened ?? (wrapped && wrapped.id !== closedId ? wrapped.id : null)
  if (id === null) return null
  const snapshot = running.find((call) => call.id === id)
  const record = records.find((call) => call.id === id)
  const who = snapshot
    ? callerName(snapshot, t)
    : record
      ? callerName({ ...record, route: record.route ?? 'phone' }, t)
      : null
  return (
    <RemarkForm
      key={id}
      callId={id}
      who={who}
      isRunning={!isLoaded || (snapshot !== undefined && isLive(snapshot))}
      hasFocus={opened !== null}
      onDone={() => {
        setClosedId(id)
        store.openRemark(null)
      }}
    />
  )
}

interface RemarkFormProps {
  readonly callId: CallId
  readonly who: string | null
  readonly isRunning: boolean
  /** Asked for by the person, who goes on typing here. */
  readonly hasFocus: boolean
  readonly onDone: () => void
}

function RemarkForm({ callId, who, isRunning, hasFocus, onDone }: RemarkFormProps) {
  const { t } = useTranslation('calls')
  const keyWords = useKeyWords()
  const { text, change, leave } = useRemarkBox(callId, isRunning)
  const field = useRef<HTMLTextAreaElement>(null)
  useFocusReturn()
  const isRead = text !== null
  useEffect(() => {
    if (hasFocus && isRead) field.current?.focus()
  }, [hasFocus, isRead])
  const label = who === null ? t('remark.label') : t('remark.labelOf', { who })
  return (
    <section className={classes.root} aria-label={label}>
      <IconNote size={18} stroke={1.8} aria-hidden />
      <div className={classes.main}>
        <div className={classes.label}>
          <b>{label}</b> <span>{isRunning ? t('remark.keptTillEnd') : t('remark.hint')}</span>
        </div>
        <Textarea
          ref={field}
          aria-label={label}
          placeholder={t('remark.placeholder')}
          size="sm"
          autosize
          minRows={1}
          maxRows={5}
          maxLength={MAX_CALL_REMARK}
          disabled={!isRead}
          value={text ?? ''}
          onChange={(event) => {
            change(event.currentTarget.value)
          }}
          onBlur={leave}
          onKeyDown={(event) => {
            if (!isAction(event, 'endRemark') && event.code !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            onDone()
          }}
        />
      </div>
      <Button size="compact-md" variant="default" title={keyWords.label('endRemark')} onClick={onDone}>
        {t('remark.done')}
      </Button>
    </section>
  )
}

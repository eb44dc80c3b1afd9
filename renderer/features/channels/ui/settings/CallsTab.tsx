import { Switch, Textarea, TextInput } from '@mantine/core'
import { useId, useLayoutEffect, useRef, useState } from 'react'

import { textLength } from '#shared/domain/capabilities'
import { callNote, MAX_CALL_NOTE, MAX_MISSED_TEXT, type ChannelCalls } from '#shared/domain/channel-calls'

import { useTranslation } from '../../../../i18n/use-translation'
import { phoneToE164 } from '../../../../ui/phone-e164'
import { SettingRow } from '../../../../ui/Section'
import classes from './ChannelSettings.module.css'
import type { SettingsTabProps } from './WorkingTab'

/** «Звонки»: what a client sees of a call, and of one that nobody took (spec K5, K7). */
export function CallsTab({ channel, settings, onChange, problem }: SettingsTabProps) {
  const { t } = useTranslation('channels')
  const ids = { number: useId(), note: useId(), isTold: useId(), text: useId() }
  const { calls } = settings
  const { missed } = calls
  const set = (patch: Partial<ChannelCalls>): void => {
    onChange({ calls: { ...calls, ...patch } })
  }
  const { maxTextLength, browserCalls } = channel.capabilities
  const max = Math.min(MAX_MISSED_TEXT, maxTextLength)
  return (
    <>
      <p className={classes.notice}>{t('settings.calls.intro')}</p>
      <NumberRow id={ids.number} calls={calls} error={problem('callerNumberInvalid')} onChange={set} />
      <SettingRow label={t('settings.calls.note')} hint={t('settings.calls.noteHint')} htmlFor={ids.note}>
        <TextInput
          id={ids.note}
          placeholder={t('settings.calls.notePlaceholder')}
          value={calls.note}
          error={problem('callNoteTooLong', 'callNoteUnseen')}
          onChange={(event) => {
            set({ note: event.currentTarget.value })
          }}
        />
        <Counter length={textLength(calls.note)} max={MAX_CALL_NOTE} />
      </SettingRow>
      <SettingRow label={t('settings.calls.preview')}>
        <Preview calls={calls} />
      </SettingRow>
      <SettingRow
        label={t('settings.calls.isTold')}
        hint={t(browserCalls ? 'settings.calls.isToldNoticeHint' : 'settings.calls.isToldTextHint')}
        htmlFor={ids.isTold}
      >
        <Switch
          id={ids.isTold}
          checked={missed.isTold}
          onChange={(event) => {
            set({ missed: { ...missed, isTold: event.currentTarget.checked } })
          }}
        />
        {!browserCalls && (
          <>
            <Textarea
              id={ids.text}
              mt={12}
              rows={3}
              aria-label={t('settings.calls.text')}
              description={t('settings.calls.textHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              disabled={!missed.isTold}
              value={missed.text}
              error={problem('missedTextBlank', 'missedTextTooLong', 'missedTextUnseen')}
              onChange={(event) => {
                set({ missed: { ...missed, text: event.currentTarget.value } })
              }}
            />
            <Counter length={textLength(missed.text)} max={max} />
          </>
        )}
      </SettingRow>
    </>
  )
}

interface NumberRowProps {
  readonly id: string
  readonly calls: ChannelCalls
  readonly error: string | null
  readonly onChange: (patch: Pick<ChannelCalls, 'callerNumber'>) => void
}

/** Typed as people write numbers, and kept whole; until it is left it stands there as it was typed. */
function NumberRow({ id, calls: { callerNumber }, error, onChange }: NumberRowProps) {
  const { t } = useTranslation('channels')
  const [typed, setTyped] = useState<string | null>(null)
  const latest = useRef({ typed, onChange })
  useLayoutEffect(() => {
    latest.current = { typed, onChange }
  })
  const take = async (text: string): Promise<void> => {
    setTyped(text)
    onChange({ callerNumber: text.trim() === '' ? null : text })
    const phone = await phoneToE164(text)
    const now = latest.current
    // Left meanwhile it is still the last that was typed.
    if (phone.ok && (now.typed ?? text) === text) now.onChange({ callerNumber: phone.value })
  }
  return (
    <SettingRow label={t('settings.calls.callerNumber')} hint={t('settings.calls.callerNumberHint')} htmlFor={id}>
      <TextInput
        id={id}
        type="tel"
        autoComplete="off"
        className="tabular"
        placeholder={t('settings.calls.callerNumberPlaceholder')}
        value={typed ?? callerNumber ?? ''}
        error={typed === null ? error : null}
        onChange={(event) => void take(event.currentTarget.value)}
        onBlur={() => {
          setTyped(null)
        }}
      />
    </SettingRow>
  )
}

/** By the very rule by which calls go out. */
function Preview({ calls }: { readonly calls: ChannelCalls }) {
  const { t } = useTranslation('channels')
  const number = calls.callerNumber ?? t('settings.calls.previewLine')
  const title = t('settings.calls.previewVacancy')
  const vacancy = { kind: 'vacancy', title, price: null, url: null, imageUrl: null } as const
  const shown = [
    { when: t('settings.calls.previewWith'), note: callNote(calls, { subject: vacancy }) },
    { when: t('settings.calls.previewWithout'), note: callNote(calls, { subject: null }) },
  ]
  return (
    <dl className={classes.previews}>
      {shown.map(({ when, note }) => (
        <div key={when}>
          <dt>{when}</dt>
          <dd>
            <b>{note ?? t('settings.calls.previewNoNote')}</b>
            <br />
            <span className="tabular">{number}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Counter({ length, max }: { readonly length: number; readonly max: number }) {
  const { t } = useTranslation('channels')
  return (
    <p className={classes.counter} data-over={length > max || undefined}>
      {t('settings.counter', { length, max })}
    </p>
  )
}

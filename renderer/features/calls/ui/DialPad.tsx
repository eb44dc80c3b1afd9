import { Button, Select, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import type { DialRequest } from '#shared/domain/dial-link'
import type { SipAccountId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconBackspace, IconDeviceLandlinePhone, IconPhone } from '../../../ui/icons'
import { cleanForField, parseDialString } from '../model/dial-string'
import { KeyGrid } from './KeyGrid'
import classes from './DialPad.module.css'

export interface DialLine {
  readonly id: SipAccountId
  readonly name: string
}

export interface DialPadProps {
  /** Comes from outside of Otklik; it stands in the field and waits for the person's Enter. */
  readonly request?: DialRequest | null
  /** Lines that can call now; the choice shows when there are several. */
  readonly lines: readonly DialLine[]
  readonly onCall: (number: string, accountId: SipAccountId | null) => Promise<boolean>
  /** On the desk phone; `null`: there is none. */
  readonly onCallOnPhone: ((number: string) => Promise<boolean>) | null
}

const ANY_LINE = ''

/** Keeps what was typed when the call is refused; clears it once a call has begun. */
export function DialPad({ request = null, lines, onCall, onCallOnPhone }: DialPadProps) {
  const { t } = useTranslation('calls')
  const { t: phoneWords } = useTranslation('deskPhone')
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [line, setLine] = useState<string>(ANY_LINE)
  const [wrong, setWrong] = useState<string | null>(null)
  const [taken, setTaken] = useState<DialRequest | null>(null)
  const [hint, setHint] = useState<string | null>(null)
  if (request && request !== taken) {
    const { from, dialled } = request
    setTaken(request)
    setText(dialled.kind === 'number' ? dialled.number : '')
    setWrong(dialled.kind === 'fault' ? t(`pad.fault.${from}.${dialled.fault}`, { text: dialled.text }) : null)
    const extension = dialled.kind === 'number' ? dialled.extension : null
    if (extension !== null) setHint(t('pad.askedExtension', { extension }))
    else setHint(dialled.kind === 'number' ? t(`pad.asked.${from}`) : null)
  }
  useEffect(() => {
    if (request) field.current?.focus()
  }, [request])
  const accountId = lines.find((each) => each.id === line)?.id ?? null

  const edit = (next: string): void => {
    setText(next)
    setWrong(null)
    setHint(null)
  }
  const press = (key: string): void => {
    const input = field.current
    const start = input?.selectionStart ?? text.length
    const end = input?.selectionEnd ?? text.length
    edit(text.slice(0, start) + key + text.slice(end))
    input?.focus()
    requestAnimationFrame(() => {
      input?.setSelectionRange(start + key.length, start + key.length)
    })
  }
  const call = (begin: (number: string) => Promise<boolean>): void => {
    const target = parseDialString(text)
    if (!target) {
      setWrong(text.trim() ? t('refused.badNumber', { number: text.trim() }) : t('pad.needNumber'))
      field.current?.focus()
      return
    }
    void begin(target.value).then((started) => {
      if (started) edit('')
    })
  }

  return (
    <form
      className={classes.root}
      aria-label={t('pad.title')}
      onSubmit={(event) => {
        event.preventDefault()
        call((number) => onCall(number, accountId))
      }}
    >
      <TextInput
        ref={field}
        size="md"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        inputMode="tel"
        label={t('pad.field')}
        placeholder={t('pad.placeholder')}
        description={hint ?? t('pad.paste')}
        classNames={{ input: classes.input ?? '' }}
        value={text}
        error={wrong}
        onChange={(event) => {
          edit(event.currentTarget.value)
        }}
        onPaste={(event) => {
          const input = event.currentTarget
          if (input.selectionEnd !== input.value.length || input.selectionStart !== 0) {
            if (input.value !== '') return
          }
          event.preventDefault()
          edit(cleanForField(event.clipboardData.getData('text')))
        }}
        rightSection={
          text && (
            <IconButton
              label={t('pad.erase')}
              size={28}
              onClick={() => {
                edit(text.slice(0, -1))
                field.current?.focus()
              }}
            >
              <IconBackspace size={18} stroke={1.7} aria-hidden />
            </IconButton>
          )
        }
      />
      <KeyGrid size="large" onPress={press} />
      {lines.length > 1 && (
        <Select
          label={t('pad.line')}
          size="sm"
          allowDeselect={false}
          data={[
            { value: ANY_LINE, label: t('pad.anyLine') },
            ...lines.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={accountId ?? ANY_LINE}
          onChange={(next) => {
            setLine(next ?? ANY_LINE)
          }}
        />
      )}
      <Button type="submit" size="md" fullWidth leftSection={<IconPhone size={18} stroke={1.8} aria-hidden />}>
        {t('pad.call')}
      </Button>
      {onCallOnPhone && (
        <Button
          variant="default"
          fullWidth
          leftSection={<IconDeviceLandlinePhone size={18} stroke={1.8} aria-hidden />}
          onClick={() => {
            call(onCallOnPhone)
          }}
        >
          {phoneWords('dial')}
        </Button>
      )}
    </form>
  )
}

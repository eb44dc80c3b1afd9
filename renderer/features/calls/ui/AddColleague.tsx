import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import type { Colleague } from '#shared/domain/colleague'

import { useTranslation } from '../../../i18n/use-translation'
import { parseDialString } from '../model/dial-string'
import type { DialLine } from './DialPad'
import classes from './Colleagues.module.css'

export interface AddColleagueProps {
  readonly lines: readonly DialLine[]
  readonly isKnown: (colleague: Omit<Colleague, 'id'>) => boolean
  readonly onAdd: (colleague: Omit<Colleague, 'id'>) => void
  readonly onCancel: () => void
}

/** An extension, what to call it, and the line over which it is asked about. */
export function AddColleague({ lines, isKnown, onAdd, onCancel }: AddColleagueProps) {
  const { t } = useTranslation('calls')
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [line, setLine] = useState(lines[0]?.id)
  const [wrong, setWrong] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  // It opens under the list, where its end may be below the window's.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  const add = (): void => {
    const target = parseDialString(number)
    const account = lines.find(({ id }) => id === line) ?? lines[0]
    if (!account) return
    if (!target) {
      setWrong(number.trim() ? t('refused.badNumber', { number: number.trim() }) : t('pad.needNumber'))
      return
    }
    const colleague = { accountId: account.id, number: target.value, name: name.trim() || null }
    if (isKnown(colleague)) setWrong(t('colleagues.known'))
    else onAdd(colleague)
  }
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={t('colleagues.add')}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextInput
        autoFocus
        size="xs"
        label={t('colleagues.number')}
        placeholder="101"
        autoComplete="off"
        value={number}
        error={wrong}
        onChange={(event) => {
          setNumber(event.currentTarget.value)
          setWrong(null)
        }}
      />
      <TextInput
        size="xs"
        label={t('colleagues.name')}
        autoComplete="off"
        maxLength={80}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      {lines.length > 1 && (
        <NativeSelect
          size="xs"
          label={t('pad.line')}
          data={lines.map(({ id, name: label }) => ({ value: id, label }))}
          value={line ?? ''}
          onChange={(event) => {
            setLine(lines.find(({ id }) => id === event.currentTarget.value)?.id)
          }}
        />
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm">
          {t('colleagues.add')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('colleagues.cancel')}
        </Button>
      </div>
    </form>
  )
}

import { Autocomplete, Button } from '@mantine/core'
import { useCallback, useState } from 'react'

import type { CallRecord, CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'
import { callerName } from '../model/call-text'
import { parseDialString } from '../model/dial-string'
import { transferContacts } from '../model/transfer-contacts'
import classes from './TransferForm.module.css'

export interface TransferFormProps {
  readonly call: CallSnapshot
  readonly others: readonly CallSnapshot[]
  readonly onTransfer: (number: string) => Promise<boolean>
  readonly onConsult: (number: string) => void
  readonly onConnect: (id: CallId) => void
  readonly onDone: () => void
}

const KNOWN_CALLS = 200
const OFFERED = 5

/** To whom: a call that waits already, a number, or somebody out of the history. */
export function TransferForm({ call, others, onTransfer, onConsult, onConnect, onDone }: TransferFormProps) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const observe = useCallback(
    (listener: (calls: readonly CallRecord[]) => void) => data.observeCalls(KNOWN_CALLS, listener),
    [data],
  )
  const known = transferContacts(useObserved<readonly CallRecord[]>(observe, [], true), call.number)
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)

  const chosenNumber = (): string | null => {
    const number = known.find(({ label }) => label === text)?.number ?? parseDialString(text)?.value ?? null
    setWrong(number === null)
    return number
  }
  const transfer = async (): Promise<void> => {
    const number = chosenNumber()
    if (number === null) return
    if (await onTransfer(number)) onDone()
    else setWrong(true)
  }

  return (
    <div className={classes.form}>
      {others.length > 0 && (
        <div className={classes.others}>
          {others.map((other) => (
            <Button
              key={other.id}
              fullWidth
              onClick={() => {
                onConnect(other.id)
                onDone()
              }}
            >
              {t('transfer.connect', { who: callerName(other, t) })}
            </Button>
          ))}
          <p className={classes.hint}>{t('transfer.connectHint')}</p>
        </div>
      )}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void transfer()
        }}
      >
        <Autocomplete
          data-autofocus
          label={t('transfer.to')}
          placeholder={t('transfer.placeholder')}
          autoComplete="off"
          limit={OFFERED}
          openOnFocus={false}
          data={known.map(({ label }) => label)}
          value={text}
          error={isWrong ? (text.trim() ? t('refused.badNumber', { number: text.trim() }) : t('pad.needNumber')) : null}
          onChange={(next) => {
            setText(next)
            setWrong(false)
          }}
          comboboxProps={{ withinPortal: false }}
        />
        <div className={classes.actions}>
          <Button type="submit" variant={others.length > 0 ? 'light' : 'filled'}>
            {t('transfer.now')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              const number = chosenNumber()
              if (number === null) return
              onConsult(number)
              onDone()
            }}
          >
            {t('transfer.consult')}
          </Button>
        </div>
        <p className={classes.hint}>{t('transfer.hint')}</p>
      </form>
    </div>
  )
}

import { Button } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { Colleague } from '#shared/domain/colleague'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPlus } from '../../../ui/icons'
import { controlsOf, currentCall } from '../model/call-controls'
import { getCallsStore, useCalls } from '../model/calls'
import { nameOf, saveColleagues, useColleagues } from '../model/colleagues'
import { AddColleague } from './AddColleague'
import { ColleagueRow } from './ColleagueRow'
import classes from './Colleagues.module.css'
import type { DialLine } from './DialPad'

export interface ColleaguesPanelProps {
  /** All that are set up, whether or not they are connected. */
  readonly lines: readonly DialLine[]
}

/** Who of the colleagues is free (spec K13): to be called, to be given the client, to have a call taken over. */
export function ColleaguesPanel({ lines }: ColleaguesPanelProps) {
  const { t } = useTranslation('calls')
  const colleagues = useColleagues()
  const call = useCalls(({ calls, chosen }) => currentCall(calls, chosen))
  const [isAdding, setAdding] = useState(false)
  const [removed, setRemoved] = useState<{ readonly colleague: Colleague; readonly index: number } | null>(null)
  const [missed, setMissed] = useState<string | null>(null)
  if (!colleagues) return null
  const transferred = call && controlsOf(call).canTransfer ? call.id : null

  return (
    <section className={classes.root} aria-label={t('colleagues.title')}>
      <header className={classes.head}>
        <h2>{t('colleagues.title')}</h2>
        {!isAdding && (
          <IconButton
            label={t('colleagues.add')}
            size={28}
            onClick={() => {
              setAdding(true)
            }}
          >
            <IconPlus size={17} stroke={1.7} aria-hidden />
          </IconButton>
        )}
      </header>
      {colleagues.length === 0 && !isAdding && <p className={classes.empty}>{t('colleagues.empty')}</p>}
      <ul className={classes.list}>
        {colleagues.map((colleague, index) => (
          <ColleagueRow
            key={colleague.id}
            colleague={colleague}
            onCall={() => {
              const { number, accountId } = colleague
              void getCallsStore().startCall(number, { accountId })
            }}
            onPickUp={() => {
              void getCallsStore()
                .pickUp(colleague.id)
                .then((isTaken) => {
                  setMissed(isTaken ? null : nameOf(colleague))
                })
            }}
            onTransfer={
              transferred &&
              (() => {
                void getCallsStore().transfer(transferred, colleague.number)
              })
            }
            onRemove={() => {
              setRemoved({ colleague, index })
              void saveColleagues(colleagues.filter(({ id }) => id !== colleague.id))
            }}
          />
        ))}
      </ul>
      <div role="status">
        {missed && <p className={classes.empty}>{t('colleagues.nothingRings', { who: missed })}</p>}
        {removed && (
          <p className={classes.empty}>
            {t('colleagues.removed', { who: nameOf(removed.colleague) })}{' '}
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                void saveColleagues(putBack(colleagues, removed.colleague, removed.index))
                setRemoved(null)
              }}
            >
              {t('colleagues.undo')}
            </Button>
          </p>
        )}
      </div>
      {isAdding && (
        <AddColleague
          lines={lines}
          isKnown={({ accountId, number }) =>
            colleagues.some((each) => each.accountId === accountId && each.number === number)
          }
          onAdd={(colleague) => {
            setAdding(false)
            void saveColleagues([...colleagues, { ...colleague, id: uuid() }])
          }}
          onCancel={() => {
            setAdding(false)
          }}
        />
      )}
    </section>
  )
}

/** Where they stood, in the list as it is by now. */
function putBack(list: readonly Colleague[], colleague: Colleague, index: number): readonly Colleague[] {
  const others = list.filter(({ id }) => id !== colleague.id)
  return [...others.slice(0, index), colleague, ...others.slice(index)]
}

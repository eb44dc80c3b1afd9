import { Button, Group } from '@mantine/core'
import { useMemo, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { hubConnection } from '../../../ipc/hub-connection'
import { useClock } from '../../../ui/clock-context'
import { InlineError } from '../../../ui/InlineError'
import { saveAs } from '../../../ui/save-as'
import type { ChatRow } from '../../../data/desk-data'
import { AccessOfClient } from '../../duties'
import { createPersonalRest, type PersonalFailure, type PersonalRest } from '../model/personal-rest'
import classes from './ContextPanel.module.css'
import { EraseDialog } from './EraseDialog'

export interface PersonalDataProps {
  readonly chat: ChatRow
  /** Another one, for tests. */
  readonly rest?: PersonalRest
}

/** On the client's card, for administrators: hand over what is kept of a person, and erase it (spec C9). */
export function PersonalData({ chat, rest: given }: PersonalDataProps) {
  const { t } = useTranslation('cases')
  const clock = useClock()
  const made = useMemo(
    () =>
      createPersonalRest(
        () => hubConnection().getState().value,
        (url, init) => fetch(url, init),
      ),
    [],
  )
  const rest = given ?? made
  const [isExporting, setExporting] = useState(false)
  const [isErasing, setErasing] = useState(false)
  const [failure, setFailure] = useState<PersonalFailure | null>(null)
  const save = async (): Promise<void> => {
    setExporting(true)
    setFailure(null)
    const answer = await rest.exported(chat.id)
    if (answer.ok) saveAs(answer.value, t('personal.fileName', { number: chat.case.number }), clock)
    else setFailure(answer.error)
    setExporting(false)
  }
  return (
    <section className={classes.section} aria-label={t('personal.title')}>
      <h3>{t('personal.title')}</h3>
      <Group gap={8}>
        <AccessOfClient chatId={chat.id} name={chat.clientName} />
        <Button size="compact-sm" variant="light" loading={isExporting} onClick={() => void save()}>
          {t('personal.export')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="danger"
          onClick={() => {
            setErasing(true)
          }}
        >
          {t('personal.erase')}
        </Button>
      </Group>
      {failure && <InlineError>{t(`personal.failure.${failure}`)}</InlineError>}
      {isErasing && (
        <EraseDialog
          chatId={chat.id}
          rest={rest}
          onClose={() => {
            setErasing(false)
          }}
        />
      )}
    </section>
  )
}

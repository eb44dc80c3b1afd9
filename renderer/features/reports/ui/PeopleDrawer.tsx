import { Drawer, Loader } from '@mantine/core'
import { useCallback } from 'react'

import type { PeopleView } from '#shared/contract/reports'
import type { ChatId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { formatMoment } from '../../../ui/time'
import type { PeopleWish, ReportsRest } from '../model/reports-rest'
import { useAsked } from '../model/use-asked'
import { AskFailure } from './AskFailure'
import classes from './PeopleDrawer.module.css'

export interface PeopleDrawerProps {
  readonly rest: ReportsRest
  readonly shown: { readonly title: string; readonly wish: PeopleWish } | null
  readonly onOpenChat: (id: ChatId) => void
  readonly onClose: () => void
}

/** The people behind a step of the funnel. */
export function PeopleDrawer({ rest, shown, onOpenChat, onClose }: PeopleDrawerProps) {
  const { t } = useTranslation('reports')
  return (
    <Drawer
      opened={shown !== null}
      onClose={onClose}
      position="right"
      size={420}
      title={shown?.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {shown && <People rest={rest} wish={shown.wish} onOpenChat={onOpenChat} />}
    </Drawer>
  )
}

interface PeopleProps {
  readonly rest: ReportsRest
  readonly wish: PeopleWish
  readonly onOpenChat: (id: ChatId) => void
}

function People({ rest, wish, onOpenChat }: PeopleProps) {
  const { t } = useTranslation('reports')
  const asked = useAsked(useCallback(() => rest.people(wish), [rest, wish]))
  if (asked.failure) return <AskFailure isAlone failure={asked.failure} onAgain={asked.again} />
  if (!asked.value) return <Loader size="sm" aria-label={t('loading')} />
  return (
    <ul className={classes.list}>
      {asked.value.people.map((person) => (
        <li key={person.chatId}>
          <Person person={person} step={wish.step} onOpenChat={onOpenChat} />
        </li>
      ))}
    </ul>
  )
}

interface PersonProps {
  readonly person: PeopleView['people'][number]
  readonly step: PeopleWish['step']
  readonly onOpenChat: (id: ChatId) => void
}

function Person({ person, step, onOpenChat }: PersonProps) {
  const { t, i18n } = useTranslation(['reports', 'common'])
  const atMs = person.made[step]?.atMs ?? null
  const when = atMs === null ? t('funnel.unknownMoment') : formatMoment(atMs, i18n.language)
  return (
    <button
      type="button"
      className={classes.line}
      onClick={() => {
        onOpenChat(person.chatId)
      }}
    >
      <b>{person.name === '' ? t('common:guest') : person.name}</b>
      <span>{[person.vacancyTitle, when].join(' · ')}</span>
    </button>
  )
}

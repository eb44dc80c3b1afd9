import { Button, Modal, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

import { fullNameOf, type ClientCard } from '#shared/domain/client-card'
import type { ClientCardId } from '#shared/domain/ids'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { EmptyState } from '../../../ui/EmptyState'
import { IconSearch } from '../../../ui/icons'
import { NoClients } from '../../../ui/illustrations/NoClients'
import { InlineError } from '../../../ui/InlineError'
import { formatPhone } from '../../../ui/phone'
import { useClock } from '../../../ui/clock-context'
import classes from './CardPicker.module.css'

export interface CardPickerProps {
  readonly title: string
  readonly hint: string
  readonly initialSearch: string
  /** The card that is here already. */
  readonly without: ClientCardId | null
  readonly onPick: (card: ClientCard) => void
  readonly onClose: () => void
}

const PAUSE_MS = 200

/** Finds a client by name or phone. */
export function CardPicker({ title, hint, initialSearch, without, onPick, onClose }: CardPickerProps) {
  const { t } = useTranslation(['cases', 'common'])
  const data = useDeskData()
  const clock = useClock()
  const [search, setSearch] = useState(initialSearch)
  const [found, setFound] = useState<Result<readonly ClientCard[], 'offline'> | null>(null)
  useEffect(() => {
    let isCurrent = true
    const timer = clock.schedule(PAUSE_MS, () => {
      void data.searchCards(search).then((answer) => {
        if (isCurrent) setFound(answer)
      })
    })
    return () => {
      isCurrent = false
      timer.dispose()
    }
  }, [data, clock, search])
  const cards = found?.ok ? found.value.filter(({ id }) => id !== without) : []
  return (
    <Modal opened onClose={onClose} title={title} size={460} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Text size="sm" mb={12}>
        {hint}
      </Text>
      <TextInput
        type="search"
        aria-label={t('card.search')}
        placeholder={t('card.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        data-autofocus
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
        }}
      />
      {found?.ok === false && <InlineError>{t('card.offline')}</InlineError>}
      <ul className={classes.list} aria-live="polite">
        {cards.map((card) => (
          <li key={card.id}>
            <div className={classes.words}>
              <b>{fullNameOf(card) || t('card.unnamed')}</b>
              <span>
                {[card.phones[0] === undefined ? '' : formatPhone(card.phones[0]), card.position]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            <Button
              size="compact-sm"
              variant="light"
              aria-label={`${t('card.choose')}: ${fullNameOf(card) || t('card.unnamed')}`}
              onClick={() => {
                onPick(card)
              }}
            >
              {t('card.choose')}
            </Button>
          </li>
        ))}
        {found?.ok && cards.length === 0 && (
          <li className={classes.none}>
            <EmptyState picture={<NoClients />} title={t('card.notFound')} hint={t('card.notFoundHint')} />
          </li>
        )}
        {found === null && <li className={classes.none}>{t('card.searching')}</li>}
      </ul>
    </Modal>
  )
}

import { Button, Checkbox, MultiSelect } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import type { CaseState } from '#shared/domain/case'

import { useTranslation } from '../../../../i18n/use-translation'
import {
  isNarrowed,
  NO_FILTERS,
  type ChatFilters,
  type FilterOption,
  type FilterOptions,
} from '../../../../data/chat-filters'
import { useDeskData } from '../../../../data/desk-data-context'
import type { ChatsStore } from '../../model/chats.store'
import { usePeople } from '../names'
import { useChannels } from '../use-channels'
import { DayRange } from './DayRange'
import classes from './Filters.module.css'

const STATES = ['queued', 'assigned', 'withBot', 'closed', 'idle'] as const satisfies readonly CaseState['kind'][]
/** A longer list is narrowed by typing. */
const MAX_OPTIONS = 100

export interface FilterFormProps {
  readonly chats: ChatsStore
  readonly onDone: () => void
}

/** Every change narrows the list at once: there is nothing to confirm. */
export function FilterForm({ chats, onDone }: FilterFormProps) {
  const { t } = useTranslation('chats')
  const filters = useStore(chats.store, (state) => state.filters)
  const options = useFilterOptions()
  const channels = useChannels() ?? []
  const { agents } = usePeople()
  const set = (change: Partial<ChatFilters>) => {
    chats.setFilters({ ...filters, ...change })
  }
  const common = {
    searchable: true,
    clearable: true,
    hidePickedOptions: true,
    // Opening the form puts the focus here: the list would lie over the fields below.
    openOnFocus: false,
    limit: MAX_OPTIONS,
    nothingFoundMessage: options ? t('filters.nothing') : t('filters.loading'),
    // Within the popover, so that choosing is no click beside it.
    comboboxProps: { withinPortal: false },
  } as const
  const placeholder = (chosen: readonly unknown[], words: string) => (chosen.length === 0 ? words : '')
  return (
    <div className={classes.form}>
      <MultiSelect
        {...common}
        data-autofocus
        label={t('filters.subjects')}
        placeholder={placeholder(filters.subjects, t('filters.anySubject'))}
        data={toData(options?.subjects, filters.subjects)}
        value={[...filters.subjects]}
        onChange={(subjects) => {
          set({ subjects })
        }}
      />
      <MultiSelect
        {...common}
        label={t('filters.stages')}
        placeholder={placeholder(filters.stages, t('filters.anyStage'))}
        data={toData(options?.stages, filters.stages)}
        value={[...filters.stages]}
        onChange={(stages) => {
          set({ stages })
        }}
      />
      <MultiSelect
        {...common}
        label={t('filters.channels')}
        placeholder={placeholder(filters.channelIds, t('filters.anyChannel'))}
        data={channels.map(({ id, name }) => ({ value: id, label: name }))}
        value={[...filters.channelIds]}
        onChange={(channelIds) => {
          set({ channelIds })
        }}
      />
      <MultiSelect
        {...common}
        label={t('filters.agents')}
        placeholder={placeholder(filters.agentIds, t('filters.anyAgent'))}
        data={agents
          .filter(({ id, isRemoved }) => !isRemoved || filters.agentIds.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={[...filters.agentIds]}
        onChange={(agentIds) => {
          set({ agentIds })
        }}
      />
      <MultiSelect
        {...common}
        label={t('filters.states')}
        placeholder={placeholder(filters.states, t('filters.anyState'))}
        data={STATES.map((state) => ({ value: state, label: t(`filters.state.${state}`) }))}
        value={[...filters.states]}
        onChange={(states) => {
          set({ states: STATES.filter((state) => states.includes(state)) })
        }}
      />
      <DayRange fromDay={filters.fromDay} toDay={filters.toDay} onChange={set} />
      <Checkbox
        label={t('filters.unread')}
        checked={filters.isUnread}
        onChange={(event) => {
          set({ isUnread: event.currentTarget.checked })
        }}
      />
      <Checkbox
        label={t('filters.withoutVacancy')}
        checked={filters.isWithoutVacancy}
        onChange={(event) => {
          set({ isWithoutVacancy: event.currentTarget.checked })
        }}
      />
      <div className={classes.foot}>
        <Button
          variant="subtle"
          disabled={!isNarrowed(filters)}
          onClick={() => {
            chats.setFilters(NO_FILTERS)
          }}
        >
          {t('filters.reset')}
        </Button>
        <Button onClick={onDone}>{t('filters.view.done')}</Button>
      </div>
    </div>
  )
}

/** `null` until the desk has gone through its chats. */
function useFilterOptions(): FilterOptions | null {
  const data = useDeskData()
  const [options, setOptions] = useState<FilterOptions | null>(null)
  useEffect(() => {
    let isOver = false
    void data.fetchFilterOptions().then((found) => {
      if (!isOver) setOptions(found)
    })
    return () => {
      isOver = true
    }
  }, [data])
  return options
}

/** What is chosen stays among them, even when no chat has it any more. */
function toData(options: readonly FilterOption[] | undefined, chosen: readonly string[]) {
  const known = options ?? []
  const gone = chosen.filter((title) => !known.some((option) => option.title === title))
  return [
    ...known.map(({ title, count }) => ({ value: title, label: `${title} · ${String(count)}` })),
    ...gone.map((title) => ({ value: title, label: title })),
  ]
}

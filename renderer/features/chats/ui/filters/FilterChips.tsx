import { useStore } from 'zustand'

import { useTranslation } from '../../../../i18n/use-translation'
import { NO_FILTERS } from '../../../../data/chat-filters'
import { IconX } from '../../../../ui/icons'
import type { ChatsStore } from '../../model/chats.store'
import classes from './Filters.module.css'
import { useChips } from './use-chip-words'

/** What narrows the list stands under the search box for as long as it does. */
export function FilterChips({ chats }: { readonly chats: ChatsStore }) {
  const { t } = useTranslation('chats')
  const chips = useChips(useStore(chats.store, (state) => state.filters))
  if (chips.length === 0) return null
  return (
    <div className={classes.chips} role="group" aria-label={t('filters.chips')}>
      {chips.map(({ kind, value, words, without }) => (
        <button
          key={`${kind} ${value}`}
          type="button"
          className={classes.chip}
          aria-label={t('filters.removeChip', { chip: words })}
          title={t('filters.removeChip', { chip: words })}
          onClick={() => {
            chats.setFilters(without)
          }}
        >
          <span className={classes.words}>{words}</span>
          <IconX size={12} aria-hidden />
        </button>
      ))}
      <button
        type="button"
        className={classes.reset}
        onClick={() => {
          chats.setFilters(NO_FILTERS)
        }}
      >
        {t('filters.reset')}
      </button>
    </div>
  )
}

import type { CaseState } from '#shared/domain/case'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import type { ChatFilters } from '../../../../data/chat-filters'
import { chipsOf, type FilterChip } from '../../model/filter-chips'
import { useNames } from '../names'
import { useChannels } from '../use-channels'

export interface WordedChip extends FilterChip {
  readonly words: string
}

/** What is set, in the words of the person. */
export function useChips(filters: ChatFilters): readonly WordedChip[] {
  const { t, i18n } = useTranslation('chats')
  const names = useNames()
  const channels = useChannels()

  function wordsOf({ kind, value }: FilterChip): string {
    switch (kind) {
      case 'subject':
      case 'stage':
        return t(`filters.chip.${kind}`, { title: value })
      case 'channel':
        return t('filters.chip.channel', {
          title: channels?.find(({ id }) => id === value)?.name ?? t('filters.unknownChannel'),
        })
      case 'agent':
        // A chip's value is one of the filter's own ids.
        return t('filters.chip.agent', { title: names.agent(value as AgentId) })
      case 'state':
        return t('filters.chip.state', { title: t(`filters.state.${value as CaseState['kind']}`) })
      case 'unread':
      case 'withoutVacancy':
        return t(`filters.chip.${kind}`)
      case 'dates': {
        const from = filters.fromDay === null ? null : dayWords(filters.fromDay, i18n.language)
        const to = filters.toDay === null ? null : dayWords(filters.toDay, i18n.language)
        if (from !== null && to !== null) return t('filters.chip.fromTo', { from, to })
        return from === null ? t('filters.chip.to', { to }) : t('filters.chip.from', { from })
      }
    }
  }

  return chipsOf(filters).map((chip) => ({ ...chip, words: wordsOf(chip) }))
}

function dayWords(day: string, language: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date).toLocaleDateString(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
}

import { expect, it } from 'vitest'

import { countSet, NO_FILTERS, type ChatFilters } from '../../../data/chat-filters'
import { demoId } from '../../../data/demo-rows'
import { chipsOf } from './filter-chips'

it('[F2] tells each thing that is set and what is left without it', () => {
  const filters: ChatFilters = {
    subjects: ['Курьер', 'Повар'],
    stages: ['Новые'],
    channelIds: [demoId('channel', 1)],
    agentIds: [demoId('agent', 1)],
    states: ['queued'],
    isUnread: true,
    isWithoutVacancy: true,
    fromDay: '2026-11-01',
    toDay: null,
  }
  const chips = chipsOf(filters)
  expect(chips).toHaveLength(countSet(filters))
  expect(chips[0]).toEqual({ kind: 'subject', value: 'Курьер', without: { ...filters, subjects: ['Повар'] } })
  expect(chips.at(-1)).toEqual({ kind: 'dates', value: '', without: { ...filters, fromDay: null } })
  const without = chips.reduce((left) => chipsOf(left)[0]?.without ?? left, filters)
  expect(without).toEqual(NO_FILTERS)
  expect(chipsOf(NO_FILTERS)).toEqual([])
})

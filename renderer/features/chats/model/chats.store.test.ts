import { describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { NO_FILTERS } from '../../../data/chat-filters'
import { createChatsStore, neighbour } from './chats.store'

describe('neighbour', () => {
  const ids = ['a', 'b', 'c']

  it.each([
    ['a', 1, 'b'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
    [null, 1, 'a'],
    [null, -1, 'c'],
    ['gone', 1, 'a'],
    ['b', Number.POSITIVE_INFINITY, 'c'],
    ['b', Number.NEGATIVE_INFINITY, 'a'],
  ])('of %s by %d is %s', (from, step, expected) => {
    expect(neighbour(ids, from, step)).toBe(expected)
  })

  it('of nothing is nothing', () => {
    expect(neighbour([], null, 1)).toBeNull()
  })
})

describe('the chats store', () => {
  it('opens a chat, asks for focus each time and keeps the place in the list when it is closed', () => {
    const chats = createChatsStore()
    const id = 'a' as ChatId
    chats.open(id)
    chats.open(id)
    chats.close()
    expect(chats.store.getState()).toEqual({
      openId: null,
      isWatching: false,
      activeId: id,
      place: 'chats',
      filter: 'all',
      search: '',
      filters: NO_FILTERS,
      contextTab: 'client',
      composerFocus: 2,
    })
  })

  it('[Q4] keeps the filter of chats and that of cases apart', () => {
    const chats = createChatsStore()
    const filterAt = (place: 'chats' | 'cases') => {
      chats.setPlace(place)
      return chats.store.getState().filter
    }
    chats.setFilter('unread')
    expect(filterAt('cases')).toBe('mine')
    chats.setFilter('queue')
    expect([filterAt('chats'), filterAt('cases')]).toEqual(['unread', 'queue'])
  })

  it('keeps what was typed into a case’s comment', () => {
    const chats = createChatsStore()
    chats.keepComment('a' as ChatId, 'спросить про график')
    expect([chats.commentOf('a' as ChatId), chats.commentOf('b' as ChatId)]).toEqual(['спросить про график', ''])
    chats.keepComment('a' as ChatId, '')
    expect(chats.commentOf('a' as ChatId)).toBe('')
  })

  it('[F2] keeps the filters of each place and takes those of a view', () => {
    const chats = createChatsStore()
    const unread = { ...NO_FILTERS, isUnread: true }
    chats.setFilters(unread)
    chats.setPlace('cases')
    expect(chats.store.getState().filters).toEqual(NO_FILTERS)
    chats.applyView({ filter: 'queue', search: 'иван', filters: { ...NO_FILTERS, subjects: ['Курьер'] } })
    chats.setPlace('chats')
    expect(chats.store.getState()).toMatchObject({ filter: 'all', filters: unread })
    chats.setPlace('cases')
    expect(chats.store.getState()).toMatchObject({ filter: 'queue', search: 'иван', filters: { subjects: ['Курьер'] } })
    chats.clearAll()
    expect(chats.store.getState()).toMatchObject({ filter: 'queue', search: '', filters: NO_FILTERS })
  })
})

import { describe, expect, it } from 'vitest'

import type { ChatId, MessageId } from '#shared/domain/ids'

import { NO_FILTERS } from '../../../data/chat-filters'
import { demoId } from '../../../data/demo-rows'
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
      found: null,
      isWatching: false,
      activeId: id,
      place: 'chats',
      filter: 'all',
      search: '',
      filters: NO_FILTERS,
      contextTab: 'client',
      composerFocus: 2,
      cardDeed: null,
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

describe('[F3] a found message', () => {
  const [first, second] = [demoId<ChatId>('chat', 1), demoId<ChatId>('chat', 2)]
  const message = demoId<MessageId>('message', 1)

  it('opens its chat there, and leads back to the chat in which one was', () => {
    const chats = createChatsStore()
    chats.open(first)
    const { composerFocus } = chats.store.getState()
    chats.openFound(second, message, 'договор')
    expect(chats.store.getState()).toMatchObject({
      openId: second,
      found: { messageId: message, typed: 'договор', from: first },
      composerFocus,
    })
    chats.leaveFound()
    expect(chats.store.getState()).toMatchObject({ openId: first, found: null })
  })

  it('remembers where one was before the first of several, and in the same chat leads to its end', () => {
    const chats = createChatsStore()
    chats.open(first)
    chats.openFound(second, message, 'а')
    chats.openFound(second, demoId<MessageId>('message', 2), 'б')
    expect(chats.store.getState().found?.from).toBe(first)
    chats.open(second)
    expect(chats.store.getState().found).toBeNull()
    chats.openFound(second, message, 'в')
    chats.leaveFound()
    expect(chats.store.getState()).toMatchObject({ openId: second, found: null })
  })
})

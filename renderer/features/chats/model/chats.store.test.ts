import { describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

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
    expect(chats.store.getState()).toEqual({ openId: null, activeId: id, filter: 'all', search: '', composerFocus: 2 })
  })
})

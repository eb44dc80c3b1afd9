import { describe, expect, it } from 'vitest'

import type { ChatListPage, ChatListQuery } from '../data/desk-data'
import { HeadStart } from './head-start'

const query: ChatListQuery = { filter: 'all', search: '', limit: 60 }
const page: ChatListPage = { offset: 0, rows: [], hasMore: false, isFirstFill: false }

describe('a head start', () => {
  it('answers the same question once', async () => {
    const headStart = new HeadStart(query, Promise.resolve(page))
    expect(await headStart.take({ ...query })).toBe(page)
    expect(headStart.take(query)).toBeNull()
  })

  it('is given up when the first question is another one', () => {
    const headStart = new HeadStart(query, Promise.resolve(page))
    expect(headStart.take({ ...query, search: 'Анна' })).toBeNull()
    expect(headStart.take(query)).toBeNull()
  })

  it('shows the answer as soon as it is there, to the same question only', async () => {
    const headStart = new HeadStart(query, Promise.resolve(page))
    expect(headStart.peek(query)).toBeNull()
    await headStart.settled
    expect(headStart.peek(query)).toBe(page)
    expect(headStart.peek({ ...query, filter: 'unread' })).toBeNull()
  })

  it('leaves a failure to whoever takes it', async () => {
    const headStart = new HeadStart(query, Promise.reject(new Error('no cache')))
    await headStart.settled
    expect(headStart.peek(query)).toBeNull()
    await expect(headStart.take(query)).rejects.toThrow('no cache')
  })
})

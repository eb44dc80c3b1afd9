import { describe, expect, it } from 'vitest'

import { toDisposable } from '#shared/lib/disposable'

import type { ListFacts } from './desk-data'
import { concernsListFacts, SharedFacts } from './list-facts'

const NONE: ListFacts = { unreadTotal: 0, unreadChats: 0, cases: { mine: 0, later: 0, queue: 0 } }

function start() {
  const followers = new Set<(facts: ListFacts) => void>()
  let begun = 0
  const facts = new SharedFacts({
    follow: (listener) => {
      begun += 1
      followers.add(listener)
      return toDisposable(() => followers.delete(listener))
    },
  })
  const tell = (told: ListFacts) => {
    for (const follower of followers) follower(told)
  }
  return { facts, tell, begun: () => begun, followed: () => followers.size }
}

describe('what stands beside the lists', () => {
  it('is read once for all who show it', () => {
    const { facts, tell, begun } = start()
    const heard: unknown[] = []
    facts.observe(
      ({ unreadTotal }) => unreadTotal,
      (value) => heard.push(value),
    )
    facts.observe(
      ({ cases }) => cases.mine,
      (value) => heard.push(value),
    )
    tell({ ...NONE, unreadTotal: 3, cases: { ...NONE.cases, mine: 2 } })
    expect({ begun: begun(), heard }).toEqual({ begun: 1, heard: [3, 2] })
  })

  it('is told to whoever shows the part that changed, and to nobody else', () => {
    const { facts, tell } = start()
    const heard: unknown[] = []
    facts.observe(
      ({ unreadChats }) => unreadChats,
      (value) => heard.push(value),
    )
    facts.observe(
      ({ cases }) => cases,
      (value) => heard.push(value),
    )
    tell(NONE)
    tell({ ...NONE, cases: { ...NONE.cases } })
    tell({ ...NONE, unreadChats: 1 })
    expect(heard).toEqual([0, NONE.cases, 1])
  })

  it('is told to whoever comes later, once they hold what ends it', async () => {
    const { facts, tell } = start()
    facts.observe(
      ({ unreadTotal }) => unreadTotal,
      () => undefined,
    )
    tell({ ...NONE, unreadTotal: 5 })
    const heard: number[] = []
    const late = facts.observe(
      ({ unreadTotal }) => unreadTotal,
      (value) => heard.push(value),
    )
    expect(heard).toEqual([])
    await Promise.resolve()
    expect(heard).toEqual([5])
    late.dispose()
    tell({ ...NONE, unreadTotal: 6 })
    expect(heard).toEqual([5])
  })

  it('ends with the last who shows it, and is read anew for the next', () => {
    const { facts, begun, followed } = start()
    const first = facts.observe(
      ({ unreadTotal }) => unreadTotal,
      () => undefined,
    )
    const second = facts.observe(
      ({ unreadTotal }) => unreadTotal,
      () => undefined,
    )
    first.dispose()
    expect(followed()).toBe(1)
    second.dispose()
    second.dispose()
    expect(followed()).toBe(0)
    facts.observe(
      ({ unreadTotal }) => unreadTotal,
      () => undefined,
    )
    expect({ begun: begun(), followed: followed() }).toEqual({ begun: 2, followed: 1 })
  })

  it('is concerned by chats and people', () => {
    expect(concernsListFacts({ chats: [] })).toBe(false)
    expect(concernsListFacts({ calls: true })).toBe(false)
    expect(concernsListFacts({ people: true })).toBe(true)
  })
})

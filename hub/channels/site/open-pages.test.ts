import { expect, it } from 'vitest'

import { Emitter } from '#shared/lib/emitter'
import { silentLogger } from '#shared/lib/logger'

import { OpenPages, type PageSeen } from './open-pages'

function setUp() {
  const there = new Map<string, PageSeen>()
  const told: [string, PageSeen | null][] = []
  const changed = new Emitter<string>((error) => {
    throw error
  })
  const pages = new OpenPages(silentLogger, {
    changed,
    tell: (key, value) => told.push([key, value]),
    of: (key) => [there.get(key)].filter((seen) => seen !== undefined),
    keys: () => [...there.keys()],
  })
  const events: string[] = []
  pages.left.on((visitorId) => events.push(`${visitorId} left`))
  pages.lookedAway.on((visitorId) => events.push(`${visitorId} looked away`))
  const elsewhere = (visitorId: string, seen: PageSeen | null) => {
    if (seen) there.set(visitorId, seen)
    else there.delete(visitorId)
    changed.emit(visitorId)
  }
  return { pages, told, events, elsewhere }
}

it('[N1] a visitor who has a page at another hub has not left', () => {
  const { pages, events, elsewhere } = setUp()
  const page = pages.open('anna')
  elsewhere('anna', 'looked at')
  page.dispose()
  expect([pages.has('anna'), pages.isLooking('anna'), pages.looking, pages.size]).toEqual([true, true, ['anna'], 0])
  expect(events).toEqual([])
  elsewhere('anna', 'open')
  expect([pages.has('anna'), pages.isLooking('anna'), events]).toEqual([true, false, ['anna looked away']])
  elsewhere('anna', null)
  expect([pages.has('anna'), events.at(-1)]).toEqual([false, 'anna left'])
})

it('[N1] tells other hubs whether a page is open or before the visitor’s eyes', () => {
  const { pages, told } = setUp()
  const page = pages.open('anna')
  const look = pages.look('anna')
  look.dispose()
  page.dispose()
  expect(told.map(([, seen]) => seen)).toEqual(['open', 'looked at', 'open', null])
})

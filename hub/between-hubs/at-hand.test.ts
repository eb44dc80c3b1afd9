import { expect, it } from 'vitest'
import { z } from 'zod'

import { Emitter } from '#shared/lib/emitter'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { createSecretBox } from '../secrets/secret-box'
import { AtHand } from './at-hand'
import { HubTalk } from './talk'

const secrets = createSecretBox(Buffer.alloc(32, 3).toString('base64'))

/** Hubs on one line; `deaf` hears and says nothing, as one whose connection is away. */
function setUp() {
  const clock = new ManualClock()
  const hubs: { isDeaf: boolean; said: Emitter<string> }[] = []
  const start = () => {
    const failed = (error: unknown) => {
      throw error
    }
    const me = { isDeaf: false, said: new Emitter<string>(failed) }
    hubs.push(me)
    const say = (notices: readonly string[]) => {
      if (me.isDeaf) return
      for (const each of hubs) if (!each.isDeaf) for (const notice of notices) each.said.emit(notice)
    }
    const talk = new HubTalk({ store: { isShared: true, said: me.said, say }, secrets, logger: silentLogger })
    const pages = new AtHand('pages', z.string(), { talk, clock, logger: silentLogger })
    const changed: string[] = []
    pages.changed.on((key) => changed.push(key))
    return { pages, changed, me }
  }
  return { clock, start }
}

it('[Q21] tells other hubs what is at hand, and what is no more', () => {
  const { start } = setUp()
  const [a, b] = [start(), start()]
  a.pages.tell('anna', 'open')
  expect([b.pages.of('anna'), b.pages.keys(), a.pages.of('anna')]).toEqual([['open'], ['anna'], []])
  a.pages.tell('anna', 'open')
  a.pages.tell('anna', null)
  expect([b.pages.of('anna'), b.pages.keys(), b.changed]).toEqual([[], [], ['anna', 'anna']])
})

it('[Q21] a hub that starts later hears of everything, from each of the others', () => {
  const { start } = setUp()
  const [a, b] = [start(), start()]
  a.pages.tell('anna', 'open')
  b.pages.tell('anna', 'looked at')
  b.pages.tell('boris', 'open')
  const late = start()
  expect([...late.pages.of('anna')].sort()).toEqual(['looked at', 'open'])
  expect(late.pages.of('boris')).toEqual(['open'])
})

it('[Q21] what was said while a hub could not hear is made good within ten seconds', () => {
  const { clock, start } = setUp()
  const [a, b] = [start(), start()]
  a.pages.tell('anna', 'open')
  b.me.isDeaf = true
  a.pages.tell('anna', null)
  a.pages.tell('boris', 'open')
  b.me.isDeaf = false
  expect(b.pages.keys()).toEqual(['anna'])
  clock.advance(10_000)
  expect(b.pages.keys()).toEqual(['boris'])
})

it('[Q21] a hub that was killed is forgotten, one with nothing to tell keeps its own', () => {
  const { clock, start } = setUp()
  const [a, b] = [start(), start()]
  a.pages.tell('anna', 'open')
  b.pages.tell('boris', 'open')
  a.me.isDeaf = true
  clock.advance(20_000)
  expect(b.pages.of('anna')).toEqual(['open'])
  clock.advance(20_000)
  expect([b.pages.of('anna'), b.changed]).toEqual([[], ['anna', 'anna']])
  a.me.isDeaf = false
  clock.advance(10_000)
  expect([b.pages.of('anna'), a.pages.of('boris')]).toEqual([['open'], ['open']])
})

it('[Q21] a hub that stops in good order takes its own with it', () => {
  const { start } = setUp()
  const [a, b] = [start(), start()]
  a.pages.tell('anna', 'open')
  a.pages.dispose()
  expect(b.pages.keys()).toEqual([])
})

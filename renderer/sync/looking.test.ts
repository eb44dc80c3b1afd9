import { describe, expect, it } from 'vitest'

import type { DeskFrame } from '#shared/contract/sync'
import type { AgentId, ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { LiveWords } from './live-words'
import { Looking, type LookingAt } from './looking'

const me = 'me' as AgentId
const first = 'first' as ChatId
const second = 'second' as ChatId

/** What one desk says to its hub, as yet without a connection. */
function spoken() {
  let isConnected = false
  const sent: DeskFrame[] = []
  const words = new LiveWords(
    () => isConnected,
    () => false,
    (frame) => sent.push(frame),
  )
  const connect = () => {
    isConnected = true
  }
  return { words, sent, connect }
}

describe('what colleagues are told of this desk', () => {
  it('[Q21] which chat is open, and that one writes in it until five seconds after the last key', () => {
    const clock = new ManualClock()
    const said: LookingAt[] = []
    const looking = new Looking(clock, (now) => said.push(now))
    looking.at(first, me)
    looking.at(first, me)
    looking.writes(first)
    clock.advance(4_000)
    looking.writes(first)
    clock.advance(4_000)
    expect(said.at(-1)).toEqual({ chatId: first, isWriting: true, by: me })
    clock.advance(2_000)
    looking.writes(second)
    looking.at(null, me)
    expect(said).toEqual([
      { chatId: first, isWriting: false, by: me },
      { chatId: first, isWriting: true, by: me },
      { chatId: first, isWriting: false, by: me },
      { chatId: null, isWriting: false, by: me },
    ])
  })

  it('[Q21] is said again on each connection, and to no hub that would not understand it', () => {
    const { words, sent, connect } = spoken()
    words.setLooking({ chatId: first, isWriting: false, by: null })
    connect()
    words.handleWelcome([])
    words.sayAll()
    expect(sent).toEqual([])
    words.handleWelcome(['presence'])
    words.sayAll()
    words.setLooking({ chatId: null, isWriting: false, by: me })
    expect(sent).toEqual([
      { type: 'looking', chatId: first, isWriting: false },
      { type: 'looking', chatId: null, isWriting: false, by: me },
    ])
  })

  it('[Q21] [N4] that it is nowhere is said, too: from then on the hub tells of colleagues', () => {
    const { words, sent, connect } = spoken()
    connect()
    words.handleWelcome(['presence'])
    words.sayAll()
    expect(sent).toEqual([{ type: 'looking', chatId: null, isWriting: false }])
  })

  it('[O4] the pace, too', () => {
    const { words, sent, connect } = spoken()
    words.setPace(5_000)
    connect()
    words.handleWelcome([])
    words.sayAll()
    expect(sent).toEqual([])
    words.handleWelcome(['pace'])
    words.sayAll()
    words.setPace(250)
    expect(sent).toEqual([
      { type: 'pace', everyMs: 5_000 },
      { type: 'pace', everyMs: 250 },
    ])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { AgentId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { TestDesk } from '../testing/desk'
import { startTestHub, type TestHub } from '../testing/test-hub'
import { nowhere } from '../elsewhere'
import { Presence, type PresentInChat } from './presence'

const anna = 'anna' as AgentId
const boris = 'boris' as AgentId
const first = 'first' as ChatId
const second = 'second' as ChatId

function setUp() {
  const clock = new ManualClock()
  const presence = new Presence(clock, silentLogger, nowhere)
  const told: (readonly PresentInChat[])[] = []
  presence.changed.on((chats) => told.push(chats))
  return { clock, presence, told }
}

describe('who has a conversation open', () => {
  it('[Q21] is told together after a moment, and only what has changed', () => {
    const { clock, presence, told } = setUp()
    const desk = presence.desk()
    desk.say(anna, first, false)
    desk.say(anna, first, true)
    presence.desk().say(boris, second, false)
    expect(told).toEqual([])
    clock.advance(1_000)
    expect(told).toEqual([
      [
        { chatId: first, who: [{ agentId: anna, isWriting: true }] },
        { chatId: second, who: [{ agentId: boris, isWriting: false }] },
      ],
    ])
    desk.say(anna, first, true)
    clock.advance(1_000)
    expect(told).toHaveLength(1)
  })

  it('[Q21] leaves with its desk, and moves with the person', () => {
    const { clock, presence, told } = setUp()
    const desk = presence.desk()
    desk.say(anna, first, true)
    clock.advance(1_000)
    desk.say(anna, second, false)
    clock.advance(1_000)
    desk.dispose()
    clock.advance(1_000)
    expect(told.slice(1)).toEqual([
      [
        { chatId: first, who: [] },
        { chatId: second, who: [{ agentId: anna, isWriting: false }] },
      ],
      [{ chatId: second, who: [] }],
    ])
    expect(presence.all()).toEqual([])
  })

  it('[Q21] names somebody with two desks once, writing where one of them writes', () => {
    const { presence } = setUp()
    presence.desk().say(anna, first, false)
    presence.desk().say(anna, first, true)
    expect(presence.all()).toEqual([{ chatId: first, who: [{ agentId: anna, isWriting: true }] }])
  })
})

describe('over the sync socket', () => {
  let hub: TestHub
  const desks: TestDesk[] = []
  beforeEach(async () => {
    hub = await startTestHub()
  })
  afterEach(async () => {
    for (const desk of desks.splice(0)) desk.close()
    await hub.stop()
  })

  async function open(): Promise<TestDesk> {
    const desk = await TestDesk.open(hub.url)
    desks.push(desk)
    desk.hello()
    await desk.caughtUp()
    return desk
  }
  const present = (desk: TestDesk, chatId: ChatId, count: number) =>
    desk.until(() =>
      desk.frames.some(
        (frame) =>
          frame.type === 'present' && frame.chats.some((chat) => chat.chatId === chatId && chat.who.length === count),
      ),
    )

  it('[Q21] colleagues see who comes, and who is gone with the line; a desk that never looks is told nothing', async () => {
    const chatId = hub.newId<ChatId>()
    const [one, other, silent] = [await open(), await open(), await open()]
    expect(one.frames[0]).toMatchObject({ type: 'welcome', can: ['ahead', 'pace', 'presence'] })
    one.send({ type: 'looking', chatId: null, isWriting: false })
    other.send({ type: 'looking', chatId, isWriting: true })
    await present(one, chatId, 1)
    const late = await open()
    late.send({ type: 'looking', chatId: null, isWriting: false })
    await present(late, chatId, 1)
    other.close()
    await present(one, chatId, 0)
    expect(silent.frames.some(({ type }) => type === 'present')).toBe(false)
  })
})

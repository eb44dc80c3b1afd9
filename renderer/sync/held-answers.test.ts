import { afterEach, describe, expect, it } from 'vitest'

import type { AgentId, MessageId } from '#shared/domain/ids'
import { v7 as newId } from 'uuid'

import { demoMessage } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

let desk: TestDesk
afterEach(() => {
  desk.engine.dispose()
  desk.db.close()
})

async function open(): Promise<{ readonly hub: ModelHub; readonly chatId: ReturnType<typeof firstChat> }> {
  const hub = new ModelHub()
  desk = await new TestDesk(hub).start()
  return { hub, chatId: firstChat(hub) }
}

function firstChat(hub: ModelHub) {
  const [chat] = hub.chats
  if (!chat) throw new Error('no chat')
  return chat.id
}

async function paint(chatId: ReturnType<typeof firstChat>): Promise<void> {
  desk.outbox.sight.note(chatId, (await desk.cache.readTimeline(chatId, 60)).messages)
}

function answers(hub: ModelHub) {
  return hub.commands.flatMap((command) => (command.name === 'sendMessage' ? [command.args] : []))
}

describe('what the person had on the screen', () => {
  it('[Q21] goes with an answer as the place in the feed up to which everything was here', async () => {
    const { hub, chatId } = await open()
    await paint(chatId)
    await desk.outbox.sendText(chatId, 'Добрый день')
    await desk.untilSettled()
    expect(answers(hub).map(({ seen }) => seen?.feedId)).toEqual(['feed-1'])
    expect(answers(hub)[0]?.seen?.upTo).toBeGreaterThan(0)
  })

  it('[Q21] holds an answer here at once for a word that has come and was not painted, until it is', async () => {
    const { hub, chatId } = await open()
    await paint(chatId)
    hub.clientWritesNow(1, desk.clock.now())
    await desk.untilLive()
    const id = await desk.outbox.sendText(chatId, 'Добрый день')
    expect(await desk.readLines(chatId)).toContain('Добрый день (failed)')
    expect(await desk.cache.countPending()).toBe(0)
    expect(answers(hub)).toEqual([])

    await paint(chatId)
    await desk.outbox.retryMessage(id)
    await desk.untilSettled()
    expect(answers(hub).map(({ messageId }) => messageId)).toEqual([id])
  })

  it('[Q21] names the colleague whose answer was not painted', async () => {
    const { hub, chatId } = await open()
    await paint(chatId)
    const theirs = { ...demoMessage(900, 1, desk.clock.now()), id: newId() as MessageId, chatId }
    hub.put({
      ...theirs,
      direction: 'out',
      author: { kind: 'agent', agentId: newId() as AgentId },
      delivery: { state: 'sent' },
    })
    await desk.untilLive()
    await desk.outbox.sendText(chatId, 'И я отвечу')
    const { messages } = await desk.cache.readTimeline(chatId, 60)
    expect(messages.at(-1)?.delivery).toMatchObject({ state: 'failed', reason: 'answeredMeanwhile' })
  })

  it('[Q21] keeps what the hub holds below the words for which it is held, and gives it up or sends it once', async () => {
    const { hub, chatId } = await open()
    await paint(chatId)
    hub.refusalOf = ({ name }) => (name === 'sendMessage' ? { reason: 'answeredMeanwhile', detail: 'Анна' } : null)
    const id = await desk.outbox.sendText(chatId, 'Добрый день')
    await desk.untilSettled()
    const held = (await desk.cache.readTimeline(chatId, 60)).messages.at(-1)
    expect(held).toMatchObject({ id, delivery: { state: 'failed', reason: 'answeredMeanwhile', detail: 'Анна' } })
    expect(desk.refused).toEqual([])

    hub.refusalOf = () => null
    await desk.outbox.retryMessage(id)
    await desk.untilSettled()
    expect(hub.sent.map((message) => message.id)).toEqual([id])
  })
})

import type { ChatId } from '#shared/domain/ids'
import { describe, expect, it } from 'vitest'

import { demoId, demoMessage } from './demo-rows'
import { FakeDeskData } from './fake-desk-data'

const chat1 = demoId<ChatId>('chat', 1)

describe('fake desk data', () => {
  it('shows a sent message as local, in the timeline and in the list, and writes the wish down', async () => {
    const data = new FakeDeskData({}, () => Date.UTC(2030, 0, 1))
    const lines: number[] = []
    const tops: string[] = []
    data.observeTimeline(chat1, 500, ({ messages }) => lines.push(messages.length))
    data.observeChatList({ filter: 'all', search: '', limit: 1 }, ({ rows }) => tops.push(rows[0]!.id))
    const id = await data.sendText(chat1, 'Да')
    expect(lines.at(-1)).toBe((lines[0] ?? 0) + 1)
    expect(tops.at(-1)).toBe(chat1)
    expect(data.wishes).toEqual([{ kind: 'send', chatId: chat1, content: { kind: 'text', text: 'Да' } }])
    data.setDelivery(id, { state: 'read', readAtMs: 1 })
    data.observeTimeline(chat1, 1, ({ messages }) => {
      expect(messages[0]?.delivery).toEqual({ state: 'read', readAtMs: 1 })
    })
  })

  it('announces an arriving message and counts it', () => {
    const data = new FakeDeskData()
    const heard: string[] = []
    const totals: number[] = []
    data.onIncoming((arrivals) => heard.push(...arrivals.map(({ message: { id } }) => id)))
    data.observeUnreadTotal((total) => totals.push(total))
    const message = demoMessage(9000, 1, Date.now())
    data.arrive(message)
    expect(heard).toEqual([message.id])
    expect(totals.at(-1)).toBe((totals[0] ?? 0) + 1)
  })

  it('tells a disposed listener nothing more', async () => {
    const data = new FakeDeskData()
    let calls = 0
    const subscription = data.observeChat(chat1, () => (calls += 1))
    subscription.dispose()
    await data.markRead(chat1)
    expect(calls).toBe(1)
  })
})

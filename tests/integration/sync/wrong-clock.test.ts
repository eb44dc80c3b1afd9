import type { ChatId } from '#shared/domain/ids'
import { systemClock, type Clock } from '#shared/lib/clock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { DeskRig, lastDriver, startTestHub, type TestHub } from './rig'

const TWO_HOURS_MS = 7_200_000
const HOUR_MS = 3_600_000
/** What the way to the hub and this test itself may take. */
const CLOSE_MS = 20_000
const WAIT = { timeout: 20_000, interval: 30 }
vi.setConfig({ testTimeout: 60_000 })

let hub: TestHub
let desk: DeskRig | null = null

beforeEach(async () => {
  hub = await startTestHub()
  await hub.connect('avito')
}, PREPARING_MS)
afterEach(async () => {
  desk?.dispose()
  desk = null
  await hub.stop()
})

const off = (byMs: number): Clock => ({ ...systemClock, now: () => systemClock.now() + byMs })

async function clientWrites(id: string): Promise<void> {
  const messages = [ingestedMessage('chat-1', id, { kind: 'text', text: id }, { atMs: Date.now() })]
  await lastDriver(hub).host.ingest({ chats: [ingestedChat('chat-1')], messages })
}

async function deskOn(clock: Clock): Promise<{ readonly opened: DeskRig; readonly chatId: ChatId }> {
  const opened = new DeskRig(undefined, { clock })
  desk = opened
  opened.connectTo(hub)
  const chatId = await vi.waitFor(async () => {
    const [chat] = await opened.chats()
    if (!chat || opened.told.length === 0) throw new Error('not yet')
    return chat.id
  }, WAIT)
  return { opened, chatId }
}

describe.each([
  ['ahead', TWO_HOURS_MS],
  ['behind', -TWO_HOURS_MS],
])('a desk whose computer is two hours %s', (_word, byMs) => {
  it('[O1] hears of it once and goes by the hub’s time', async () => {
    await clientWrites('первое')
    const { opened } = await deskOn(off(byMs))
    expect(opened.told).toHaveLength(1)
    expect(Math.abs((opened.told[0] ?? 0) + byMs)).toBeLessThan(CLOSE_MS)
    expect(Math.abs(opened.clock.now() - Date.now())).toBeLessThan(CLOSE_MS)
  })

  it('[M23] shows what was said in its order, with the times at which it was said', async () => {
    await clientWrites('вопрос')
    const { opened, chatId } = await deskOn(off(byMs))
    await opened.outbox.sendText(chatId, 'ответ')
    await vi.waitFor(async () => {
      expect(await opened.lines(chatId)).toContain('ответ (sent)')
    }, WAIT)
    await clientWrites('спасибо')
    await vi.waitFor(async () => {
      const shown = (await opened.written(chatId)).map(({ content }) => content.kind === 'text' && content.text)
      expect(shown).toEqual(['вопрос', 'ответ', 'спасибо'])
    }, WAIT)
    for (const { atMs } of await opened.written(chatId)) expect(Math.abs(atMs - Date.now())).toBeLessThan(CLOSE_MS)
  })

  it('[M22] keeps an answer for as long as the person wished, no two hours more and none less', async () => {
    await clientWrites('вопрос')
    const { opened, chatId } = await deskOn(off(byMs))
    const undoMs = 60_000
    await opened.outbox.sendText(chatId, 'с отменой', opened.clock.now() + undoMs)
    const waits = await vi.waitFor(async () => {
      const found = (await hub.messages(chatId)).find(
        ({ content }) => content.kind === 'text' && content.text === 'с отменой',
      )
      if (found?.delivery?.state !== 'scheduled') throw new Error('not yet')
      return found.delivery.sendAtMs - Date.now()
    }, WAIT)
    expect(waits).toBeGreaterThan(undoMs - CLOSE_MS)
    expect(waits).toBeLessThan(undoMs + CLOSE_MS)
  })

  it('[Q22] puts a case away until the time that the person meant', async () => {
    await clientWrites('вопрос')
    const { opened, chatId } = await deskOn(off(byMs))
    await hub.command('claimCase', { caseId: (await hub.chat(chatId)).case.id })
    const { messages } = await opened.cache.readTimeline(chatId, 60)
    opened.outbox.sight.note(chatId, messages)
    await opened.cases.snoozeCase(chatId, opened.clock.now() + HOUR_MS)
    const untilMs = await vi.waitFor(async () => {
      const { case: present } = await hub.chat(chatId)
      const { snooze } = present
      if (snooze?.kind !== 'away' || snooze.untilMs === null) throw new Error('not yet')
      return snooze.untilMs
    }, WAIT)
    expect(Math.abs(untilMs - Date.now() - HOUR_MS)).toBeLessThan(CLOSE_MS)
  })
})

it('[O1] a clock that is set right while the desk runs is believed again', async () => {
  let byMs = TWO_HOURS_MS
  await clientWrites('первое')
  const { opened } = await deskOn({ ...systemClock, now: () => systemClock.now() + byMs })
  byMs = 0
  opened.breakLine()
  opened.engine.handleOnline()
  await vi.waitFor(() => {
    expect(opened.told.at(-1)).toBe(0)
  }, WAIT)
  expect(Math.abs(opened.clock.now() - Date.now())).toBeLessThan(CLOSE_MS)
})

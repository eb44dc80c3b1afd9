import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { UNLIMITED_MS } from '#shared/domain/capabilities'
import type { ChatId, FileId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage, openCapabilities } from '../channels/fake-channel'
import { lockCaseOfChat } from '../store/cases'
import { presentChats } from '../store/chats'
import { changesAfter, headOfFeed } from '../store/changes'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'

const AT = Date.UTC(2026, 0, 12, 8)
const text = (words: string) => ({ kind: 'text' as const, text: words })

let rig: QueueRig
let chat: ChatId

beforeAll(async () => {
  rig = await QueueRig.open()
}, PREPARING_MS)
afterAll(() => rig.close())
beforeEach(async () => {
  await rig.freshChannel()
  chat = await rig.chat('a')
})

async function present() {
  const [row] = await rig.store.read((view) => presentChats(view, [chat]))
  if (!row) throw new Error('no chat')
  return row
}

describe('ingest', () => {
  it('has a place for the case of every conversation, in which nobody has to do anything until somebody writes', async () => {
    const first = (await present()).case
    chat = await rig.chat('b')
    const second = (await present()).case
    expect(first.state).toEqual({ kind: 'idle', sinceMs: rig.clock.now() })
    expect(second.number).toBe(first.number + 1)
  })

  it('changes nothing when told the same again, and says so to no desk', async () => {
    const batch = { chats: [ingestedChat('a')], messages: [ingestedMessage('a', '1', text('Добрый день'))] }
    await rig.ingest(batch)
    const head = await rig.store.read(headOfFeed)
    const before = await present()
    await rig.ingest(batch)
    await rig.ingest(batch)
    expect(await present()).toEqual(before)
    expect(await rig.store.read((view) => changesAfter(view, head, 10))).toEqual([])
    expect(await rig.out(chat)).toHaveLength(1)
  })

  it('counts what is unread, history too; what was read elsewhere does not count', async () => {
    await rig.ingest({
      chats: [],
      messages: [
        ingestedMessage('a', '0', text('long ago'), { isBackfill: true, isReadByUs: true }),
        ingestedMessage('a', '1', text('old'), { isBackfill: true }),
        ingestedMessage('a', '2', text('seen'), { isReadByUs: true }),
        ingestedMessage('a', '3', text('new')),
        ingestedMessage('a', '4', text('ours'), { direction: 'out' }),
      ],
    })
    expect((await present()).unread).toBe(2)
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '3', text('new'), { isReadByUs: true })] })
    expect((await present()).unread).toBe(1)
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '3', text('new'))] })
    expect((await present()).unread).toBe(1)
  })

  it('the last message never moves backwards', async () => {
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '2', text('later'), { atMs: AT + 5000 })] })
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', text('earlier'), { atMs: AT })] })
    expect(await present()).toMatchObject({ lastAtMs: AT + 5000, lastMessage: { content: text('later') } })
  })

  it('keeps the platform’s order among equal times, listed either way', async () => {
    await rig.ingest({
      chats: [],
      messages: [
        ingestedMessage('a', '4', text('four'), { atMs: AT + 1000 }),
        ingestedMessage('a', '3', text('three'), { atMs: AT }),
        ingestedMessage('a', '2', text('two'), { atMs: AT }),
      ],
    })
    expect((await rig.out(chat)).map((message) => message.content)).toEqual([text('two'), text('three'), text('four')])
  })

  it('[M12] [Q11] what goes with a stage by itself answers nobody: the client still waits, for the rules too', async () => {
    const said = ingestedMessage('a', '1', text('Когда выходить?'), { atMs: AT })
    const stage = { direction: 'out' as const, revision: 'stage' as const, atMs: AT + 1000 }
    await rig.ingest({ chats: [], messages: [said, ingestedMessage('a', '2', text('Вы приглашены'), stage)] })
    const waiting = await rig.store.write((tx) => lockCaseOfChat(tx, chat))
    expect(waiting).toMatchObject({ waitingSinceMs: AT, automation: { wait: { sinceMs: AT } } })
    await rig.ingest({
      chats: [],
      messages: [ingestedMessage('a', '3', text('В среду'), { direction: 'out', atMs: AT + 2000 })],
    })
    const answered = await rig.store.write((tx) => lockCaseOfChat(tx, chat))
    expect(answered).toMatchObject({ waitingSinceMs: null, automation: { wait: null } })
  })

  it('a deleted message stays deleted', async () => {
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', text('oops'), { direction: 'out' })] })
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', { kind: 'deleted' }, { direction: 'out' })] })
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', text('oops'), { direction: 'out' })] })
    expect((await rig.out(chat)).map(({ content, deletableUntilMs }) => ({ content, deletableUntilMs }))).toEqual([
      { content: { kind: 'deleted' }, deletableUntilMs: null },
    ])
    expect((await present()).lastMessage?.content).toEqual({ kind: 'deleted' })
  })

  it('[M23] read marks only go forward', async () => {
    const seen = (readAtMs: number | null) => ({
      chats: [],
      messages: [ingestedMessage('a', '1', text('hi'), { direction: 'out' as const, readAtMs })],
    })
    await rig.ingest(seen(null))
    expect((await rig.out(chat))[0]?.delivery).toEqual({ state: 'sent' })
    await rig.ingest(seen(AT + 1))
    await rig.ingest(seen(null))
    expect((await rig.out(chat))[0]?.delivery).toEqual({ state: 'read', readAtMs: AT + 1 })
  })

  it('[M26] a voice message moves from fetching to kept, not back', async () => {
    const fileId = rig.newId()
    const voice = (state: 'fetching' | 'kept') =>
      ingestedMessage('a', '1', { kind: 'voice', state, fileId: state === 'kept' ? (fileId as never) : null })
    await rig.ingest({ chats: [], messages: [voice('fetching')] })
    await rig.ingest({ chats: [], messages: [voice('kept')] })
    await rig.ingest({ chats: [], messages: [voice('fetching')] })
    expect((await rig.out(chat))[0]?.content).toEqual({ kind: 'voice', state: 'kept', fileId })
  })

  it('[M26] a voice message that was kept stays, whatever is said of a change of it', async () => {
    const fileId = rig.newId<FileId>()
    const kept = ingestedMessage('a', '1', { kind: 'voice', state: 'kept', fileId })
    const lost = { kind: 'voice', state: 'lost', fileId: null } as const
    await rig.ingest({ chats: [], messages: [kept] })
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', lost, { editedAtMs: AT + 60_000 })] })
    expect((await rig.out(chat))[0]?.content).toEqual({ kind: 'voice', state: 'kept', fileId })
  })

  it('[M10] what could not be shown can be changed and deleted once it is a text', async () => {
    await rig.freshChannel(openCapabilities)
    chat = await rig.chat('a')
    const own = { direction: 'out', atMs: AT } as const
    const unknown = { kind: 'unsupported', externalType: 'new', openUrl: null } as const
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', unknown, own)] })
    expect((await rig.out(chat))[0]?.editableUntilMs).toBeNull()
    await rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', text('hi'), own)] })
    const windows = { deletableUntilMs: AT + UNLIMITED_MS, editableUntilMs: AT + UNLIMITED_MS }
    expect((await rig.out(chat))[0]).toMatchObject({ content: text('hi'), ...windows })
  })

  it('[M10] of two changes within one second the one that is seen now counts, and telling it again changes nothing', async () => {
    const seen = (words: string, editedAtMs: number | null) =>
      rig.ingest({ chats: [], messages: [ingestedMessage('a', '1', text(words), { editedAtMs })] })
    await seen('one', null)
    await seen('two', AT + 1000)
    await seen('three', AT + 1000)
    const head = await rig.store.read(headOfFeed)
    await seen('three', AT + 1000)
    await seen('one', null)
    expect((await rig.out(chat))[0]).toMatchObject({ content: text('three'), editedAtMs: AT + 1000 })
    expect(await rig.store.read(headOfFeed)).toEqual(head)
  })

  it('takes a client’s new name and keeps the old one when none is told', async () => {
    await rig.ingest({ chats: [ingestedChat('a', { clientName: 'Мария' })], messages: [] })
    await rig.ingest({ chats: [ingestedChat('a', { clientName: '' })], messages: [] })
    expect((await present()).clientName).toBe('Мария')
  })

  it('a chat that the platform no longer knows says so', async () => {
    await rig.ingest({ chats: [ingestedChat('a', { access: 'gone' })], messages: [] })
    expect((await present()).access).toEqual({ kind: 'gone' })
  })

  it('refuses messages of a chat that it never heard of, and keeps nothing of that batch', async () => {
    const batch = { chats: [ingestedChat('new')], messages: [ingestedMessage('nowhere', '1', text('hi'))] }
    await expect(rig.ingest(batch)).rejects.toThrow(/never told of/)
    await rig.ingest({ chats: [ingestedChat('new')], messages: [] })
  })
})

import type { Chat } from '#shared/domain/chat'
import type { AgentId, ChannelId, ChatId } from '#shared/domain/ids'
import { describe, expect, it } from 'vitest'

import { NO_FILTERS, type ChatFilters } from '../chat-filters'
import { demoId, demoRows } from '../demo-rows'
import { PendingWishes, toChatEntry } from '../shown-rows'
import { ChatIndex, type IndexQuery } from './chat-index'

const [demo] = demoRows(0, 1).chats
const id = (number: number) => demoId<ChatId>('chat', number)

/** Chat `number` under a name; later ones are newer. */
function chat(number: number, clientName: string, change: Partial<Chat> = {}): Chat {
  const lastAtMs = number * 1_000
  return { ...demo!, id: id(number), clientName, clientPhone: null, subject: null, unread: 0, lastAtMs, ...change }
}

function inState(chat: Chat, state: Chat['case']['state'], change: Partial<Chat['case']> = {}): Chat {
  return { ...chat, case: { ...chat.case, state, isPinned: false, priority: 'normal', ...change } }
}

function indexOf(...chats: readonly Chat[]): ChatIndex {
  const index = new ChatIndex()
  put(index, ...chats)
  return index
}

function put(index: ChatIndex, ...chats: readonly Chat[]): void {
  for (const row of chats) index.put(toChatEntry(row, new PendingWishes([]), null, null))
}

function find(index: ChatIndex, query: Partial<IndexQuery>): readonly number[] {
  const { ids } = index.find({ scope: { kind: 'all' }, search: '', filters: null, limit: 100, ...query })
  return ids.map((found) => Number(found.slice(-12)))
}

function filtered(index: ChatIndex, filters: Partial<ChatFilters>, search = ''): readonly number[] {
  return find(index, { search, filters: { ...NO_FILTERS, ...filters } })
}

describe('the index of chats', () => {
  it('[F1] puts what fits exactly before beginnings, those before other spellings, and within each the newest first', () => {
    const index = indexOf(
      chat(1, 'Иванов Пётр'),
      chat(2, 'Petr Ivanov'),
      chat(3, 'Иванова Анна'),
      chat(4, 'Иванов Олег'),
      chat(5, 'Селиванов Лев'),
      chat(6, 'Кузнецов Лев'),
    )
    expect(find(index, { search: 'иванов' })).toEqual([4, 1, 3, 2, 5])
    expect(find(index, { search: 'bdfyjd' })).toEqual([4, 1, 3, 5, 2])
    expect(index.find({ scope: { kind: 'all' }, search: 'иванов', filters: null, limit: 2 })).toEqual({
      ids: [id(4), id(1)],
      hasMore: true,
    })
  })

  it('[F1] finds by phone and by case number', () => {
    const index = indexOf(
      { ...chat(1, 'Анна', { clientPhone: '+79172041833' }), case: { ...demo!.case, number: 917 } },
      { ...chat(2, 'Олег', { clientPhone: '+79995550000' }), case: { ...demo!.case, number: 9_170 } },
    )
    expect(find(index, { search: '8 917 204' })).toEqual([1])
    expect(find(index, { search: '917' })).toEqual([1, 2])
    expect(find(index, { search: '55-00' })).toEqual([2])
  })

  it('[F1] follows a chat that is renamed, read, moved in time and gone', () => {
    const index = indexOf(chat(1, 'Гость', { unread: 2 }), chat(2, 'Гость'))
    put(index, chat(1, 'Щербакова Юлия', { unread: 0, lastAtMs: 9_000 }))
    expect(find(index, { search: 'гость' })).toEqual([2])
    expect(find(index, { search: 'shcherbakova' })).toEqual([1])
    expect(find(index, { scope: { kind: 'unread' } })).toEqual([])
    expect(find(index, {})).toEqual([1, 2])
    index.remove(id(1))
    index.remove(id(1))
    expect(find(index, {})).toEqual([2])
    expect(index.size).toBe(1)
  })

  it('is worn when many texts have changed', () => {
    const index = indexOf(chat(1, 'Имя'))
    for (let round = 0; round < 2_002; round += 1) put(index, chat(1, `Имя ${String(round % 2)}`))
    expect(index.isWorn).toBe(true)
    expect(find(index, { search: 'имя' })).toEqual([1])
  })

  it('[F2] [Q24] lists cases by place in the order of waiting', () => {
    const anna = demoId<AgentId>('agent', 1)
    const assigned = { kind: 'assigned', agentId: anna, teamId: null, sinceMs: 0, answerByMs: null } as const
    const index = indexOf(
      inState(chat(1, 'А'), assigned, { waitingSinceMs: 50 }),
      inState(chat(2, 'А'), assigned, { waitingSinceMs: 40 }),
      inState(chat(3, 'А'), assigned, { waitingSinceMs: 60, isPinned: true }),
      inState(chat(4, 'А'), { kind: 'queued', teamId: null, sinceMs: 1 }),
    )
    expect(find(index, { scope: { kind: 'places', places: [`agent ${anna}`] } })).toEqual([3, 2, 1])
    expect(find(index, { scope: { kind: 'places', places: [`agent ${anna}`] }, search: 'а' })).toEqual([3, 2, 1])
    expect(find(index, { scope: { kind: 'places', places: [] } })).toEqual([])
  })
})

describe('filters', () => {
  const anna = demoId<AgentId>('agent', 1)
  const oleg = demoId<AgentId>('agent', 2)
  const other = demoId<ChannelId>('channel', 2)
  const response = (title: string, stage: string | null) => ({
    externalId: 'r',
    vacancy: { externalId: 'v', title, url: null },
    fullName: '',
    position: null,
    phones: [],
    respondedAtMs: 0,
    how: 'chat' as const,
    stage: stage === null ? null : { slug: stage, title: stage },
    answers: [],
    resume: null,
  })
  const day = (date: number) => new Date(2026, 10, date, 12).getTime()
  const index = indexOf(
    inState(chat(1, 'Иванов', { response: response('Курьер', 'Новые'), lastAtMs: day(1) }), {
      kind: 'assigned',
      agentId: anna,
      teamId: null,
      sinceMs: 0,
      answerByMs: null,
    }),
    inState(chat(2, 'Иванов', { response: response('Повар', 'Отказ'), lastAtMs: day(2), unread: 1 }), {
      kind: 'closed',
      atMs: 1,
      by: { kind: 'agent', agentId: oleg },
    }),
    inState(chat(3, 'Петров', { isWithoutVacancy: true, channelId: other, lastAtMs: day(3), unread: 1 }), {
      kind: 'idle',
      sinceMs: 0,
    }),
    inState(chat(4, 'Петров', { response: response('Курьер', null), lastAtMs: day(4) }), {
      kind: 'queued',
      teamId: null,
      sinceMs: 0,
    }),
  )

  it.each<[Partial<ChatFilters>, readonly number[]]>([
    [{}, [4, 3, 2, 1]],
    [{ subjects: ['Курьер'] }, [4, 1]],
    [{ subjects: ['Курьер', 'Повар'] }, [4, 2, 1]],
    [{ subjects: ['Никто'] }, []],
    [{ stages: ['Новые'] }, [1]],
    [{ channelIds: [other] }, [3]],
    [{ agentIds: [anna] }, [1]],
    [{ agentIds: [oleg] }, [2]],
    [{ states: ['queued', 'assigned'] }, [4, 1]],
    [{ isUnread: true }, [3, 2]],
    [{ isWithoutVacancy: true }, [3]],
    [{ fromDay: '2026-11-02', toDay: '2026-11-03' }, [3, 2]],
    [{ toDay: '2026-11-01' }, [1]],
    [{ isUnread: true, isWithoutVacancy: true }, [3]],
    [{ isUnread: true, subjects: ['Курьер'] }, []],
  ])('[F2] narrows by %j', (filters, found) => {
    expect(filtered(index, filters)).toEqual(found)
  })

  it('[F2] combine with words', () => {
    expect(filtered(index, { subjects: ['Курьер'] }, 'петров')).toEqual([4])
    expect(filtered(index, { isUnread: true }, 'ivanov')).toEqual([2])
  })

  it('[F2] offer what chats have, the most frequent first', () => {
    expect(index.options()).toEqual({
      subjects: [
        { title: 'Курьер', count: 2 },
        { title: 'Повар', count: 1 },
      ],
      stages: [
        { title: 'Новые', count: 1 },
        { title: 'Отказ', count: 1 },
      ],
    })
  })
})

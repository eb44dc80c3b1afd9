import { describe, expect, it } from 'vitest'

import { callerReply, chatReply } from '#shared/contract/rest'
import type { ChatId } from '#shared/domain/ids'
import { createCallDirectory } from './call-directory'
import type { HubAnswer } from './hub-client'

const uuid = (n: number) => `0190c0de-0000-7000-8000-${String(n).padStart(12, '0')}`
const chat = (n: number, clientName: string) => ({
  id: uuid(n),
  channelId: uuid(90),
  externalId: `u2i-${String(n)}`,
  clientId: uuid(80 + n),
  clientName,
  clientPhone: '+74950000440',
  avatarFileId: null,
  subject: { kind: 'vacancy', title: 'Водитель-курьер', price: null, url: null, imageUrl: null },
  case: {
    id: uuid(70 + n),
    number: n,
    state: { kind: 'idle', sinceMs: 1_000 },
    openedAtMs: 1_000,
    waitingSinceMs: null,
    topicId: null,
    priority: 'normal',
    isPinned: false,
    deal: null,
    organisation: null,
  },
  card: null,
  response: null,
  lastMessage: null,
  lastAtMs: 1_000,
  isWithoutVacancy: false,
  reach: null,
  unread: 0,
  access: { kind: 'open' },
})
const dmitry = chat(1, 'Дмитрий')
const tatyana = chat(2, 'Татьяна')

/** Answers each path as the hub does, by the schemas that its routes are built of. */
function directory(answers: Readonly<Record<string, HubAnswer>>) {
  const away: HubAnswer = { kind: 'away' }
  return createCallDirectory({ get: async (path) => answers[path] ?? away, post: async () => away }, ({ kind }) => kind)
}
const answered = (body: unknown): HubAnswer => ({ kind: 'answered', status: 200, body })

describe('whose call it is', () => {
  it('[C8] names the client of the chat that is called from', async () => {
    const path = `/api/chats/${dmitry.id}`
    const found = directory({ [path]: answered(chatReply.parse({ chat: dmitry })) })
    expect(await found.findByChat(dmitry.id as ChatId)).toEqual({
      chatId: dmitry.id,
      name: 'Дмитрий',
      subject: 'Водитель-курьер',
      lastLine: null,
    })
  })

  it('[C8] names all who have the number, the last written first', async () => {
    const reply = answered(callerReply.parse({ chat: dmitry, others: [tatyana] }))
    const found = directory({ '/api/callers?number=%2B74950000440': reply })
    expect((await found.findByNumber('+74950000440'))?.callers).toEqual([
      { chatId: dmitry.id, name: 'Дмитрий' },
      { chatId: tatyana.id, name: 'Татьяна' },
    ])
  })

  it.each<readonly [string, HubAnswer]>([
    ['nobody has the number', answered({ chat: null, others: [] })],
    ['the hub is away', { kind: 'away' }],
    ['there is no such chat', { kind: 'answered', status: 404, body: { error: 'unknownChat', message: '' } }],
    ['the answer is of another kind', answered('<html>')],
  ])('names nobody where %s', async (_why, answer) => {
    const path = `/api/chats/${dmitry.id}`
    expect(await directory({ [path]: answer }).findByChat(dmitry.id as ChatId)).toBeNull()
  })
})

import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import { describe, expect, it } from 'vitest'

import { demoId, demoMessage } from '../data/demo-rows'
import { fetchHubRest } from './hub-rest'

const ADDRESS = { url: 'http://127.0.0.1:7', secret: 'secret' }
const fileId = demoId<FileId>('file', 1)
const image = { fileId, blob: new Blob(['123'], { type: 'image/png' }), name: 'стол.png' }

function restAnswering(answer: () => Response | Error) {
  const asked: { url: string; method: string; headers: Record<string, string> }[] = []
  const rest = fetchHubRest(async (input, init) => {
    const request = new Request(input, { ...init, duplex: 'half' } as RequestInit)
    asked.push({ url: request.url, method: request.method, headers: Object.fromEntries(request.headers) })
    const result = answer()
    if (result instanceof Error) throw result
    return result
  })
  return { rest, asked }
}

function refusal(status: number, error = 'word') {
  return () => Response.json({ error, message: '' }, { status })
}

describe('uploading a picture', () => {
  it('puts the bytes under their id, with type, name and secret', async () => {
    const { rest, asked } = restAnswering(() => Response.json({ fileId, bytes: 3 }))
    expect(await rest.upload(ADDRESS, image)).toEqual({ ok: true, value: null })
    expect(asked).toEqual([
      {
        url: `http://127.0.0.1:7/api/uploads/${fileId}`,
        method: 'PUT',
        headers: {
          authorization: 'Bearer secret',
          'content-type': 'image/png',
          'x-file-name': encodeURIComponent('стол.png'),
        },
      },
    ])
  })

  it.each([
    ['no answer', () => new TypeError('fetch failed'), 'unreachable'],
    ['no answer in time', () => new DOMException('', 'TimeoutError'), 'unreachable'],
    ['a secret of another launch', refusal(401), 'unreachable'],
    ['a defect of the hub', refusal(500), 'unreachable'],
    ['too many bytes', refusal(413, 'tooLarge'), 'imageTooLarge'],
    ['an unknown type', refusal(415), 'imageTypeUnsupported'],
    ['other bytes under this id', refusal(409, 'idTaken'), 'rejected'],
    ['the hub’s own word', refusal(400, 'empty'), 'empty'],
    ['an answer without JSON', () => new Response('', { status: 400 }), 'imageUnreadable'],
  ])('tells %s', async (_what, answer, failure) => {
    const { rest } = restAnswering(answer)
    expect(await rest.upload(ADDRESS, image)).toEqual({ ok: false, error: failure })
  })
})

describe('fetching history', () => {
  const chatId = demoId<ChatId>('chat', 1)

  it('asks for what is before a message and parses the page', async () => {
    const page = { messages: [demoMessage(1, 1, 5)], hasMore: true }
    const { rest, asked } = restAnswering(() => Response.json(page))
    const before = demoId<MessageId>('message', 2)
    expect(await rest.fetchHistory(ADDRESS, chatId, before)).toEqual({ ok: true, value: page })
    expect(asked[0]?.url).toBe(`http://127.0.0.1:7/api/chats/${chatId}/messages?limit=50&before=${before}`)
  })

  it('says unreachable for anything but an answer', async () => {
    const { rest } = restAnswering(refusal(404))
    expect(await rest.fetchHistory(ADDRESS, chatId, null)).toEqual({ ok: false, error: 'unreachable' })
  })
})

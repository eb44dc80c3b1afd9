import type { ChatId, FileId, MessageId } from '#shared/domain/ids'
import { describe, expect, it } from 'vitest'

import { demoId, demoMessage } from '../data/demo-rows'
import { createHubRest } from './hub-rest'
import type { FileReply, FileRequest } from './put-file'

const ADDRESS = { url: 'http://127.0.0.1:7', secret: 'secret' }
const fileId = demoId<FileId>('file', 1)
const image = { fileId, blob: new Blob(['123'], { type: 'image/png' }), name: 'стол.png' }

function restAnswering(answer: () => Response | Error) {
  const asked: string[] = []
  const rest = createHubRest(
    async (input) => {
      asked.push(new Request(input).url)
      const result = answer()
      if (result instanceof Error) throw result
      return result
    },
    async () => null,
  )
  return { rest, asked }
}

function restPutting(reply: FileReply | null) {
  const asked: FileRequest[] = []
  const rest = createHubRest(fetch, async (request) => {
    asked.push(request)
    return reply
  })
  return { rest, asked }
}

function refused(status: number, error = 'word'): FileReply {
  return { status, text: JSON.stringify({ error, message: '' }) }
}

describe('uploading a picture', () => {
  const watch = { signal: new AbortController().signal, onProgress: () => undefined }

  it('puts the bytes under their id, with type, name and secret', async () => {
    const { rest, asked } = restPutting({ status: 200, text: JSON.stringify({ fileId, bytes: 3 }) })
    expect(await rest.upload(ADDRESS, image, watch)).toEqual({ ok: true, value: null })
    expect(asked).toEqual([
      {
        url: `http://127.0.0.1:7/api/uploads/${fileId}`,
        headers: {
          authorization: 'Bearer secret',
          'content-type': 'image/png',
          'x-file-name': encodeURIComponent('стол.png'),
        },
        blob: image.blob,
        timeoutMs: 120_000,
        ...watch,
      },
    ])
  })

  it.each([
    ['no answer', null, 'unreachable'],
    ['a secret of another launch', refused(401), 'unreachable'],
    ['a defect of the hub', refused(500), 'unreachable'],
    ['no room on the hub’s disk', refused(507, 'diskFull'), 'noRoom'],
    ['too many bytes', refused(413, 'tooLarge'), 'imageTooLarge'],
    ['an unknown type', refused(415), 'imageTypeUnsupported'],
    ['other bytes under this id', refused(409, 'idTaken'), 'rejected'],
    ['the hub’s own word', refused(400, 'empty'), 'empty'],
    ['an answer without JSON', { status: 400, text: '' }, 'imageUnreadable'],
  ])('tells %s', async (_what, reply, failure) => {
    const { rest } = restPutting(reply)
    expect(await rest.upload(ADDRESS, image, watch)).toEqual({ ok: false, error: failure })
  })
})

describe('fetching history', () => {
  const chatId = demoId<ChatId>('chat', 1)

  it('asks for what is before a message and parses the page', async () => {
    const page = { messages: [demoMessage(1, 1, 5)], hasMore: true }
    const { rest, asked } = restAnswering(() => Response.json(page))
    const before = demoId<MessageId>('message', 2)
    expect(await rest.fetchHistory(ADDRESS, chatId, before)).toEqual({ ok: true, value: page })
    expect(asked).toEqual([`http://127.0.0.1:7/api/chats/${chatId}/messages?limit=50&before=${before}`])
  })

  it.each([
    ['another status', () => new Response('', { status: 404 })],
    ['no answer', () => new TypeError('fetch failed')],
    ['no answer in time', () => new DOMException('', 'TimeoutError')],
  ])('says unreachable for %s', async (_what, answer) => {
    const { rest } = restAnswering(answer)
    expect(await rest.fetchHistory(ADDRESS, chatId, null)).toEqual({ ok: false, error: 'unreachable' })
  })
})

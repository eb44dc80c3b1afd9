import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { historyPage } from '#shared/contract/rest'
import type { Change } from '#shared/contract/sync'
import type { Chat } from '#shared/domain/chat'
import type { Message } from '#shared/domain/message'
import type { ChatId, MessageId } from '#shared/domain/ids'
import { countOf } from '#shared/testing/test-run'

import { buildHub, runBuiltHub, startMessage, type BuiltHub } from './testing/built-hub'
import { TestDesk } from './testing/desk'
import { makeTestFolder, PREPARING_MS, type TestFolder } from './testing/test-folder'
import { SECRET, textMessage } from './testing/test-hub'

const SLOW_MS = 60_000
const KILLS = countOf({ share: 5, full: 40 })
/** So often the kill waits until the platform has a message and has not answered yet. */
const LOST_ANSWER_EVERY = 5
const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }

let folder: TestFolder
let avito: Server
let accepted: string[]
/** Called when the fake platform has taken a message and before it answers. */
let handleTaken: (() => void) | null = null

let built: BuiltHub
beforeAll(async () => {
  built = await buildHub()
}, PREPARING_MS)
beforeEach(() => {
  folder = makeTestFolder()
})
afterEach(() => {
  folder.remove()
})

/** The least of Avito that lets one chat appear and takes texts. */
beforeAll(async () => {
  accepted = []
  avito = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = answerOf(request.url ?? '', request.method ?? '', Buffer.concat(chunks).toString('utf8'))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => avito.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  avito.closeAllConnections()
  await new Promise((resolve) => avito.close(resolve))
})

const sentMessages: {
  id: string
  author_id: number
  created: number
  direction: string
  type: string
  content: { text: string }
}[] = []

function answerOf(url: string, method: string, body: string): unknown {
  if (url.startsWith('/token')) return { access_token: 'token', expires_in: 86_400, token_type: 'Bearer' }
  if (url.includes('/accounts/self'))
    return { id: 101, name: 'Проверка', email: null, phone: null, phones: [], profile_url: null }
  if (url.includes('/messages') && method === 'POST') {
    const { message } = JSON.parse(body) as { message: { text: string } }
    accepted.push(message.text)
    const kept = {
      id: `out-${String(accepted.length)}`,
      author_id: 101,
      created: Math.floor(Date.now() / 1000),
      direction: 'out',
      type: 'text',
      content: message,
    }
    sentMessages.unshift(kept)
    handleTaken?.()
    return kept
  }
  if (url.includes('/messages')) return { messages: [...sentMessages, lastMessage], meta: { has_more: false } }
  if (/\/chats(\?|$)/.test(url)) return { chats: [chat], meta: { has_more: false } }
  if (url.includes('/chats/')) return chat
  return { ok: true, subscriptions: [] }
}

const created = Math.floor(Date.now() / 1000) - 60
const lastMessage = {
  id: 'in-1',
  author_id: 102,
  created,
  direction: 'in',
  type: 'text',
  content: { text: 'Добрый день' },
  is_read: true,
}
const chat = {
  id: 'u2i-1',
  created,
  updated: created,
  context: null,
  users: [
    { id: 101, name: 'Проверка' },
    { id: 102, name: 'Иван' },
  ],
  last_message: lastMessage,
}

function demo() {
  const url = `http://127.0.0.1:${String((avito.address() as AddressInfo).port)}`
  return { apiUrl: url, consentUrl: `${url}/oauth`, clientId: 'id', clientSecret: 'secret' }
}

async function command(url: string, name: string, args: unknown): Promise<unknown> {
  const body = JSON.stringify({ id: randomUUID(), name, args })
  return (await fetch(`${url}/api/commands`, { method: 'POST', headers, body })).json()
}

/** Every own text that the hub shows as sent. */
async function timeline(url: string, chatId: ChatId): Promise<readonly Message[]> {
  const found: Message[] = []
  for (let before = ''; ;) {
    const answer = await fetch(`${url}/api/chats/${chatId}/messages?limit=100${before}`, { headers })
    const page = historyPage.parse(await answer.json())
    found.push(...page.messages)
    const oldest = page.messages.at(-1)
    if (!page.hasMore || !oldest) return found
    before = `&before=${oldest.id}`
  }
}

async function sentTexts(url: string, chatId: ChatId): Promise<readonly string[]> {
  const messages = await timeline(url, chatId)
  return messages.flatMap(({ content, delivery }) =>
    delivery?.state === 'sent' && content.kind === 'text' ? [content.text] : [],
  )
}

describe('the hub as a process', () => {
  it('starts, answers, stops with code 0 and lets go of the folder', { timeout: SLOW_MS }, async () => {
    const first = await runBuiltHub(built, startMessage(folder.path))
    expect(first.first).toMatchObject({ type: 'ready', databaseSetAside: null })
    expect((await fetch(`${first.url}/api/health`, { headers })).status).toBe(200)

    const second = await runBuiltHub(built, startMessage(folder.path))
    expect(second.first).toMatchObject({ type: 'failed', reason: 'folderLocked' })
    expect(await second.exited()).toEqual({ code: 1, signal: null })

    first.child.send({ type: 'stop' })
    expect(await first.exited()).toEqual({ code: 0, signal: null })
    const third = await runBuiltHub(built, startMessage(folder.path))
    expect(third.first.type).toBe('ready')
    third.child.disconnect()
    expect(await third.exited()).toEqual({ code: 0, signal: null })
  })

  it('names the database that it had to move aside', { timeout: SLOW_MS }, async () => {
    mkdirSync(join(folder.path, 'database'))
    writeFileSync(join(folder.path, 'database/PG_VERSION'), '18')
    const hub = await runBuiltHub(built, startMessage(folder.path))
    expect(hub.first).toEqual({
      type: 'ready',
      port: expect.any(Number) as number,
      databaseSetAside: expect.stringMatching(/^database-broken-\d{4}-/) as string,
    })
    const health = (await (await fetch(`${hub.url}/api/health`, { headers })).json()) as { databaseSetAside: string }
    expect(hub.first).toMatchObject({ databaseSetAside: health.databaseSetAside })
    hub.child.send({ type: 'stop' })
    await hub.exited()
  })

  it('says so when it cannot write to its folder', { timeout: SLOW_MS }, async () => {
    writeFileSync(join(folder.path, 'file'), '')
    const hub = await runBuiltHub(built, startMessage(join(folder.path, 'file')))
    expect(hub.first).toMatchObject({ type: 'failed', reason: 'folderUnwritable' })
    expect(await hub.exited()).toEqual({ code: 1, signal: null })
  })

  it('[M23] killed again and again it loses nothing and doubles nothing', { timeout: KILLS * SLOW_MS }, async () => {
    const start = startMessage(folder.path, { demoAvito: demo() })
    const written: string[] = []
    let lastWritten: MessageId | null = null
    let chatId: ChatId | null = null
    for (let round = 0; round < KILLS; round += 1) {
      const hub = await runBuiltHub(built, start)
      const desk = await TestDesk.open(hub.url)
      desk.hello()
      const found = await desk.until(() => desk.changes.find((change) => change.entity === 'chat'))
      chatId = found.id as ChatId
      for (let index = 0; index < 8; index += 1) {
        const [id, text] = [randomUUID() as MessageId, `${String(round)}.${String(index)}`]
        written.push(text)
        expect(await command(hub.url, 'sendMessage', textMessage(chatId, id, text))).toEqual({ refusal: null })
        lastWritten = id
      }
      if (round % LOST_ANSWER_EVERY === 1) handleTaken = () => hub.child.kill('SIGKILL')
      else hub.child.kill('SIGKILL')
      expect((await hub.exited()).signal).toBe('SIGKILL')
      handleTaken = null
    }

    const hub = await runBuiltHub(built, start)
    const desk = await TestDesk.open(hub.url)
    desk.hello()
    const states = new Map<string, string>()
    // Sent in the order of writing: the last one is in the first frames or comes later.
    await desk.until(() => {
      for (const change of desk.changes) {
        if (change.entity === 'message' && change.row?.delivery) states.set(change.id, change.row.delivery.state)
      }
      return lastWritten !== null && states.get(lastWritten) === 'sent'
    })
    expect(accepted.toSorted()).toEqual(written.toSorted())
    expect(chatId && (await sentTexts(hub.url, chatId)).toSorted()).toEqual(written.toSorted())
    hub.child.send({ type: 'stop' })
    expect(await hub.exited()).toEqual({ code: 0, signal: null })
  })

  it('[Q22] a case that was put away comes back after a kill, once', { timeout: 4 * SLOW_MS }, async () => {
    const start = startMessage(folder.path, { demoAvito: demo() })
    const killed = await runBuiltHub(built, start)
    const before = await TestDesk.open(killed.url)
    before.hello()
    const { row } = await before.until(() => before.changes.find(isChat))
    const caseId = row.case.id
    expect(await command(killed.url, 'claimCase', { caseId })).toEqual({ refusal: null })
    const untilMs = Date.now() + 1500
    expect(await command(killed.url, 'snoozeCase', { caseId, untilMs })).toEqual({ refusal: null })
    killed.child.kill('SIGKILL')
    await killed.exited()

    const hub = await runBuiltHub(built, start)
    const desk = await TestDesk.open(hub.url)
    desk.hello()
    const back = await desk.until(() =>
      desk.changes.filter(isChat).find((change) => change.id === row.id && change.row.case.snooze?.kind === 'back'),
    )
    expect(back.row.case.snooze).toMatchObject({ why: 'time' })
    const kinds = (await timeline(hub.url, row.id)).flatMap(({ content }) =>
      content.kind === 'caseEvent' ? [content.event.kind] : [],
    )
    expect(kinds.filter((kind) => kind === 'snoozeEnded')).toHaveLength(1)
    hub.child.send({ type: 'stop' })
    await hub.exited()
  })
})

function isChat(change: Change): change is Extract<Change, { entity: 'chat' }> & { row: Chat } {
  return change.entity === 'chat' && change.row !== null
}

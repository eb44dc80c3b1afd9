/**
 * The floor of `hub-load` and `hub-catch-up`: a bare INSERT and NOTIFY of each message, and a bare WebSocket server that
 * tells every desk of it, either each for itself or those of some ten milliseconds together.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { WebSocketServer } from 'ws'

import { openBareMessages, type BareMessages } from '../../../../hub/store/testing/bare-messages'
import { answerParent, ownCpuMs } from './answering'
import { ownMemory } from './memory'
import { monotonicMs, wordsOf } from './words'

export type BareQuestion =
  | { readonly ask: 'open'; readonly databaseUrl: string }
  | { readonly ask: 'write'; readonly count: number; readonly perSecond: number | null; readonly togetherMs: number }
  | { readonly ask: 'missed'; readonly frames: number; readonly rows: number }
  | { readonly ask: 'memory' }
  | { readonly ask: 'cpu' }

const TICK_MS = 4
/** What the hub tells of a message besides: the chat as it is now. */
const BESIDES = 'x'.repeat(900)

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
let messages: BareMessages | null = null
let seq = 0
let togetherMs = 0
let waiting: string[] = []
let missed: readonly string[] = []

server.on('connection', (desk) => {
  desk.on('message', () => {
    const welcome = { type: 'welcome', protocol: 2, hubVersion: '0', feedId: 'bare', reset: false, me: randomUUID() }
    desk.send(JSON.stringify(welcome))
    for (const frame of missed) desk.send(frame)
    desk.send(JSON.stringify({ type: 'changes', changes: [], upTo: seq, caughtUp: true }))
  })
})

async function open(databaseUrl: string): Promise<string> {
  messages = await openBareMessages(databaseUrl, told)
  if (!server.address()) await once(server, 'listening')
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

function told(text: string): void {
  waiting.push(text)
  if (togetherMs === 0) tell()
  else if (waiting.length === 1) setTimeout(tell, togetherMs)
}

function tell(): void {
  const frame = Buffer.from(frameOf(waiting, true))
  waiting = []
  for (const desk of server.clients) desk.send(frame, { binary: false })
}

function frameOf(texts: readonly string[], caughtUp: boolean): string {
  const changes = texts.map((text) => {
    seq += 1
    const id = randomUUID()
    return { seq, entity: 'message', id, row: rowOf(id, text), besides: BESIDES }
  })
  return JSON.stringify({ type: 'changes', changes, upTo: seq, caughtUp })
}

function rowOf(id: string, text: string) {
  return {
    ...{ id, chatId: id, externalId: id, atMs: Date.now(), direction: 'in', author: { kind: 'client', name: 'Иван' } },
    ...{ content: { kind: 'text', text }, quote: null, delivery: null },
    ...{ deletableUntilMs: null, editableUntilMs: null, editedAtMs: null, revision: null },
  }
}

let written = 0

/** `perSecond`: `null` writes on all connections as fast as they go. */
async function write(count: number, perSecond: number | null) {
  const beginMs = monotonicMs()
  const until = written + count
  const from = written
  if (perSecond === null) {
    const work = async () => {
      while (written < until) await writeNext()
    }
    await Promise.all(Array.from({ length: messages?.connections ?? 0 }, work))
  } else {
    const all: Promise<void>[] = []
    while (written < until) {
      const due = Math.min(count, Math.floor(((monotonicMs() - beginMs) * perSecond) / 1000) + 1)
      while (written < from + due) all.push(writeNext())
      await new Promise((done) => setTimeout(done, TICK_MS))
    }
    await Promise.all(all)
  }
  return { beganMs: beginMs }
}

async function writeNext(): Promise<void> {
  const number = written
  written += 1
  const text = wordsOf(number, monotonicMs())
  await messages?.write(number, text)
}

function miss(frames: number, rows: number): null {
  missed = Array.from({ length: frames }, () =>
    frameOf(
      Array.from({ length: rows }, (_, row) => `Строка ${String(row)}`),
      false,
    ),
  )
  return null
}

answerParent<BareQuestion>(async (question) => {
  switch (question.ask) {
    case 'open':
      return open(question.databaseUrl)
    case 'write':
      togetherMs = question.togetherMs
      return write(question.count, question.perSecond)
    case 'missed':
      return miss(question.frames, question.rows)
    case 'memory':
      return ownMemory()
    case 'cpu':
      return ownCpuMs()
  }
})

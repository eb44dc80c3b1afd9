import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallRecord } from '#shared/domain/call'
import type { CallId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { createCallJournal } from './call-journal'
import type { HubAnswer, HubClient } from './hub-client'
import { openJournalFile } from './journal-file'

const uuid = (n: number) => `0190c0de-0000-7000-8000-${String(n).padStart(12, '0')}`
const call = (n: number, chatId: string | null = null): CallRecord => ({
  id: uuid(n) as CallId,
  chatId: chatId as ChatId | null,
  direction: 'incoming',
  number: '100',
  name: null,
  outcome: 'missed',
  startedAtMs: 1_000,
  durationMs: 0,
  isSeen: false,
})
const TAKEN: HubAnswer = { kind: 'answered', status: 200, body: { refusal: null } }

const nobody = () => null

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-journal-'))
  path = join(folder, 'calls.outbox')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function setUp() {
  const clock = new ManualClock()
  const posted: unknown[] = []
  const state: { answer: (body: unknown) => HubAnswer } = { answer: () => ({ kind: 'away' }) }
  const hub: HubClient = {
    get: () => Promise.resolve({ kind: 'away' }),
    post: (_path, body) => {
      const answer = state.answer(body)
      if (answer.kind === 'answered') posted.push(body)
      return Promise.resolve(answer)
    },
  }
  let ids = 100
  const file = openJournalFile(path, silentLogger, nobody)
  const journal = createCallJournal({ file, hub, newId: () => uuid(ids++), clock, logger: silentLogger })
  return { clock, posted, state, journal, file }
}

describe('the journal of calls', () => {
  it('[K18] has a call on the disk before it returns, and keeps it over a restart', () => {
    setUp().journal.record(call(1))
    expect(openJournalFile(path, silentLogger, nobody).entries()).toEqual([{ id: uuid(100), record: call(1) }])
  })

  it('delivers in order once the hub is there, each under one id', async () => {
    const { journal, posted, state, clock, file } = setUp()
    journal.record(call(1))
    journal.record(call(2))
    await clock.advanceAsync(0)
    state.answer = () => TAKEN
    await journal.flush()
    expect(posted).toEqual([
      { id: uuid(100), name: 'recordCall', args: call(1) },
      { id: uuid(101), name: 'recordCall', args: call(2) },
    ])
    expect(file.entries()).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe('')
  })

  it('tries again by itself, with the same id', async () => {
    const { journal, posted, state, clock } = setUp()
    state.answer = () => ({ kind: 'answered', status: 503, body: null })
    journal.record(call(1))
    await clock.advanceAsync(0)
    state.answer = () => TAKEN
    await clock.advanceAsync(5_000)
    expect(posted).toEqual([
      { id: uuid(100), name: 'recordCall', args: call(1) },
      { id: uuid(100), name: 'recordCall', args: call(1) },
    ])
  })

  it('keeps a call whose chat is gone, without the chat', async () => {
    const { journal, posted, state, file } = setUp()
    state.answer = (body) =>
      JSON.stringify(body).includes(uuid(7))
        ? { kind: 'answered', status: 200, body: { refusal: { reason: 'unknownChat', detail: null } } }
        : TAKEN
    journal.record(call(1, uuid(7)))
    await journal.flush()
    expect(posted.at(-1)).toEqual({ id: uuid(101), name: 'recordCall', args: call(1) })
    expect(file.entries()).toEqual([])
  })

  it('stops when told to', async () => {
    const { journal, posted, state, clock } = setUp()
    journal.record(call(1))
    await clock.advanceAsync(0)
    journal.dispose()
    state.answer = () => TAKEN
    await clock.advanceAsync(60_000)
    expect(posted).toEqual([])
  })
})

describe('the file of the journal', () => {
  it('survives a line torn by a crash and keeps it aside', () => {
    const file = openJournalFile(path, silentLogger, nobody)
    file.append({ id: uuid(1), record: call(1) })
    appendFileSync(path, '{"id":"0190c0de-00')
    const again = openJournalFile(path, silentLogger, nobody)
    expect(again.entries()).toEqual([{ id: uuid(1), record: call(1) }])
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe('{"id":"0190c0de-00\n')
    again.append({ id: uuid(2), record: call(2) })
    expect(openJournalFile(path, silentLogger, nobody).entries()).toHaveLength(2)
  })
})

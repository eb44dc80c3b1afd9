import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { startHhSandbox, type HhSandbox } from '../hh/index'
import { anna } from '../hh/testing/candidates'
import { employerOf } from '../hh/testing/employer'
import { answerTo } from './answers'
import { startHhCandidates } from './hh-candidates'

let sandbox: HhSandbox
beforeEach(async () => {
  sandbox = await startHhSandbox()
})
afterEach(() => sandbox.stop())

const saidIn = async (chatId: string) =>
  (await sandbox.control.seenByApplicant(chatId)).map(({ from, text }) => [from, text])

async function write(chatId: string, text: string): Promise<void> {
  const { call } = await employerOf(sandbox)
  const sent = await call('POST', `/common/chats/${chatId}/messages`, { text, idempotency_key: randomUUID() })
  expect(sent.status).toBe(201)
}

describe('scripted candidates', () => {
  it('read what the recruiter wrote and answer it to the point', async () => {
    const clock = new ManualClock()
    const { chatId, topicId } = await sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate: anna })
    const candidates = startHhCandidates(sandbox.control, { clock, paceMs: 1e9, random: () => 0 })
    await clock.advanceAsync(10)
    await write(chatId, 'Какой у вас опыт?')
    await clock.advanceAsync(10_000)
    candidates.stop()
    expect(await saidIn(chatId)).toEqual([
      ['employer', 'Какой у вас опыт?'],
      ['applicant', answerTo('Какой у вас опыт?', 0)],
    ])
    const { call } = await employerOf(sandbox)
    expect((await call('GET', `/negotiations/${topicId}`)).json).toMatchObject({ viewed_by_opponent: true })
  })

  it('are silent where the employer forbade them to write', async () => {
    const clock = new ManualClock()
    const { chatId } = await sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate: anna })
    const failures: unknown[] = []
    const onError = (error: unknown) => failures.push(error)
    const candidates = startHhCandidates(sandbox.control, { clock, paceMs: 1e9, random: () => 0, onError })
    await clock.advanceAsync(10)
    await write(chatId, 'Какой у вас опыт?')
    await sandbox.control.archiveChat(chatId, true)
    await clock.advanceAsync(10_000)
    candidates.stop()
    expect(await saidIn(chatId)).toEqual([['employer', 'Какой у вас опыт?']])
    expect(failures).toEqual([])
  })

  it('respond of their own accord, each once, and are silent once stopped', async () => {
    const clock = new ManualClock()
    const candidates = startHhCandidates(sandbox.control, { clock, paceMs: 10_000, random: () => 0 })
    await clock.advanceAsync(60_000)
    candidates.stop()
    const before = await sandbox.control.topics()
    expect(before).toHaveLength(4)
    await clock.advanceAsync(60_000)
    expect(await sandbox.control.topics()).toEqual(before)
  })
})

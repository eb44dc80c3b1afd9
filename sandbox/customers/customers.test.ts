import { afterEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { startAvitoSandbox, type AvitoSandbox } from '../avito/index'
import { answerTo } from './answers'
import { startCustomers } from './index'

let sandbox: AvitoSandbox
afterEach(() => sandbox.stop())

async function token(): Promise<string> {
  const answer = await fetch(`${sandbox.apiUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
    }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function agentWrites(chatId: string, text: string): Promise<void> {
  const url = `${sandbox.apiUrl}/messenger/v1/accounts/${String(sandbox.userId)}/chats/${encodeURIComponent(chatId)}/messages`
  const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' }
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({ type: 'text', message: { text } }),
  })
  expect(answer.status).toBe(200)
}

describe('scripted clients', () => {
  it('read what the agent wrote and answer it to the point', async () => {
    sandbox = await startAvitoSandbox()
    const clock = new ManualClock()
    const { chatId } = await sandbox.control.clientWrites({ text: 'Здравствуйте' })
    const customers = startCustomers(sandbox.control, { clock, paceMs: 1e9, random: () => 0 })
    await clock.advanceAsync(10)
    await agentWrites(chatId, 'Какой у вас опыт?')
    await clock.advanceAsync(10_000)
    customers.stop()
    const messages = await sandbox.control.messages(chatId)
    expect(messages.map(({ direction, text }) => [direction, text])).toEqual([
      ['in', 'Здравствуйте'],
      ['out', 'Какой у вас опыт?'],
      ['in', answerTo('Какой у вас опыт?', 0)],
    ])
    expect(messages[1]?.readAtMs).toEqual(expect.any(Number))
  })

  it('write of their own accord, and are silent once stopped', async () => {
    sandbox = await startAvitoSandbox()
    const clock = new ManualClock()
    const customers = startCustomers(sandbox.control, { clock, paceMs: 10_000, random: () => 0 })
    await clock.advanceAsync(11_000)
    const before = await sandbox.control.chats()
    expect(before.length).toBeGreaterThan(0)
    customers.stop()
    await clock.advanceAsync(60_000)
    expect(await sandbox.control.chats()).toEqual(before)
  })
})

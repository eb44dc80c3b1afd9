import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { MessageId } from '#shared/domain/ids'

import { FakePlatform, ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { createJsonLogger } from '../process/json-logger'
import { startPostgres, type TestPostgres } from '../store/testing/postgres'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

const SECRETS_OF_A_CLIENT = ['Вера Павловна', '79161234567', 'паспорт 4509', 'Перезвоните Вере']
let server: TestPostgres
let hub: TestHub
let log = ''

beforeAll(async () => {
  server = await startPostgres()
  const logger = createJsonLogger(
    (line) => {
      log += line
    },
    () => Date.now(),
  )
  const options = { database: { url: await server.createDatabase() }, logger }
  hub = await startTestHub({ platform: new FakePlatform(() => Date.now()), options })
}, PREPARING_MS)
afterAll(async () => {
  await hub.stop()
  await server.remove()
})

async function numbers(): Promise<ReadonlyMap<string, number>> {
  const reply = await fetch(`${hub.url}/metrics`)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const lines = (await reply.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

describe('what a team’s hub tells of itself', () => {
  it('numbers without a sign-in, and neither they nor the log say anything of a client', async () => {
    const channel = await hub.connect()
    const desk = await TestDesk.open(hub.url)
    desk.hello()
    const driver = hub.drivers[0]
    const said = ingestedMessage('a', 'in-1', { kind: 'text', text: 'паспорт 4509, Перезвоните Вере' }, {})
    await driver?.host.ingest({ chats: [{ ...ingestedChat('a'), clientName: 'Вера Павловна' }], messages: [said] })
    const chat = await desk.until(({ changes }) => changes.find(({ entity }) => entity === 'chat'))
    const chatId = chat.id as Parameters<typeof textMessage>[0]
    await hub.command('setClientPhone', { chatId, phone: '79161234567' })
    hub.platform.faults.push({ kind: 'refuse', reason: 'spam' })
    await hub.command('sendMessage', textMessage(chatId, hub.newId<MessageId>(), 'Вера Павловна, добрый день'))
    await hub.hub.settled()

    const told = await numbers()
    expect(told.get('otklik_database_up')).toBe(1)
    expect(told.get('otklik_desk_sockets')).toBe(1)
    expect(told.get('otklik_channels_here')).toBe(1)
    expect(told.get('otklik_disk_free_bytes')).toBeGreaterThan(0)
    expect(told.get('otklik_disk_reserve_bytes')).toBe(512 * 1024 * 1024)
    expect(told.get('otklik_channels{health="receiving"}')).toBe(1)
    expect([...told].filter(([name]) => name.startsWith('otklik_cases{')).map(([, count]) => count)).toEqual([1])
    expect(told.get('otklik_http_requests_total{status="200"}')).toBeGreaterThanOrEqual(3)
    expect(told.get('otklik_http_request_seconds_count')).toBeGreaterThanOrEqual(3)
    expect(told.get('otklik_changes_total')).toBeGreaterThanOrEqual(3)
    for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total'])
      expect(told.get(name)).toBeGreaterThan(0)

    expect(log).toContain(channel.id)
    const everything = log + [...told.keys()].join('\n')
    for (const secret of SECRETS_OF_A_CLIENT) expect(everything).not.toContain(secret)
    desk.close()
  })

  it('tells what it can while PostgreSQL is away', async () => {
    await server.stop('immediately')
    const away = async (): Promise<ReadonlyMap<string, number>> => {
      const reply = await fetch(`${hub.url}/metrics`)
      return reply.status === 200 && (await reply.text()).includes('otklik_database_up 0') ? numbers() : away()
    }
    const told = await away()
    expect(told.get('otklik_database_up')).toBe(0)
    expect([...told.keys()].some((name) => name.startsWith('otklik_cases'))).toBe(false)
    await server.start()
  })
})

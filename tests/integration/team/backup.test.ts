import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ChatId, FileId, MessageId } from '../../../shared/domain/ids'
import { ManualClock } from '../../../shared/lib/manual-clock'
import { FakePlatform, ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { findPrograms, startPostgres, type TestPostgres } from '../../../hub/store/testing/postgres'
import { TestDesk } from '../../../hub/testing/desk'
import { makeTestFolder, PREPARING_MS, type TestFolder } from '../../../hub/testing/test-folder'
import { startTestHub, textMessage } from '../../../hub/testing/test-hub'

const tokenKey = Buffer.alloc(32, 8).toString('base64')
const HOUR_MS = 3_600_000
let server: TestPostgres
let folder: TestFolder

beforeAll(async () => {
  server = await startPostgres()
  folder = makeTestFolder()
  await server.run('create role plain login')
}, PREPARING_MS)
afterAll(async () => {
  await server.remove()
  folder.remove()
})

/** As IT makes it: the hub's user owns the database and is nothing more. */
async function databaseOf(name: string): Promise<string> {
  const url = new URL(await server.createDatabase())
  await server.run(`alter database ${url.pathname.slice(1)} rename to ${name}`)
  await server.run(`alter database ${name} owner to plain`)
  url.pathname = `/${name}`
  url.username = 'plain'
  return url.href
}

function run(program: 'pg_dump' | 'pg_restore', ...args: readonly string[]): void {
  execFileSync(join(findPrograms(), program), args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

async function rowsOf(database: string): Promise<Readonly<Record<string, unknown>>> {
  const tables = await server.run("select tablename as name from pg_tables where schemaname = 'public'", database)
  const counts: Record<string, unknown> = {}
  // One after another: there are more tables than the server takes connections.
  for (const { name } of tables) {
    const [row] = await server.run(
      `select count(*)::int as n, md5(string_agg(t::text, ' ' order by t::text)) as content from ${String(name)} t`,
      database,
    )
    counts[String(name)] = row
  }
  return counts
}

describe('a backup', () => {
  it('[M23] is put back whole; desks begin anew, and what was sent after it was made is not sent again', async () => {
    const clock = new ManualClock()
    const platform = new FakePlatform(() => clock.now())
    const start = (url: string) => startTestHub({ clock, platform, folder, tokenKey, options: { database: { url } } })
    const before = await databaseOf('before')
    let hub = await start(before)
    const channel = await hub.connect()
    const driver = hub.drivers.at(-1)
    const asked = ingestedMessage('a', 'in-1', { kind: 'text', text: 'Здравствуйте' }, { atMs: clock.now() })
    await driver?.host.ingest({ chats: [ingestedChat('a')], messages: [asked] })
    let desk = await TestDesk.open(hub.url)
    desk.hello()
    const found = await desk.until(({ changes }) => changes.find(({ entity }) => entity === 'chat'))
    const chatId = found.id as ChatId
    const upload = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'Резюме' }
    const fileId = hub.newId<FileId>()
    expect((await hub.request(`/api/uploads/${fileId}`, upload)).status).toBe(200)
    const first = hub.newId<MessageId>()
    await hub.command('sendMessage', textMessage(chatId, first, 'Добрый день', clock.now()))
    await hub.hub.settled()
    platform.faults.push({ kind: 'busy', retryAfterMs: HOUR_MS })
    const waiting = hub.newId<MessageId>()
    await hub.command('sendMessage', textMessage(chatId, waiting, 'Ждём вас в пятницу', clock.now()))
    while (platform.faults.length > 0) await hub.hub.settled()
    expect(platform.texts('a')).toEqual(['Добрый день'])

    const dump = join(folder.path, 'otklik.dump')
    run('pg_dump', '--format=custom', `--file=${dump}`, before)
    // While it is quiet, what stands in the dump is what stands there now.
    const kept = await rowsOf('before')

    // The work goes on, and all of it is lost: what waited is sent, and the client writes.
    clock.advance(2 * HOUR_MS)
    await hub.hub.settled()
    expect(platform.texts('a')).toEqual(['Добрый день', 'Ждём вас в пятницу'])
    const late = ingestedMessage('a', 'in-2', { kind: 'text', text: 'Приду' }, { atMs: clock.now() })
    await driver?.host.ingest({ chats: [], messages: [late] })
    const welcome = desk.frames.find((frame) => frame.type === 'welcome')
    const cursor = desk.cursor
    desk.close()
    await hub.hub.stop()

    const after = await databaseOf('after')
    run('pg_restore', '--no-owner', `--dbname=${after}`, dump)
    expect(await rowsOf('after')).toEqual(kept)
    hub = await start(after)
    expect(await hub.json('/api/channels')).toMatchObject({
      channels: [{ id: channel.id, health: { kind: 'receiving' } }],
    })
    expect(await (await hub.request(`/files/${fileId}`)).text()).toBe('Резюме')
    clock.advance(HOUR_MS)
    await hub.hub.settled()
    const messages = await hub.messages(chatId)
    expect(messages.map(({ delivery }) => delivery?.state ?? null)).toEqual(['sent', 'sent', null])
    expect(platform.texts('a')).toEqual(['Добрый день', 'Ждём вас в пятницу'])

    desk = await TestDesk.open(hub.url)
    const feedBefore = welcome?.type === 'welcome' ? welcome.feedId : ''
    desk.hello(cursor, feedBefore)
    const again = await desk.until(({ frames }) => frames.find((frame) => frame.type === 'welcome'))
    expect(again).toMatchObject({ reset: true })
    expect(again.feedId).not.toBe(feedBefore)
    await desk.caughtUp()
    desk.close()

    // Started once more on the same database it is the same feed: nobody begins anew for that.
    await hub.hub.stop()
    hub = await start(after)
    desk = await TestDesk.open(hub.url)
    desk.hello()
    const last = await desk.until(({ frames }) => frames.find((frame) => frame.type === 'welcome'))
    expect(last.feedId).toBe(again.feedId)
    desk.close()
    await hub.hub.stop()
  })
})

import type { OpenedDatabase } from '../../hub/store/open-database'
import type { TestHub } from '../../hub/testing/test-hub'
import { silentLogger } from '#shared/lib/logger'

import { alternate, repeat } from './lib/alternating'
import { importRawSql } from './lib/raw-sql'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 5, perBlock: 1, warmUp: 1 }
const CHATS = 40
const PER_CHAT = 25
const START_MS = Date.UTC(2026, 0, 12)

/**
 * 1,000 new messages of clients in 40 chats whose cases are open, a batch for each chat as a driver hands it over after
 * a long absence, durable each. Floor: the same rows into a table of the same form, one INSERT each and one durable
 * transaction a chat, in a database that is opened alike.
 */
export async function measureIngest(): Promise<BenchResult> {
  importRawSql()
  const { startTestHub } = await import('../../hub/testing/test-hub')
  const { makeTestFolder } = await import('../../hub/testing/test-folder')
  const folder = makeTestFolder()
  const hub = await startTestHub()
  await hub.connect()
  const bare = await bareDatabase(folder.path)
  try {
    let told = 0
    const { values, floors } = await alternate(PLAN, {
      value: (count) =>
        repeat(count, async () => {
          const tookMs = await ingestMs(hub, told)
          told += PER_CHAT
          await hub.hub.settled()
          return tookMs
        }),
      floor: (count) => repeat(count, () => insertMs(bare)),
    })
    return benchResult('ingest', 'ms', values, floors)
  } finally {
    await bare.database.close()
    folder.remove()
    await hub.stop()
  }
}

/** `told`: how many messages each chat has already. */
async function ingestMs(hub: TestHub, told: number): Promise<number> {
  const { ingestedChat, ingestedMessage } = await import('../../hub/channels/fake-channel')
  const host = hub.drivers.at(-1)?.host
  if (!host) throw new Error('The channel has no driver.')
  const beginMs = performance.now()
  for (let chat = 0; chat < CHATS; chat += 1) {
    const name = `chat ${String(chat)}`
    const messages = Array.from({ length: PER_CHAT }, (_, index) => {
      const number = told + index
      const content = { kind: 'text', text: `Сообщение ${String(number)}` } as const
      return ingestedMessage(name, `${name}, ${String(number)}`, content, { atMs: START_MS + number * 1000 })
    })
    await host.ingest({ chats: [ingestedChat(name)], messages })
  }
  return performance.now() - beginMs
}

async function bareDatabase(dataFolder: string): Promise<OpenedDatabase> {
  const { openDatabase } = await import('../../hub/store/open-database')
  const { migrate } = await import('../../hub/store/migrate')
  const { migrations } = await import('../../hub/store/migrations/list')
  const { testTemplate } = await import('../../hub/testing/test-folder')
  const prepare = async (database: OpenedDatabase['database']) => {
    await migrate(database, migrations, START_MS)
    await database.exec('create table bare_messages (like messages including all)')
  }
  return openDatabase({ dataFolder, templateFile: await testTemplate() }, prepare, START_MS, silentLogger)
}

async function insertMs({ database, files }: OpenedDatabase): Promise<number> {
  const beginMs = performance.now()
  for (let chat = 0; chat < CHATS; chat += 1) {
    await database.transaction(async (tx) => {
      for (let index = 0; index < PER_CHAT; index += 1) {
        await tx.query(
          `insert into bare_messages (id, chat_id, external_id, at_ms, direction, author, content, is_read, is_history)
           values (gen_random_uuid(), $1, gen_random_uuid()::text, $2, 'in', $3, $4, false, false)`,
          [
            `00000000-0000-7000-8000-${String(chat).padStart(12, '0')}`,
            START_MS + index * 1000,
            { kind: 'client', name: 'Иван' },
            { kind: 'text', text: `Сообщение ${String(index)}` },
          ],
        )
      }
    })
    await files.flush()
  }
  return performance.now() - beginMs
}

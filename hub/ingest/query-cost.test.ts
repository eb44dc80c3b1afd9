import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { USUAL_KIND } from '../testing/databases'
import { TestDesk } from '../testing/desk'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../testing/test-hub'

/** What hubs on one database look for between them comes in between at any time; no message costs it. */
const BESIDES = USUAL_KIND === 'server' ? 8 : 0
/** What administrators set is read in each transaction where other hubs may write it; alone, once it was written. */
const SETTINGS = USUAL_KIND === 'server' ? 3 : 1

/** A transaction’s own beginning and end are not among the queries. */
let queries: string[] = []
let hub: TestHub
let desk: TestDesk
let counter = 0

beforeAll(async () => {
  await testTemplate()
  hub = await startTestHub({
    options: {
      onQuery: (text) => {
        queries.push(text)
      },
    },
  })
  await hub.connect()
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
}, PREPARING_MS)

afterAll(async () => {
  desk.close()
  await hub.stop()
})

beforeEach(async () => {
  await hub.hub.settled()
  queries = []
})

describe('what the client says costs few queries', () => {
  it('one message in a case that an agent has', async () => {
    await open('taken')
    queries = []
    await tell('taken', 1)
    expect(queriesOfIngest()).toBeLessThanOrEqual(9 + SETTINGS + BESIDES)
  })

  it('however many messages of a chat come at once, it costs the same', async () => {
    await open('busy')
    queries = []
    await tell('busy', 200)
    expect(queriesOfIngest()).toBeLessThanOrEqual(9 + SETTINGS + BESIDES)
  })

  it('the history of a chat that is new', async () => {
    await tell('history', 100, { isBackfill: true })
    // One of them: was it erased?
    expect(queriesOfIngest()).toBeLessThanOrEqual(10 + BESIDES)
  })

  it('a chat that is new and begins a case', async () => {
    await tell('beginning', 100)
    expect(queriesOfIngest()).toBeLessThanOrEqual(31 + BESIDES)
  })

  it('told again, it costs no more than to see that', async () => {
    await tell('again', 1, {}, 'again')
    await hub.hub.settled()
    queries = []
    await tell('again', 1, {}, 'again')
    // The case and what the company has set are asked for beside the messages, before it is known that they are old.
    expect(queriesOfIngest()).toBeLessThanOrEqual(4 + SETTINGS + BESIDES)
  })

  it('and the desk is told with one query for each kind of row', async () => {
    await open('told')
    queries = []
    await tell('told', 1)
    await desk.until(() => desk.changes.some((change) => change.entity === 'message' && isLast(change.row?.externalId)))
    await hub.hub.settled()
    // Chat and message; and a look each of routing, timers and bots.
    // What seals the audit looks by the clock, whatever is said.
    const caused = queries.filter((query) => !query.includes('audit_log'))
    expect(caused.length).toBeLessThanOrEqual(9 + SETTINGS + 2 + 3 + BESIDES)
  })
})

/** A conversation whose case an agent has. */
async function open(name: string): Promise<void> {
  await tell(name, 1)
  const found = await desk.until(() =>
    desk.changes.find((change) => change.entity === 'chat' && change.row?.externalId === name),
  )
  await hub.command('sendMessage', textMessage(found.id as ChatId, hub.newId(), 'Здравствуйте'))
  await hub.hub.settled()
}

let ofIngest = 0

async function tell(name: string, count: number, patch = {}, id?: string): Promise<void> {
  const messages = Array.from({ length: count }, () => {
    counter += 1
    return ingestedMessage(
      name,
      id ?? `m${String(counter)}`,
      { kind: 'text', text: 'Здравствуйте' },
      {
        atMs: Date.now() - 3_600_000 + counter * 1000,
        ...patch,
      },
    )
  })
  await hub.drivers[0]?.host.ingest({ chats: [ingestedChat(name)], messages })
  ofIngest = queries.length
}

/** Until it was durable; who looked at the commit afterwards is not counted. */
function queriesOfIngest(): number {
  // Nothing counted is nothing proved.
  if (ofIngest === 0) throw new Error('No query was heard of')
  const end = queries.findIndex((text) => text.includes('insert into "changes"'))
  return end < 0 ? ofIngest : end + 1
}

function isLast(externalId: string | null | undefined): boolean {
  return externalId === `m${String(counter)}`
}

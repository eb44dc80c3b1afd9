import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { addAgent } from '../store/agents'
import { headOfFeed, pruneFeed } from '../store/changes'
import { readFact } from '../store/facts'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'
import { textMessage } from '../testing/test-hub'

let rig: QueueRig
let colleague: AgentId
let feedId: string
let chatId: ChatId
let name: string
let chats = 0

beforeAll(async () => {
  rig = await QueueRig.open()
  feedId = (await rig.store.read((view) => readFact(view, 'feedId'))) ?? ''
  colleague = rig.newId<AgentId>()
  const about = { name: 'Анна Котова', role: 'agent', status: 'online', statusSinceMs: 0, capacity: null } as const
  await rig.store.write((tx) => addAgent(tx, { id: colleague, teamIds: [], isRemoved: false, ...about }))
}, PREPARING_MS)
afterAll(() => rig.close())
beforeEach(async () => {
  chats += 1
  name = `chat ${String(chats)}`
  chatId = await rig.chat(name)
})

const head = () => rig.store.read(headOfFeed)
const clientWrites = (id = 'in 1') => {
  const word = ingestedMessage(name, id, { kind: 'text', text: 'вопрос' }, { atMs: rig.clock.now() })
  return rig.ingest({ chats: [ingestedChat(name)], messages: [word] })
}

/** Answers what the hub said to it. */
function answer(seen: { feedId: string; upTo: number } | null, by: AgentId, messageId = rig.newId<MessageId>()) {
  const said = textMessage(chatId, messageId, 'ответ', rig.clock.now())
  return rig.command('sendMessage', seen ? { ...said, seen } : said, by)
}

describe('an answer on an older view', () => {
  it('[Q21] is held for the answer of a colleague, and leaves once that was seen', async () => {
    const upTo = await head()
    const mine = rig.newId<MessageId>()
    expect(await answer({ feedId, upTo }, colleague)).toBeNull()
    expect(await answer({ feedId, upTo }, rig.me, mine)).toEqual({ reason: 'answeredMeanwhile', detail: 'Анна Котова' })
    await rig.settle()
    expect(rig.platform.texts(name)).toHaveLength(1)

    expect(await answer({ feedId, upTo: await head() }, rig.me, mine)).toBeNull()
    await rig.settle()
    expect(rig.platform.texts(name)).toHaveLength(2)
  })

  it('[Q21] is held for what the client wrote after it', async () => {
    await clientWrites()
    const upTo = await head()
    await clientWrites('in 2')
    expect(await answer({ feedId, upTo }, rig.me)).toEqual({ reason: 'clientWroteMeanwhile', detail: null })
    expect(await answer({ feedId, upTo: await head() }, rig.me)).toBeNull()
  })

  it('[Q21] of two who answer in the same moment one is held', async () => {
    const upTo = await head()
    const outcomes = await Promise.all([answer({ feedId, upTo }, rig.me), answer({ feedId, upTo }, colleague)])
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
  })

  it('[Q21] is not held for own answers, comments, or how an older message went', async () => {
    const before = await head()
    await answer(null, colleague)
    const upTo = await head()
    await rig.settle()
    expect(await head()).toBeGreaterThan(upTo)
    expect(await answer({ feedId, upTo }, rig.me)).toBeNull()
    const note = { text: 'он просил перезвонить', mentions: [], writtenAtMs: rig.clock.now() }
    await rig.command('addNote', { messageId: rig.newId(), chatId, ...note }, colleague)
    expect(await answer({ feedId, upTo }, rig.me)).toBeNull()
    expect(await answer({ feedId, upTo: before }, rig.me)).toMatchObject({ reason: 'answeredMeanwhile' })
  })

  it('[Q21] is held where nobody can tell what was seen: another database, a place that the feed has forgotten', async () => {
    await clientWrites()
    const upTo = await head()
    expect(await answer({ feedId: 'another', upTo }, rig.me)).toMatchObject({ reason: 'clientWroteMeanwhile' })
    await rig.store.write((tx) => pruneFeed(tx, 0))
    expect(await answer({ feedId, upTo: upTo - 1 }, rig.me)).toMatchObject({ reason: 'clientWroteMeanwhile' })
    expect(await answer({ feedId, upTo: await head() }, rig.me)).toBeNull()
  })

  it('[Q21] is asked nothing where the desk does not say what was seen', async () => {
    await answer(null, colleague)
    await clientWrites()
    expect(await answer(null, rig.me)).toBeNull()
  })

  it('[Q21] gives the same outcome to a repeat, and sends nothing twice', async () => {
    const upTo = await head()
    const said = { ...textMessage(chatId, rig.newId<MessageId>(), 'ответ', rig.clock.now()), seen: { feedId, upTo } }
    const command = { id: rig.newId(), name: 'sendMessage', args: said, by: rig.me } as Parameters<QueueRig['apply']>[0]
    await answer({ feedId, upTo }, colleague)
    expect(await rig.apply(command)).toMatchObject({ reason: 'answeredMeanwhile' })
    expect(await rig.apply(command)).toMatchObject({ reason: 'answeredMeanwhile' })
    await rig.settle()
    expect(rig.platform.texts(name)).toHaveLength(1)
  })
})

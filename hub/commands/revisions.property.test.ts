import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'

import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import { canDiscard } from '#shared/domain/delivery.machine'
import type { Message } from '#shared/domain/message'
import { randomRuns } from '#shared/testing/random-runs'
import { isLongRun } from '#shared/testing/test-run'

import { ingestedMessage, openCapabilities, type ActionFault, type SendFault } from '../channels/fake-channel'
import { addAgent } from '../store/agents'
import { waitingActions } from '../store/channel-actions'
import { revisionsOf } from '../store/revisions'
import { QueueRig } from '../testing/queue-rig'
import { PREPARING_MS } from '../testing/test-folder'

let rig: QueueRig
let colleague: AgentId

beforeAll(async () => {
  rig = await QueueRig.open()
  colleague = rig.newId<AgentId>()
  await rig.store.write((tx) =>
    addAgent(tx, {
      id: colleague,
      name: 'Ольга Зуева',
      role: 'agent',
      status: 'online',
      statusSinceMs: 0,
      capacity: null,
      teamIds: [],
      isRemoved: false,
    }),
  )
}, PREPARING_MS)
afterAll(() => rig.close())

const STAGE = 'Приглашаем на собеседование'

type Wish =
  | { readonly do: 'send'; readonly text: string; readonly keptMs: number }
  | { readonly do: 'edit'; readonly nth: number; readonly text: string }
  | { readonly do: 'delete' | 'discard' | 'now'; readonly nth: number }
type Step =
  | { readonly do: 'wish'; readonly by: 'me' | 'colleague'; readonly wish: Wish }
  /** Both at once, about the same messages. */
  | { readonly do: 'race'; readonly mine: Wish; readonly theirs: Wish }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'fault'; readonly fault: ActionFault }
  | { readonly do: 'sendFault'; readonly fault: SendFault }
  | { readonly do: 'crash' }

const nth = fc.nat({ max: 5 })
const text = fc.constantFrom('раз', 'два', 'три', 'четыре')
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ do: fc.constant('send' as const), text, keptMs: fc.constantFrom(0, 0, 5_000, 7_200_000) }),
  fc.record({ do: fc.constant('edit' as const), nth, text }),
  fc.record({ do: fc.constant('edit' as const), nth, text }),
  fc.record({ do: fc.constantFrom('delete' as const, 'discard' as const, 'now' as const), nth }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wish' as const),
      by: fc.constantFrom('me' as const, 'colleague' as const),
      wish,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('race' as const), mine: wish, theirs: wish }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(500, 2_000, 6_000, 60_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      fault: fc.constantFrom<ActionFault[]>(
        { kind: 'lostAnswer' },
        { kind: 'lostRequest' },
        { kind: 'late', afterMs: 2_000 },
        { kind: 'refuse', reason: 'spam' },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sendFault' as const),
      fault: fc.constantFrom<SendFault[]>({ kind: 'lostAnswer' }, { kind: 'lostRequest' }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
)

it(
  '[M8] [M10] [M11] [M12] [M22] [V5] whatever two agents do: the client sees what the hub believes',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        await rig.freshChannel(openCapabilities)
        const chat = await rig.chat('a')
        const stage = { direction: 'out', revision: 'stage' } as const
        await rig.ingest({
          chats: [],
          messages: [ingestedMessage('a', 'stage-1', { kind: 'text', text: STAGE }, stage)],
        })
        for (const one of steps) {
          await take(chat, one)
          await rig.settle()
        }
        rig.platform.actionFaults.length = 0
        rig.platform.faults.length = 0
        await rest(chat)
        await agree(chat)
      }),
      randomRuns({ share: 20, full: 1_000 }),
    ),
  isLongRun ? 4 * 3_600_000 : 600_000,
)

async function take(chat: ChatId, one: Step): Promise<void> {
  switch (one.do) {
    case 'advance':
      return rig.advance(one.ms)
    case 'crash':
      return rig.crash()
    case 'fault':
      rig.platform.actionFaults.push(one.fault)
      return
    case 'sendFault':
      rig.platform.faults.push(one.fault)
      return
    case 'wish': {
      const outcome = await asOffered(chat, one.wish, one.by)
      // Only the platform itself refuses what was offered.
      if (outcome) expect(outcome.reason).toBe('spam')
      return
    }
    case 'race': {
      const outcomes = await Promise.all([asOffered(chat, one.mine, 'me'), asOffered(chat, one.theirs, 'colleague')])
      // Whoever comes second may find that the message is no more.
      for (const outcome of outcomes)
        if (outcome) expect(['spam', 'wrongState', 'unknownMessage']).toContain(outcome.reason)
    }
  }
}

/** Does what a screen would offer for the message now, and nothing else; what went with a stage refuses everybody. */
async function asOffered(chat: ChatId, wished: Wish, by: 'me' | 'colleague') {
  const agent = by === 'me' ? rig.me : colleague
  if (wished.do === 'send') {
    const { text: words, keptMs } = wished
    const writtenAtMs = rig.clock.now()
    const content = { kind: 'text', text: words } as const
    const kept = keptMs === 0 ? {} : { sendAtMs: writtenAtMs + keptMs }
    const messageId = rig.newId<MessageId>()
    return rig.command('sendMessage', { messageId, chatId: chat, content, writtenAtMs, ...kept }, agent)
  }
  const all = (await rig.out(chat)).filter(({ direction }) => direction === 'out')
  const message = all[wished.nth % Math.max(1, all.length)]
  if (!message) return null
  const { id: messageId } = message
  if (message.externalId === 'stage-1') {
    const tried = await rig.command('editMessage', { messageId, text: 'x' }, agent)
    const deleted = await rig.command('deleteMessage', { messageId }, agent)
    expect([tried?.reason, deleted?.reason]).toEqual(['systemMessage', 'systemMessage'])
    return null
  }
  const now = rig.clock.now()
  const isBeingDeleted = message.revision?.kind === 'delete' && message.revision.refused === null
  switch (wished.do) {
    case 'edit':
      if ((message.editableUntilMs ?? 0) <= now || isBeingDeleted) return null
      return rig.command('editMessage', { messageId, text: wished.text }, agent)
    case 'delete':
      if ((message.deletableUntilMs ?? 0) <= now || isBeingDeleted) return null
      return rig.command('deleteMessage', { messageId }, agent)
    case 'discard':
      return message.delivery && canDiscard(message.delivery)
        ? rig.command('discardMessage', { messageId }, agent)
        : null
    case 'now':
      return message.delivery?.state === 'scheduled' ? rig.command('retryMessage', { messageId }, agent) : null
  }
}

/** Until nothing waits: neither a message nor a change. */
async function rest(chat: ChatId): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    await rig.advance(round < 3 ? 3_600_000 : 70_000)
    await rig.settle()
    const waiting = await rig.store.read(waitingActions)
    const open = (await rig.out(chat)).filter(({ direction, delivery }) => direction === 'out' && !hasLeft(delivery))
    if (open.length === 0 && waiting.every(({ channelId }) => channelId !== rig.channelId)) return
  }
  throw new Error('The hub did not come to rest.')
}

function hasLeft(delivery: Message['delivery']): boolean {
  return delivery?.state === 'sent' || delivery?.state === 'failed'
}

async function agree(chat: ChatId): Promise<void> {
  const ours = (await rig.out(chat)).filter(({ direction }) => direction === 'out')
  const believed = ours.flatMap(({ externalId, content }) =>
    externalId?.startsWith('out-') && content.kind === 'text' ? [[externalId, content.text] as const] : [],
  )
  expect(new Map(believed)).toEqual(rig.platform.shown('a'))
  expect(ours.find(({ externalId }) => externalId === 'stage-1')).toMatchObject({
    content: { kind: 'text', text: STAGE },
    editedAtMs: null,
  })
  for (const { id, content, editedAtMs, revision } of ours) {
    expect(revision?.refused ?? 'spam').toBe('spam')
    const audit = await rig.store.read((view) => revisionsOf(view, id))
    expect(audit.filter(({ outcome }) => outcome === 'waiting')).toEqual([])
    const done = audit.filter(({ outcome }) => outcome === 'done')
    if (editedAtMs !== null) expect(done.some(({ kind, agentId }) => kind === 'edit' && agentId !== null)).toBe(true)
    if (content.kind !== 'deleted') continue
    expect(done.some(({ kind, before, agentId }) => kind === 'delete' && before.kind === 'text' && agentId)).toBe(true)
  }
}

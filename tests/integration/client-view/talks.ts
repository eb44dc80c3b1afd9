import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { textMessage } from '../../../hub/testing/test-hub'
import { drawScene } from '../../../sandbox/lib/scenes'
import { deedOffers, type Deed } from '../../../renderer/features/chats/model/deed-offers'
import type { StagesReply } from '../../../shared/contract/deeds'
import { seenByClient } from '../../../shared/domain/client-view'
import type { Capabilities } from '../../../shared/domain/capabilities'
import type { DeedOutcome } from '../../../shared/domain/chat-event'
import type { Message } from '../../../shared/domain/message'
import type { CallId, FileId, MessageId } from '../../../shared/domain/ids'
import { sleep, systemClock } from '../../../shared/lib/clock'
import { randomRuns } from '../../../shared/testing/random-runs'
import { isLongRun } from '../../../shared/testing/test-run'
import type { OtherSide, Seen, TwoSides } from './other-sides'

type Step =
  | { readonly do: 'clientWrites' | 'answer' | 'note'; readonly text: string }
  | { readonly do: 'edit' | 'clientEdits'; readonly nth: number; readonly text: string }
  | { readonly do: 'delete' | 'clientDeletes'; readonly nth: number }
  /** Changes something that no agent wrote: the client's words, a line of the system. */
  | { readonly do: 'meddle'; readonly nth: number }
  /** Until both sides agree: what follows finds everything arrived. */
  | { readonly do: 'settle' }
  /** Rings at the client's and is not answered. */
  | { readonly do: 'call' }
  | { readonly do: 'picture' }
  /** One of the moves that the channel offers now, where responses have stages. */
  | { readonly do: 'stage'; readonly nth: number }

const nth = fc.nat({ max: 5 })
const text = fc.constantFrom('раз', 'два', 'три', 'четыре')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('clientWrites' as const, 'answer' as const, 'note' as const), text }),
  fc.record({ do: fc.constant('answer' as const), text }),
  fc.record({ do: fc.constantFrom('edit' as const, 'clientEdits' as const), nth, text }),
  fc.record({ do: fc.constantFrom('delete' as const, 'clientDeletes' as const), nth }),
  fc.record({ do: fc.constant('meddle' as const), nth }),
  fc.record({ do: fc.constantFrom('settle' as const, 'call' as const, 'picture' as const) }),
  fc.record({ do: fc.constant('stage' as const), nth }),
)
interface Talk {
  readonly steps: readonly Step[]
  /** At its end the client is blocked, and let in again where that can be done. */
  readonly endsBlocked: boolean
}
const talk: fc.Arbitrary<Talk> = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 9 }),
  endsBlocked: fc.boolean(),
})
const PICTURE = drawScene('room', 64, 48)
const SETTLES_MS = 60_000
const LOOKS_EVERY_MS = isLongRun ? 300 : 50
/** Talks of one hub at the same time: each waits for the platform most of the time. */
const TOGETHER = isLongRun ? 20 : 4

/** Platform and hub begin anew after `renewedAfter` talks: lists stay as short as a working day's. */
export function describeTalks(name: string, open: () => Promise<OtherSide>, renewedAfter: number): void {
  describe(`on ${name}`, () => {
    let side: OtherSide
    let talks = 0
    let ended = 0

    beforeAll(async () => {
      await testTemplate()
      side = await open()
    }, PREPARING_MS)
    afterAll(() => side.stop())

    it(
      '[RC-11] [M19] [M8] [M9] [M10] [M12] [K7] what the client sees is what the other side really shows; nothing that is offered is refused',
      () =>
        fc.assert(
          fc.asyncProperty(fc.array(talk, { minLength: TOGETHER, maxLength: TOGETHER }), async (all) => {
            if (talks >= renewedAfter) {
              await side.stop()
              side = await open()
              talks = 0
            }
            talks += TOGETHER
            const ends = await Promise.allSettled(all.map((one) => walk(side, one)))
            for (const [index, end] of ends.entries())
              if (end.status === 'rejected') throw new Error(JSON.stringify(all[index]), { cause: end.reason })
            ended += TOGETHER
            // An hour without a word cannot be told from a hang.
            if (isLongRun && ended % 500 === 0) process.stderr.write(`${name}: ${String(ended)} talks\n`)
          }),
          { ...randomRuns({ share: 4, full: 5_000 }, TOGETHER), endOnFailure: true },
        ),
      isLongRun ? 7_200_000 : 120_000,
    )
  })
}

async function walk(side: OtherSide, { steps, endsBlocked }: Talk): Promise<void> {
  const sides = await side.begin()
  // Within one second the order of what crosses is the platform's alone.
  await agree(sides)
  for (const one of steps) await take(sides, one)
  await agree(sides)
  if (endsBlocked) await blockAndLetIn(sides)
  const messages = await sides.hub.messages(sides.chatId)
  expect(messages.filter(({ delivery }) => delivery?.state === 'failed')).toEqual([])
  expect(messages.filter(({ revision }) => revision)).toEqual([])
  expect(messages.filter((message) => deedOf(message))).toEqual([])
}

/** As the desk's own menus offer it. */
async function isOffered({ hub, chatId, capabilities }: TwoSides, deed: Deed): Promise<boolean> {
  const offers = deedOffers(await hub.chat(chatId), { capabilities })
  return offers.some((offer) => offer.deed === deed && offer.whyNot === null)
}

async function blockAndLetIn(sides: TwoSides): Promise<void> {
  const { hub, chatId } = sides
  if (!(await isOffered(sides, 'block'))) return
  expect(await hub.command('blockClient', { chatId, reason: 'rudeness' })).toBeNull()
  await agree(sides)
  expect(await hub.chat(chatId)).toMatchObject({ access: { kind: 'blocked' } })
  if (!(await isOffered(sides, 'unblock'))) return
  expect(await hub.command('unblockClient', { chatId })).toBeNull()
  await agree(sides)
  expect(await hub.chat(chatId)).toMatchObject({ access: { kind: 'open' } })
}

/** What was wished and is not done: on its way, or refused. */
function deedOf({ content }: Message): DeedOutcome | undefined {
  return content.kind === 'chatEvent' && 'outcome' in content.event ? content.event.outcome : undefined
}

async function take(sides: TwoSides, one: Step): Promise<void> {
  const { hub, chatId } = sides
  switch (one.do) {
    case 'clientWrites':
      return sides.clientWrites(one.text)
    case 'clientEdits':
      return sides.clientEdits?.(one.nth, one.text)
    case 'clientDeletes':
      return sides.clientDeletes?.(one.nth)
    case 'settle':
      return agree(sides)
    case 'meddle':
      return meddle(sides, one.nth)
    case 'call': {
      const call = {
        id: hub.newId<CallId>(),
        chatId,
        direction: 'outgoing' as const,
        number: '+79172041833',
        name: null,
        outcome: 'noAnswer' as const,
        startedAtMs: Date.now(),
        durationMs: 0,
        isSeen: true,
      }
      return expect(await hub.command('recordCall', call)).toBeNull()
    }
    case 'note': {
      const note = { messageId: hub.newId<MessageId>(), chatId, text: one.text, mentions: [], writtenAtMs: Date.now() }
      return expect(await hub.command('addNote', note)).toBeNull()
    }
    case 'answer':
      return expect(await hub.command('sendMessage', textMessage(chatId, hub.newId<MessageId>(), one.text))).toBeNull()
    case 'picture': {
      const fileId = hub.newId<FileId>()
      const init = { method: 'PUT', body: new Uint8Array(PICTURE), headers: { 'content-type': 'image/png' } }
      expect((await hub.request(`/api/uploads/${fileId}`, init)).status).toBeLessThan(300)
      const content = { kind: 'image' as const, fileId, name: null }
      const message = { messageId: hub.newId<MessageId>(), chatId, content, writtenAtMs: Date.now() }
      return expect(await hub.command('sendMessage', message)).toBeNull()
    }
    case 'stage':
      return moveStage(sides, one.nth)
    case 'edit': {
      const message = await nthOwn(sides, one.nth, ({ editableUntilMs }) => editableUntilMs)
      if (message) expect(await hub.command('editMessage', { messageId: message.id, text: one.text })).toBeNull()
      return
    }
    case 'delete': {
      const message = await nthOwn(sides, one.nth, ({ deletableUntilMs }) => deletableUntilMs)
      if (message) expect(await hub.command('deleteMessage', { messageId: message.id })).toBeNull()
    }
  }
}

async function moveStage(sides: TwoSides, nth: number): Promise<void> {
  const { hub, chatId } = sides
  // What is still on its way may be the fifth message without an answer.
  await agree(sides)
  if (!(await isOffered(sides, 'stage'))) return
  const { moves } = await hub.json<StagesReply>(`/api/chats/${chatId}/stages`)
  const move = moves[nth % Math.max(1, moves.length)]
  if (!move) return
  const wish = {
    chatId,
    messageId: hub.newId<MessageId>(),
    moveExternalId: move.externalId,
    stageTitle: move.stageTitle,
    text: move.message === 'none' ? null : move.title,
  }
  expect(await hub.command('moveStage', wish)).toBeNull()
  // What can be done next is another list at another stage.
  await agree(sides)
}

async function meddle({ hub, chatId }: TwoSides, nth: number): Promise<void> {
  const foreign = (await hub.messages(chatId)).filter(({ author }) => author.kind !== 'agent')
  const messageId = foreign[nth % Math.max(1, foreign.length)]?.id
  if (messageId === undefined) return
  expect(await hub.command('editMessage', { messageId, text: 'подменено' })).not.toBeNull()
  if ((await hub.command('deleteMessage', { messageId })) !== null) return
  // What is gone already is as whoever deletes it wants it.
  const now = (await hub.messages(chatId)).find(({ id }) => id === messageId)
  expect(now?.content.kind).toBe('deleted')
}

/** One of ours with which a screen would offer it now. */
async function nthOwn(
  { hub, chatId }: TwoSides,
  nth: number,
  until: (message: Message) => number | null,
): Promise<Message | undefined> {
  const offered = (await hub.messages(chatId)).filter(
    (message) => (until(message) ?? 0) > Date.now() && message.revision?.kind !== 'delete',
  )
  return offered[nth % Math.max(1, offered.length)]
}

/** Both sides in the end; while something is on its way they may differ. */
async function agree(sides: TwoSides): Promise<void> {
  const { hub, chatId, capabilities } = sides
  const limitMs = Date.now() + SETTLES_MS
  for (;;) {
    const messages = await hub.messages(chatId)
    const [ours, theirs] = [believed(messages, capabilities), await sides.shown()]
    const isAtRest = !messages.some(isUnderWay)
    if (isAtRest && isDeepStrictEqual(ours, asDocumented(theirs, ours))) return
    if (Date.now() < limitMs) {
      await sleep(systemClock, LOOKS_EVERY_MS)
      continue
    }
    expect(ours).toEqual(asDocumented(theirs, ours))
    expect(messages.filter(isUnderWay)).toEqual([])
  }
}

/** Where nobody documents whether a change is marked, the sandbox's own choice proves nothing. */
function asDocumented(theirs: readonly Seen[], ours: readonly Seen[]): readonly Seen[] {
  return theirs.map(([side, words, mark], index) => [side, words, ours[index]?.[2] === 'unknown' ? 'unknown' : mark])
}

function believed(newestFirst: readonly Message[], capabilities: Capabilities): readonly Seen[] {
  // Where nobody documents whether a deletion leaves a trace, the sandbox's own choice (none) proves nothing.
  const isTraceKnown = capabilities.deletion?.otherSide !== 'unknown'
  return seenByClient([...newestFirst].reverse(), capabilities)
    .filter(({ side, isUncertain }) => side !== 'channel' && !isUncertain)
    .filter(({ content }) => isTraceKnown || content.kind !== 'deleted')
    .map(({ side, content, isMarkedEdited }) => [
      side === 'own' ? 'own' : 'company',
      content.kind === 'text' ? content.text : content.kind === 'chatEvent' ? 'missedCall' : content.kind,
      isMarkedEdited,
    ])
}

function isUnderWay(message: Message): boolean {
  return (
    message.delivery?.state === 'queued' ||
    message.delivery?.state === 'sending' ||
    message.revision?.refused === null ||
    deedOf(message)?.kind === 'waiting'
  )
}

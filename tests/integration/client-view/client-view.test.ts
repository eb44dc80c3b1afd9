import { isDeepStrictEqual } from 'node:util'

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { PREPARING_MS, testTemplate } from '../../../hub/testing/test-folder'
import { textMessage } from '../../../hub/testing/test-hub'
import { seenByClient } from '../../../shared/domain/client-view'
import type { Message } from '../../../shared/domain/message'
import type { MessageId } from '../../../shared/domain/ids'
import { sleep, systemClock } from '../../../shared/lib/clock'
import { randomRuns } from '../../../shared/testing/random-runs'
import { isLongRun } from '../../../shared/testing/test-run'
import { avitoSide, hhSide, siteSide, type OtherSide, type Seen, type TwoSides } from './other-sides'

type Step =
  | { readonly do: 'clientWrites' | 'answer' | 'note'; readonly text: string }
  | { readonly do: 'edit' | 'clientEdits'; readonly nth: number; readonly text: string }
  | { readonly do: 'delete' | 'clientDeletes'; readonly nth: number }
  /** Until both sides agree: what follows finds everything arrived. */
  | { readonly do: 'settle' }

const nth = fc.nat({ max: 5 })
const text = fc.constantFrom('раз', 'два', 'три', 'четыре')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('clientWrites' as const, 'answer' as const, 'note' as const), text }),
  fc.record({ do: fc.constant('answer' as const), text }),
  fc.record({ do: fc.constantFrom('edit' as const, 'clientEdits' as const), nth, text }),
  fc.record({ do: fc.constantFrom('delete' as const, 'clientDeletes' as const), nth }),
  fc.record({ do: fc.constant('settle' as const) }),
)
const SETTLES_MS = 20_000

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)

describe.each([
  ['Avito', avitoSide, 60],
  // Each talk is a vacancy of its own there, of which many keep a driver with the product's own patience busy.
  ['hh.ru', hhSide, 10],
  ['the site chat', siteSide, 60],
] as const)('on %s', (_name, open, full) => {
  let side: OtherSide

  beforeAll(async () => {
    side = await open()
  }, PREPARING_MS)
  afterAll(() => side.stop())

  it(
    '[M19] [M8] [M9] [M10] what the client sees is what the other side really shows; nothing that is offered is refused',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
          const sides = await side.begin()
          // Within one second the order of what crosses is the platform's alone.
          await agree(sides)
          for (const one of steps) await take(sides, one)
          await agree(sides)
        }),
        { ...randomRuns({ share: 4, full }), endOnFailure: true },
      ),
    isLongRun ? 3_600_000 : 120_000,
  )
})

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
    case 'note': {
      const note = { messageId: hub.newId<MessageId>(), chatId, text: one.text, mentions: [], writtenAtMs: Date.now() }
      return expect(await hub.command('addNote', note)).toBeNull()
    }
    case 'answer':
      return expect(await hub.command('sendMessage', textMessage(chatId, hub.newId<MessageId>(), one.text))).toBeNull()
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
  const limitMs = Date.now() + SETTLES_MS
  while (Date.now() < limitMs) {
    const [ours, theirs] = [await believed(sides), await sides.shown()]
    if ((await restless(sides)) === 0 && isDeepStrictEqual(ours, asDocumented(theirs, ours))) return
    await sleep(systemClock, 20)
  }
  const ours = await believed(sides)
  expect(ours).toEqual(asDocumented(await sides.shown(), ours))
  expect(await restless(sides)).toBe(0)
}

/** Where nobody documents whether a change is marked, the sandbox's own choice proves nothing. */
function asDocumented(theirs: readonly Seen[], ours: readonly Seen[]): readonly Seen[] {
  return theirs.map(([side, words, mark], index) => [side, words, ours[index]?.[2] === 'unknown' ? 'unknown' : mark])
}

async function believed({ hub, chatId, channel }: TwoSides): Promise<readonly Seen[]> {
  const messages = [...(await hub.messages(chatId))].reverse()
  const { capabilities } = await channel()
  // Where nobody documents whether a deletion leaves a trace, the sandbox's own choice (none) proves nothing.
  const isTraceKnown = capabilities.deletion?.otherSide !== 'unknown'
  return seenByClient(messages, capabilities)
    .filter(({ side, isUncertain }) => side !== 'channel' && !isUncertain)
    .filter(({ content }) => isTraceKnown || content.kind !== 'deleted')
    .map(({ side, content, isMarkedEdited }) => [
      side === 'own' ? 'own' : 'company',
      content.kind === 'text' ? content.text : content.kind,
      isMarkedEdited,
    ])
}

/** How much is still on its way. */
async function restless({ hub, chatId }: TwoSides): Promise<number> {
  return (await hub.messages(chatId)).filter(
    ({ delivery, revision }) =>
      delivery?.state === 'queued' || delivery?.state === 'sending' || revision?.refused === null,
  ).length
}

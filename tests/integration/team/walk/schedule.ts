import fc from 'fast-check'

import { sleep, systemClock } from '#shared/lib/clock'
import type { ChatId } from '#shared/domain/ids'

import { AGENTS, type Office } from './office'
import type { WalkDesk } from './walk-desk'

const MOST_CHATS = 2
/** Backoff, silence of a line, reading back and another hub's taking over are done by then. */
const ROUNDS_TO_REST = 120
const ROUND_MS = 5_000
/** By then what a frame brings is in the cache. */
const MOST_TURNS = 80
/** The computer's own time, of which the programs need some. */
const LOOKS = 15
const LOOK_MS = 4

const who = fc.nat({ max: AGENTS - 1 })
const chat = fc.nat({ max: MOST_CHATS - 1 })
const hub = fc.nat({ max: 1 })
type Does =
  | { readonly kind: 'write' | 'paint' | 'sendHeld'; readonly who: number; readonly chat: number }
  | { readonly kind: 'clientWrites'; readonly chat: number; readonly isToldTwice: boolean }
  | { readonly kind: 'cutLine' | 'loseOutcome' | 'killDesk'; readonly who: number }
  | { readonly kind: 'killCatchingUp'; readonly who: number; readonly chat: number; readonly after: number }
  | { readonly kind: 'spoilLine'; readonly who: number; readonly fault: 'hearsNothing' | 'saysNothing' }
  | { readonly kind: 'killHub' | 'cutOffDatabase' | 'cutOffDesks'; readonly hub: number }
  | { readonly kind: 'heal' }
  | { readonly kind: 'platformFails'; readonly fault: 'lostAnswer' | 'lostRequest' }
  | { readonly kind: 'pass'; readonly ms: number }
/** Then everything that is under way goes on for so many turns of the event loop. */
type Step = Does & { readonly turns: number }

export interface Schedule {
  readonly agents: number
  readonly chats: number
  readonly steps: readonly Step[]
}

const does: fc.WeightedArbitrary<Does>[] = [
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constantFrom('write', 'write', 'write', 'paint', 'paint', 'sendHeld'), who, chat }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('clientWrites'), chat, isToldTwice: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('cutLine', 'cutLine', 'loseOutcome', 'loseOutcome', 'killDesk'),
      who,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('killCatchingUp'), who, chat, after: fc.nat({ max: MOST_TURNS }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('spoilLine'),
      who,
      fault: fc.constantFrom('hearsNothing', 'saysNothing'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('killHub', 'cutOffDatabase', 'cutOffDesks'), hub }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('heal') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('platformFails'), fault: fc.constantFrom('lostAnswer', 'lostRequest') }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.nat({ max: 4_000 }) }) },
]
const step: fc.Arbitrary<Step> = fc
  .tuple(fc.oneof(...does), fc.nat({ max: 30 }))
  .map(([one, turns]) => ({ ...one, turns }))

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  agents: fc.integer({ min: 2, max: AGENTS }),
  chats: fc.integer({ min: 1, max: MOST_CHATS }),
  steps: fc.array(step, { minLength: 8, maxLength: 28 }),
})

/** What was asked of everybody in one schedule. */
export interface Played {
  readonly chats: ReadonlyMap<string, ChatId>
  readonly desks: readonly WalkDesk[]
  /** Answers of agents by conversation. */
  readonly written: ReadonlyMap<string, readonly string[]>
}

/** The schedules side by side, each with conversations of its own; what is cut or killed is so for all of them. */
export async function play(office: Office, plans: ReadonlyMap<string, Schedule>): Promise<readonly Played[]> {
  // First: while everything is cut off no client would be heard.
  const stages = await Promise.all(
    [...plans].map(async ([name, plan]) => ({ plan, stage: await prepare(office, name, plan) })),
  )
  await Promise.all(
    stages.map(async ({ plan, stage }) => {
      for (const next of plan.steps) {
        await take(office, next, stage)
        await office.someTurns(next.turns)
      }
    }),
  )
  const played = stages.map(({ stage: { desks, ids, written } }) => ({ desks, written, chats: ids }))
  await comeToRest(office, played)
  return played
}

async function prepare(office: Office, name: string, { agents, chats }: Schedule): Promise<Stage> {
  const names = Array.from({ length: chats }, (_, nth) => `${name}/${String(nth)}`)
  const ids = await Promise.all(names.map(async (each) => [each, await office.newChat(each)] as const))
  return {
    desks: office.desks.slice(0, agents),
    names,
    ids: new Map(ids),
    written: new Map(names.map((each) => [each, []])),
  }
}

interface Stage {
  readonly desks: readonly WalkDesk[]
  readonly names: readonly string[]
  readonly ids: ReadonlyMap<string, ChatId>
  readonly written: ReadonlyMap<string, string[]>
}

async function take(office: Office, next: Step, { desks, names, ids, written }: Stage): Promise<void> {
  const deskOf = (nth: number) => desks[nth % desks.length] as WalkDesk
  const nameOf = (nth: number) => names[nth % names.length] as string
  const chatOf = (nth: number) => ids.get(nameOf(nth)) as ChatId
  switch (next.kind) {
    case 'write': {
      const [desk, chatName] = [deskOf(next.who), nameOf(next.chat)]
      // Nobody answers what does not stand in their list yet.
      if (!(await desk.knows(chatOf(next.chat)))) return
      const texts = written.get(chatName) ?? []
      texts.push(`${chatName}: ${String(texts.length)}`)
      await desk.write(chatOf(next.chat), texts.at(-1) ?? '')
      return
    }
    case 'paint':
      return deskOf(next.who).paint(chatOf(next.chat))
    case 'sendHeld':
      await deskOf(next.who).sendHeld(chatOf(next.chat))
      return
    case 'clientWrites':
      office.say(nameOf(next.chat), 'вопрос')
      return office.tellWords(next.isToldTwice ? office.words.at(-2) : undefined)
    case 'cutLine':
      deskOf(next.who).cutLine()
      return
    case 'killCatchingUp':
      deskOf(next.who).cutLine()
      office.say(nameOf(next.chat), 'вопрос')
      await office.tellWords()
      deskOf(next.who).killWhileCatchingUp(next.after)
      return
    case 'spoilLine':
      deskOf(next.who).spoilLine(next.fault)
      return
    case 'loseOutcome':
      deskOf(next.who).loseNextOutcome()
      return
    case 'killDesk':
      return deskOf(next.who).kill()
    case 'killHub':
      return office.killHub(next.hub)
    case 'cutOffDatabase':
      office.hub(next.hub).cutOffDatabase()
      return
    case 'cutOffDesks':
      office.hub(next.hub).cutOffDesks()
      return
    case 'heal':
      return office.heal()
    case 'platformFails':
      office.platform.faults.push({ kind: next.fault })
      return
    case 'pass':
      return office.pass(next.ms)
  }
}

/** Everything works again; everybody reads what is new and decides to send what was held. */
async function comeToRest(office: Office, played: readonly Played[]): Promise<void> {
  await office.heal()
  for (const desk of office.desks) desk.heal()
  for (let round = 0; round < ROUNDS_TO_REST; round += 1) {
    await office.tellWords()
    if (!(await isSoonAtRest(office))) office.clock.advance(ROUND_MS)
    else if ((await sendAllHeld(played)) === 0) return
  }
  throw new Error(`Something waits for ever: ${await stateOf(office)}`)
}

async function sendAllHeld(played: readonly Played[]): Promise<number> {
  let count = 0
  for (const { desks, chats } of played) {
    for (const desk of desks) {
      for (const chatId of chats.values()) {
        if ((await desk.held(chatId)).length === 0) continue
        await desk.paint(chatId)
        count += await desk.sendHeld(chatId)
      }
    }
  }
  return count
}

/** Of what needs no more than that the programs go on. */
async function isSoonAtRest(office: Office): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (await isAtRest(office)) return true
    await sleep(systemClock, LOOK_MS)
  }
  return false
}

async function isAtRest(office: Office): Promise<boolean> {
  if (office.words.some(({ isTaken }) => !isTaken)) return false
  if (office.desks.some((desk) => !desk.isOnline)) return false
  const { head, outgoing } = await office.look()
  if (outgoing > 0 || office.desks.some((desk) => desk.cursor !== head)) return false
  for (const desk of office.desks) if ((await desk.countPending()) > 0) return false
  return true
}

async function stateOf(office: Office): Promise<string> {
  const { head } = await office.look()
  const desks = await Promise.all(
    office.desks.map(async (desk) => [desk.isOnline, desk.cursor, await desk.countPending()].join(' ')),
  )
  const outgoing = await office.ask('select * from outgoing', [])
  const untold = office.words.filter(({ isTaken }) => !isTaken)
  return JSON.stringify({ head, desks, outgoing, untold })
}

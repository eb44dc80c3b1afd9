import { afterEach, beforeAll, expect, it } from 'vitest'

import { DAY_MS, HOUR_MS, type AutoAnswer } from '#shared/domain/channel-settings'
import type { AutoAnswerId, ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { ContactCentre } from '../testing/contact-centre'
import { PREPARING_MS, testTemplate } from '../testing/test-folder'

const MINUTE = 60_000
/** A case begins before each change, in working hours or off them, and ends after it. */
const CHANGES: [timeZone: string, at: string, isWorking: boolean][] = [
  ['America/New_York', '2026-03-08T07:00Z', true],
  ['Europe/Berlin', '2026-03-29T01:00Z', false],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z', true],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z', false],
  ['Europe/Berlin', '2026-10-25T01:00Z', true],
  ['America/New_York', '2026-11-01T06:00Z', false],
]

let centre: ContactCentre

beforeAll(async () => {
  await testTemplate()
}, PREPARING_MS)
afterEach(() => centre.close())

/** The hub of that time: a clock that is moved by months rings every timer on its way. */
async function openAt(nowMs: number): Promise<void> {
  centre = await ContactCentre.open('avito', new ManualClock(nowMs))
  // Of these two each gets what the other did not answer.
  await centre.act('setStatus', { status: 'offline' })
  await centre.agent('Анна')
  await centre.agent('Борис')
  await centre.distribution({ isAutomatic: true, capacity: 10, answerWithinMs: 45 * MINUTE, attempts: 2 })
}

function answer(text: string, minutes: number): AutoAnswer {
  return { id: centre.hub.newId<AutoAnswerId>(), text, delayMs: minutes * MINUTE }
}

/** Hours that hold those in which clocks are changed. */
function workIn(timeZone: string): Promise<void> {
  const day = [{ fromMin: 60, toMin: 150 }]
  return centre.put('hours', { timeZone, week: Array.from({ length: 7 }, () => day), exceptions: [] })
}

function isWorkThere(timeZone: string, atMs: number): boolean {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const time = format.format(atMs)
  return time >= '01:00' && time < '02:30'
}

/** What was said to the client, and what happened to the case, up to now. */
async function course(name: string, chat: ChatId): Promise<readonly string[]> {
  const events = (await centre.hub.events(chat)).map((event) =>
    'why' in event ? `${event.kind} ${event.why}` : event.kind,
  )
  return [...centre.hub.platform.texts(name), ...events.slice(1)]
}

async function expectCourse(timeZone: string): Promise<boolean> {
  const name = centre.newName()
  const beganMs = centre.clock.now()
  const isWorking = isWorkThere(timeZone, beganMs)
  const chat = await centre.write(name)
  await centre.settle()
  const said: string[] = []
  const happened = ['queued new', 'assigned']
  const passedOn = ['queued notAnswered', 'assigned']
  const steps: readonly (readonly [minutes: number, text: string | null, events: readonly string[]])[] = [
    ...(isWorking ? ([[10, 'День', []]] as const) : []),
    [45, null, passedOn],
    [90, isWorking ? null : 'Ночь', ['queued notAnswered']],
    ...(isWorking ? ([[150, 'Ещё день', []]] as const) : []),
    [300, 'Конец', ['closed']],
  ]
  for (const [minutes, text, events] of steps) {
    const what = [timeZone, new Date(beganMs).toISOString(), minutes]
    await centre.advance(beganMs + minutes * MINUTE - 1 - centre.clock.now())
    expect([what, await course(name, chat)]).toEqual([what, [...said, ...happened]])
    await centre.advance(1)
    if (text !== null) said.push(text)
    happened.push(...events)
    expect([what, await course(name, chat)]).toEqual([what, [...said, ...happened]])
  }
  return isWorking
}

it.each(CHANGES)(
  '[A10][A13][A20][Q13][Q20] the hub’s own timers come after their time that has passed, whatever clock in %s is changed %s',
  async (timeZone, date, isWorking) => {
    await openAt(Date.parse(date) - (isWorking ? 45 : 100) * MINUTE)
    await workIn(timeZone)
    await centre.settings({
      autoAnswers: [answer('День', 10), answer('Ещё день', 150)],
      offHours: { kind: 'autoAnswers', answers: [answer('Ночь', 90)] },
      autoClose: { amount: 5, unit: 'hours' },
      closing: { isShown: true, text: 'Конец' },
    })
    expect(await expectCourse(timeZone)).toBe(isWorking)
  },
)

it('[A10][Q20] after two days of sleep a case is passed on once, what is stale stays unsaid, what is due is said once', async () => {
  await openAt(Date.UTC(2026, 0, 11, 22, 15))
  await workIn('Europe/Moscow')
  await centre.settings({ autoAnswers: [answer('Старое', 30), answer('Сейчас', 2 * 24 * 60)] })
  const name = centre.newName()
  const chat = await centre.write(name)
  await centre.settle()
  await centre.advance(2 * DAY_MS + MINUTE)
  const woken = ['Сейчас', 'queued new', 'assigned', 'queued notAnswered', 'assigned']
  expect(await course(name, chat)).toEqual(woken)
  // The next one has his whole time, also where the clock is set back and forward again.
  await centre.advance(-HOUR_MS)
  await centre.advance(HOUR_MS + 45 * MINUTE - 1)
  expect(await course(name, chat)).toEqual(woken)
  await centre.advance(1)
  expect(await course(name, chat)).toEqual([...woken, 'queued notAnswered'])
})

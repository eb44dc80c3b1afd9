import { describe, expect, it } from 'vitest'

import { ManualClock } from '../lib/manual-clock'
import type { CaseState } from './case'
import { afterEvent, nextDue, onDue, type AutomationFacts } from './case-automation'
import { defaultChannelSettings, HOUR_MS, type AutoAnswer, type ChannelSettings } from './channel-settings'
import type { AutoAnswerId, TeamId } from './ids'
import type { WorkingHours } from './working-hours'

const MINUTE_MS = 60_000
const [BEGIN, END] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)]
const TEAM = 'team' as TeamId
const queued: CaseState = { kind: 'queued', teamId: TEAM, sinceMs: BEGIN }

function answer(id: string, minutes: number): AutoAnswer {
  return { id: id as AutoAnswerId, text: id, delayMs: minutes * MINUTE_MS }
}

const settings: ChannelSettings = {
  ...defaultChannelSettings(TEAM),
  autoAnswers: [answer('day 1', 10), answer('day 2', 150)],
  offHours: { kind: 'autoAnswers', answers: [answer('night', 90)] },
  autoClose: { amount: 5, unit: 'hours' },
}

/** What a client who writes then should be told, as minutes after. */
function expected(isWorking: boolean): readonly string[] {
  return isWorking ? ['10 day 1', '150 day 2', '300 close'] : ['90 night', '300 close']
}

/** Hours of work that hold the hours in which clocks are changed, on Sundays too. */
function hoursIn(timeZone: string): WorkingHours {
  const day = [
    { fromMin: 60, toMin: 150 },
    { fromMin: 540, toMin: 1080 },
  ]
  return { timeZone, week: Array.from({ length: 7 }, () => day), exceptions: [] }
}

function worksThere(timeZone: string): (atMs: number) => boolean {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (atMs) => {
    const time = format.format(atMs)
    return (time >= '01:00' && time < '02:30') || (time >= '09:00' && time < '18:00')
  }
}

describe.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])('a year of timers in %s', (timeZone) => {
  it('[A10] [A13] [A20] [Q13] each comes after its time that has passed, whatever the clock on the wall does', () => {
    const clock = new ManualClock(BEGIN)
    const hours = hoursIn(timeZone)
    const isWorking = worksThere(timeZone)
    const wrong: string[] = []

    /** A client writes, and the timers of the case run to its end. */
    function begin(): void {
      const beganMs = clock.now()
      const told: string[] = []
      let automation: AutomationFacts | null = afterEvent(null, { kind: 'clientWrote', atMs: beganMs }, hours, beganMs)
      const tell = (what: string) => told.push(`${(clock.now() - beganMs) / MINUTE_MS} ${what}`)
      const wait = () => {
        const due = nextDue({ state: queued, automation }, settings)
        if (due) clock.schedule(due.atMs - clock.now(), wake)
      }
      const wake = () => {
        const step = onDue({ state: queued, automation }, settings, clock.now())
        automation = step.automation
        if (step.action?.kind === 'sendAnswer') tell(step.action.answer.id)
        if (step.action?.kind !== 'closeByTimeout') {
          wait()
          return
        }
        tell('close')
        if (told.join() !== expected(isWorking(beganMs)).join())
          wrong.push(`${new Date(beganMs).toISOString()} ${told.join()}`)
      }
      wait()
    }

    while (clock.now() < END) {
      begin()
      clock.advance(HOUR_MS / 2)
    }
    clock.advance(6 * HOUR_MS)
    expect(wrong).toEqual([])
    expect(clock.pendingTimers).toBe(0)
  })
})

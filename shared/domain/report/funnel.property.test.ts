import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../../testing/random-runs'
import type { ChannelId, ChatId } from '../ids'
import { FUNNEL_STEPS, funnelOf, meaningOfStage, STEP_BEFORE, type Applicant, type StepMade } from './funnel'

const step: fc.Arbitrary<StepMade | undefined> = fc.option(
  fc.record({ atMs: fc.option(fc.integer({ min: 0, max: 1_000_000 })) }),
  { nil: undefined },
)
const anyApplicant: fc.Arbitrary<Applicant> = fc.record({
  chatId: fc.uuid().map((id) => id as ChatId),
  channelId: fc.constantFrom('hh', 'avito').map((id) => id as ChannelId),
  vacancyId: fc.constantFrom('1', '2', '3'),
  vacancyTitle: fc.constant('Водитель'),
  name: fc.constant('Анна'),
  made: fc
    .record({ answer: step, call: step, invitation: step, hired: step, refused: step })
    .map((later) => ({ response: { atMs: 0 }, ...later })),
})
const always = (check: (applicants: readonly Applicant[]) => void) => {
  fc.assert(fc.property(fc.array(anyApplicant, { maxLength: 30 }), check), randomRuns())
}

describe('the funnel of any applicants', () => {
  it('[V6] counts at each step exactly who made it', () => {
    always((applicants) => {
      for (const { step: name, count, fromBefore } of funnelOf(applicants).rows) {
        const before = STEP_BEFORE[name]
        expect(count).toBe(applicants.filter(({ made }) => made[name]).length)
        expect(fromBefore).toBe(applicants.filter(({ made }) => made[name] && (!before || made[before])).length)
      }
    })
  })

  it('[V6] never has more at a step than responded, nor more from the step before than were there', () => {
    always((applicants) => {
      const { rows } = funnelOf(applicants)
      const counts = new Map(rows.map((row) => [row.step, row.count]))
      for (const { step: name, count, fromBefore } of rows) {
        expect(count).toBeLessThanOrEqual(applicants.length)
        expect(fromBefore).toBeLessThanOrEqual(count)
        const before = STEP_BEFORE[name]
        if (before) expect(fromBefore).toBeLessThanOrEqual(counts.get(before) ?? 0)
      }
    })
  })

  it('[V6] of the vacancies add up to that of all', () => {
    always((applicants) => {
      const { rows, vacancies } = funnelOf(applicants)
      rows.forEach(({ count, fromBefore }, at) => {
        const sum = (name: 'count' | 'fromBefore') =>
          vacancies.reduce((all, vacancy) => all + (vacancy.rows[at]?.[name] ?? 0), 0)
        expect([sum('count'), sum('fromBefore')]).toEqual([count, fromBefore])
      })
      expect(new Set(vacancies.map(({ channelId, vacancyId }) => channelId + vacancyId)).size).toBe(vacancies.length)
    })
  })

  it('[V6] is the same in whatever order people responded, and its times are of somebody', () => {
    always((applicants) => {
      const { rows } = funnelOf(applicants)
      expect(funnelOf([...applicants].reverse()).rows).toEqual(rows)
      for (const { step: name, medianMs } of rows) {
        const before = STEP_BEFORE[name]
        if (medianMs === null || before === null) continue
        const took = applicants.map(({ made }) => (made[name]?.atMs ?? NaN) - (made[before]?.atMs ?? NaN))
        expect(took).toContain(medianMs)
        expect(medianMs).toBeGreaterThanOrEqual(0)
      }
    })
  })
})

describe('a stage', () => {
  it.each([
    ['response', null],
    ['consider', null],
    ['phone_interview', 'invitation'],
    ['offer', 'invitation'],
    ['hired', 'hired'],
    ['rejected', 'refused'],
    ['discard_by_employer', 'refused'],
  ])('[V6] «%s» means %s', (slug, meaning) => {
    expect(meaningOfStage(slug)).toBe(meaning)
  })

  it('[V6] comes after one that there is', () => {
    for (const before of Object.values(STEP_BEFORE)) if (before) expect(FUNNEL_STEPS).toContain(before)
  })
})

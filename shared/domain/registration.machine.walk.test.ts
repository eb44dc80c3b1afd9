import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomRuns } from '../testing/random-runs'
import {
  initialRegistration,
  transitionRegistration,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationState,
  type RegistrationVerdict,
} from './registration.machine'
import type { Registration } from './sip-account'

const NOW = 1_000_000

const verdict: fc.Arbitrary<RegistrationVerdict> = fc.record({
  reason: fc.constantFrom('wrongPassword', 'certificateRefused', 'connectionRefused', 'serverBusy'),
  detail: fc.constant(null),
  retry: fc.boolean(),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 300_000 })),
})
const anyEvent: fc.Arbitrary<RegistrationEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'enabled' as const,
      'disabled' as const,
      'connected' as const,
      'refreshDue' as const,
      'retryDue' as const,
      'retryAsked' as const,
      'networkChanged' as const,
    ),
  }),
  fc.record({ kind: fc.constantFrom('connectionFailed' as const, 'refused' as const), verdict }),
  fc.record({ kind: fc.constant('accepted' as const), expiresAtMs: fc.integer({ min: NOW, max: NOW + 3_600_000 }) }),
)

/** What a runner that does as it is told would hold. */
class Runner {
  isConnected = false
  retryAtMs: number | null = null
  refreshAtMs: number | null = null

  do(effect: RegistrationEffect): void {
    switch (effect.kind) {
      case 'connect':
        expect(this.isConnected).toBe(false)
        this.isConnected = true
        break
      case 'disconnect':
      case 'leave':
        this.isConnected = false
        break
      case 'register':
        expect(this.isConnected).toBe(true)
        break
      case 'cancelTimers':
        this.retryAtMs = null
        this.refreshAtMs = null
        break
      case 'scheduleRetry':
      case 'scheduleRefresh':
        expect([this.retryAtMs, this.refreshAtMs]).toEqual([null, null])
        if (effect.kind === 'scheduleRetry') this.retryAtMs = effect.atMs
        else this.refreshAtMs = effect.atMs
        break
      case 'warn':
        break
    }
  }
}

const IS_CONNECTED: Readonly<Record<Registration['kind'], boolean>> = {
  off: false,
  connecting: true,
  registering: true,
  registered: true,
  waiting: false,
  stopped: false,
}

describe('any sequence of events', () => {
  it('[K17] keeps one connection, waits only with a timer, and lets nothing run on once it is off', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyEvent, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 60 }),
        (walk) => {
          const runner = new Runner()
          let state = initialRegistration
          for (const [event, random] of walk) {
            const step = transitionRegistration(state, event, { nowMs: NOW, random })
            if (step.effects.some(({ kind }) => kind === 'warn')) expect(step.state).toBe(state)
            for (const effect of step.effects) runner.do(effect)
            state = step.state
            const { registration } = state
            expect(runner.isConnected).toBe(IS_CONNECTED[registration.kind])
            expect(runner.retryAtMs).toBe(registration.kind === 'waiting' ? registration.retryAtMs : null)
            expect(runner.refreshAtMs !== null).toBe(registration.kind === 'registered')
          }
        },
      ),
      randomRuns(),
    )
  })

  it('never tries wrong credentials again until a person acts', () => {
    const withoutPerson = anyEvent.filter(({ kind }) => !['enabled', 'disabled', 'retryAsked'].includes(kind))
    fc.assert(
      fc.property(fc.array(withoutPerson, { maxLength: 60 }), (walk) => {
        const before: RegistrationState = {
          registration: { kind: 'stopped', reason: 'wrongPassword', detail: null },
          failures: 0,
        }
        let state = before
        for (const event of walk) {
          const step = transitionRegistration(state, event, { nowMs: NOW, random: 0.5 })
          expect(step.effects.every(({ kind }) => kind === 'warn')).toBe(true)
          state = step.state
        }
        expect(state).toBe(before)
      }),
      randomRuns(),
    )
  })
})

import { describe, expect, it } from 'vitest'

import {
  initialRegistration,
  retryDelayMs,
  transitionRegistration,
  type RegistrationEvent,
  type RegistrationState,
  type RegistrationVerdict,
} from './registration.machine'
import type { Registration } from './sip-account'

const NOW = 1_000_000
const context = { nowMs: NOW, random: 1 }

const mendable: RegistrationVerdict = { reason: 'connectionRefused', detail: null, retry: true, retryAfterMs: null }
const final: RegistrationVerdict = { reason: 'wrongPassword', detail: 'SIP 401', retry: false, retryAfterMs: null }

const states: Readonly<Record<Registration['kind'], Registration>> = {
  off: { kind: 'off' },
  connecting: { kind: 'connecting' },
  registering: { kind: 'registering' },
  registered: { kind: 'registered', expiresAtMs: NOW + 600_000 },
  waiting: { kind: 'waiting', reason: 'timedOut', detail: null, retryAtMs: NOW + 4_000 },
  stopped: { kind: 'stopped', reason: 'wrongPassword', detail: null },
}

const events: Readonly<Record<string, RegistrationEvent>> = {
  enabled: { kind: 'enabled' },
  disabled: { kind: 'disabled' },
  connected: { kind: 'connected' },
  connectionFailed: { kind: 'connectionFailed', verdict: mendable },
  accepted: { kind: 'accepted', expiresAtMs: NOW + 600_000 },
  refused: { kind: 'refused', verdict: final },
  refreshDue: { kind: 'refreshDue' },
  retryDue: { kind: 'retryDue' },
  retryAsked: { kind: 'retryAsked' },
  networkChanged: { kind: 'networkChanged' },
}

const again = 'connecting: cancelTimers disconnect connect'
const wait = 'waiting: cancelTimers disconnect scheduleRetry'
const stop = 'stopped: cancelTimers disconnect'
const run = 'registered: cancelTimers scheduleRefresh'

/** Columns as in `ORDER`; `·` keeps the state in silence, `!` keeps it with a warning. */
const ORDER = ['off', 'connecting', 'registering', 'registered', 'waiting', 'stopped'] as const
const table: Readonly<Record<string, readonly string[]>> = {
  enabled: [again, '·', '·', '·', again, again],
  disabled: [
    '·',
    'off: cancelTimers disconnect',
    'off: cancelTimers disconnect',
    'off: cancelTimers leave',
    'off: cancelTimers disconnect',
    'off: cancelTimers disconnect',
  ],
  connected: ['!', 'registering: register', '!', '!', '!', '!'],
  connectionFailed: ['!', wait, wait, wait, '!', '!'],
  accepted: ['!', '!', run, run, '!', '!'],
  refused: ['!', '!', stop, stop, '!', '!'],
  refreshDue: ['!', '!', '!', 'registered: register', '!', '!'],
  retryDue: ['!', '!', '!', '!', again, '!'],
  retryAsked: ['!', '·', '·', '·', again, again],
  networkChanged: ['·', again, again, again, again, '·'],
}

describe('every event in every state', () => {
  for (const [name, row] of Object.entries(table)) {
    ORDER.forEach((from, column) => {
      it(`[K17] ${name} while ${from}: ${row[column] ?? ''}`, () => {
        const event = events[name]
        if (!event) throw new Error(`no event ${name}`)
        const before: RegistrationState = { registration: states[from], failures: 0 }
        const { state, effects } = transitionRegistration(before, event, context)
        const kinds = effects.map(({ kind }) => kind)
        if (row[column] === '·') expect([state, kinds]).toEqual([before, []])
        else if (row[column] === '!') expect([state, kinds]).toEqual([before, ['warn']])
        else expect(`${state.registration.kind}: ${kinds.join(' ')}`).toBe(row[column])
      })
    })
  }

  it('names every event of the machine', () => {
    expect(Object.keys(table)).toEqual(Object.keys(events))
  })
})

describe('registration', () => {
  it('refreshes well before the binding lapses', () => {
    const { effects } = transitionRegistration(
      { registration: states.registering, failures: 3 },
      { kind: 'accepted', expiresAtMs: NOW + 600_000 },
      context,
    )
    expect(effects).toContainEqual({ kind: 'scheduleRefresh', atMs: NOW + 360_000 })
  })

  it('forgets earlier failures once it is accepted', () => {
    const { state } = transitionRegistration(
      { registration: states.registering, failures: 3 },
      { kind: 'accepted', expiresAtMs: NOW + 1 },
      context,
    )
    expect(state.failures).toBe(0)
  })

  it('waits longer with every failure, between half and the whole of a bounded span', () => {
    expect([0, 1, 2, 3, 30].map((failures) => retryDelayMs(failures, 1))).toEqual([
      2_000, 4_000, 8_000, 16_000, 120_000,
    ])
    expect(retryDelayMs(2, 0)).toBe(4_000)
  })

  it('obeys Retry-After', () => {
    const busy: RegistrationVerdict = { reason: 'serverBusy', detail: 'SIP 503', retry: true, retryAfterMs: 90_000 }
    const { state } = transitionRegistration(
      { registration: states.registering, failures: 0 },
      { kind: 'refused', verdict: busy },
      context,
    )
    expect(state).toEqual({
      registration: { kind: 'waiting', reason: 'serverBusy', detail: 'SIP 503', retryAtMs: NOW + 90_000 },
      failures: 1,
    })
  })

  it('never tries a wrong password again by itself, not even on another network', () => {
    const stopped = transitionRegistration(
      { registration: states.registering, failures: 0 },
      { kind: 'refused', verdict: final },
      context,
    )
    expect(stopped.state.registration).toEqual({ kind: 'stopped', reason: 'wrongPassword', detail: 'SIP 401' })
    expect(transitionRegistration(stopped.state, { kind: 'networkChanged' }, context).effects).toEqual([])
  })

  it('tries a refused certificate again on another network: it may have been a captive portal', () => {
    const state: RegistrationState = {
      registration: { kind: 'stopped', reason: 'certificateRefused', detail: null },
      failures: 0,
    }
    expect(transitionRegistration(state, { kind: 'networkChanged' }, context).state.registration).toEqual({
      kind: 'connecting',
    })
  })

  it('begins switched off', () => {
    expect(initialRegistration).toEqual({ registration: { kind: 'off' }, failures: 0 })
  })
})

import { describe, expect, it } from 'vitest'

import { INITIAL_CONNECTION, transition, type Connection, type ConnectionEvent } from './connection.machine'

const states: readonly Connection[] = [
  { kind: 'idle' },
  { kind: 'connecting', attempt: 2 },
  { kind: 'waiting', attempt: 2, retryAtMs: 500 },
  { kind: 'greeting', attempt: 2 },
  { kind: 'catchingUp' },
  { kind: 'live' },
  { kind: 'outdated' },
]

const events: readonly ConnectionEvent[] = [
  { kind: 'hubFound' },
  { kind: 'hubLost' },
  { kind: 'opened' },
  { kind: 'welcomed' },
  { kind: 'caughtUp' },
  { kind: 'lost', retryAtMs: 900 },
  { kind: 'protocolRefused' },
  { kind: 'retryDue' },
  { kind: 'wentOnline' },
]

/** What is not in this table changes nothing. */
const expected: Readonly<Record<string, string>> = {
  'idle hubFound': 'connecting/0 openSocket',
  'connecting hubFound': 'connecting/0 closeSocket openSocket',
  'waiting hubFound': 'connecting/0 cancelRetry openSocket',
  'greeting hubFound': 'connecting/0 closeSocket openSocket',
  'catchingUp hubFound': 'connecting/0 closeSocket openSocket',
  'live hubFound': 'connecting/0 closeSocket openSocket',
  'outdated hubFound': 'connecting/0 openSocket',
  'connecting hubLost': 'idle closeSocket',
  'waiting hubLost': 'idle cancelRetry',
  'greeting hubLost': 'idle closeSocket',
  'catchingUp hubLost': 'idle closeSocket',
  'live hubLost': 'idle closeSocket',
  'outdated hubLost': 'idle',
  'connecting opened': 'greeting/2 sendHello',
  'greeting welcomed': 'catchingUp startSending',
  'catchingUp caughtUp': 'live',
  'connecting lost': 'waiting/3@900 closeSocket scheduleRetry',
  'greeting lost': 'waiting/3@900 closeSocket scheduleRetry',
  'catchingUp lost': 'waiting/1@900 closeSocket scheduleRetry',
  'live lost': 'waiting/1@900 closeSocket scheduleRetry',
  'connecting protocolRefused': 'outdated closeSocket',
  'greeting protocolRefused': 'outdated closeSocket',
  'catchingUp protocolRefused': 'outdated closeSocket',
  'live protocolRefused': 'outdated closeSocket',
  'waiting retryDue': 'connecting/2 openSocket',
  'waiting wentOnline': 'connecting/0 cancelRetry openSocket',
}

function show(state: Connection): string {
  const attempt = 'attempt' in state ? `/${String(state.attempt)}` : ''
  return `${state.kind}${attempt}${'retryAtMs' in state ? `@${String(state.retryAtMs)}` : ''}`
}

describe('connection to the hub', () => {
  it('begins idle', () => {
    expect(INITIAL_CONNECTION).toEqual({ kind: 'idle' })
  })

  for (const state of states) {
    for (const event of events) {
      const key = `${state.kind} ${event.kind}`
      it(`${key} → ${expected[key] ?? 'nothing'}`, () => {
        const step = transition(state, event)
        expect([show(step.state), ...step.effects].join(' ')).toBe(expected[key] ?? show(state))
      })
    }
  }
})

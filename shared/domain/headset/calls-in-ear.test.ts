import { describe, expect, it } from 'vitest'

import type { CallPhase, CallSnapshot } from '../call'
import type { CallId } from '../ids'
import { hostOf, operationsOf } from './calls-in-ear'

const ACTIVE: CallPhase = { kind: 'active', answeredAtMs: 2 }

function call(id: string, phase: CallPhase, more: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: id as CallId,
    route: 'phone',
    accountId: null,
    direction: 'incoming',
    number: '100',
    presentation: null,
    name: null,
    chatId: null,
    subject: null,
    lastLine: null,
    phase,
    startedAtMs: 1,
    isMuted: false,
    isHeld: false,
    isHeldRemotely: false,
    isChangingHold: false,
    quality: null,
    notice: null,
    transfer: null,
    isJoined: false,
    ...more,
  }
}

const ring = call('ring', { kind: 'incoming' })
const talk = call('talk', ACTIVE)
const held = call('held', ACTIVE, { isHeld: true })

describe('[H1] what a headset is shown of the calls', () => {
  it.each([
    ['no call', [], {}],
    ['one that is over', [call('x', { kind: 'ending' })], {}],
    ['one that rings here', [ring], { isRinging: true }],
    ['one that is dialled', [call('x', { kind: 'preparing' })], { isOffHook: true }],
    ['one that is answered', [call('x', { kind: 'answering' })], { isOffHook: true }],
    ['a talk', [talk], { isOffHook: true }],
    ['a muted talk', [{ ...talk, isMuted: true }], { isOffHook: true, isMuted: true }],
    ['a second one that rings', [talk, ring], { isOffHook: true, isRinging: true }],
    ['a talk while another waits, which is muted', [{ ...held, isMuted: true }, talk], { isOffHook: true }],
    ['only one that waits', [held], { isOffHook: true, isHeld: true }],
    ['one that is about to wait', [{ ...talk, isChangingHold: true }], { isOffHook: true, isHeld: true }],
    ['one that is taken back', [{ ...held, isChangingHold: true }], { isOffHook: true }],
    ['two talks, of which one is muted', [talk, { ...talk, isMuted: true }], { isOffHook: true }],
  ] as const)('%s', (_title, calls, lit) => {
    const dark = { isRinging: false, isOffHook: false, isMuted: false, isHeld: false }
    expect(hostOf(calls)).toEqual({ ...dark, ...lit })
  })
})

describe('[H1] what a press does', () => {
  it('answers and refuses what rang first', () => {
    const second = call('second', { kind: 'incoming' })
    expect(operationsOf({ kind: 'answer' }, [talk, ring, second])).toEqual([{ request: 'answer', id: 'ring' }])
    expect(operationsOf({ kind: 'reject' }, [talk, ring, second])).toEqual([{ request: 'decline', id: 'ring' }])
  })

  it('ends what is in the ear and never what waits', () => {
    expect(operationsOf({ kind: 'end' }, [held, talk])).toEqual([{ request: 'hangUp', id: 'talk' }])
    expect(operationsOf({ kind: 'end' }, [held])).toEqual([])
  })

  it('holds, takes back the last that waits, and changes over', () => {
    const other = { ...held, id: 'other' as CallId }
    expect(operationsOf({ kind: 'hold' }, [talk])).toEqual([{ request: 'hold', id: 'talk' }])
    expect(operationsOf({ kind: 'hold' }, [call('x', { kind: 'calling' })])).toEqual([])
    expect(operationsOf({ kind: 'hold' }, [held, other, talk])).toEqual([{ request: 'resume', id: 'held' }])
    expect(operationsOf({ kind: 'hold' }, [held, other])).toEqual([{ request: 'resume', id: 'other' }])
    expect(operationsOf({ kind: 'resume' }, [held, other])).toEqual([{ request: 'resume', id: 'other' }])
    expect(operationsOf({ kind: 'resume' }, [held, talk])).toEqual([])
  })

  it('[H3] mutes what is in the ear, also where the screen says that it is so already', () => {
    expect(operationsOf({ kind: 'mute', muted: true }, [held, { ...talk, isMuted: true }])).toEqual([
      { request: 'setMuted', id: 'talk', muted: true },
    ])
    expect(operationsOf({ kind: 'mute', muted: false }, [held])).toEqual([
      { request: 'setMuted', id: 'held', muted: false },
    ])
    expect(operationsOf({ kind: 'mute', muted: true }, [])).toEqual([])
  })

  it('does nothing where there is nothing to do it to', () => {
    for (const kind of ['answer', 'reject', 'end', 'hold', 'resume'] as const)
      expect(operationsOf({ kind }, [call('x', { kind: 'ending' })])).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'

import { applyReport, expect as expectOf, forgetCall, nextTimeMs, passTime, silentPhone } from './desk-phone.machine'
import type { DeskPhoneState, PhoneReport } from './desk-phone-state'
import { DESK_PHONE_MODELS, type DeskPhoneModel } from './models'

const CALL = { id: '1', number: '100' }
const OTHER = { id: '2', number: '200' }

/** Reports with the times at which they come. */
function after(
  reports: readonly (readonly [number, PhoneReport])[],
  model: DeskPhoneModel = 'yealink-t31',
): DeskPhoneState {
  return reports.reduce((state, [atMs, report]) => applyReport(state, report, model, atMs), silentPhone(model))
}

const TALK = [
  [0, { kind: 'incoming', call: CALL }],
  [3_000, { kind: 'established', call: CALL }],
] as const satisfies readonly (readonly [number, PhoneReport])[]

describe('[D3] what the phone says', () => {
  it('goes through a call', () => {
    const phases = [
      after([TALK[0]]),
      after(TALK),
      after([...TALK, [6_000, { kind: 'held', call: CALL }]]),
      after([...TALK, [6_000, { kind: 'held', call: CALL }], [9_000, { kind: 'resumed', call: CALL }]]),
      after([...TALK, [9_000, { kind: 'ended', call: CALL }]]),
    ].map(({ calls }) => calls.map(({ phase, isSure }) => `${phase} ${isSure}`).join())
    expect(phases).toEqual(['ringing true', 'talking true', 'held true', 'talking true', ''])
  })

  it('twice is once', () => {
    const once = after(TALK)
    expect(applyReport(once, TALK[1][1], 'yealink-t31', 3_000)).toEqual(once)
  })

  it('late words neither take a call back nor bring one back', () => {
    expect(after([TALK[1], [3_100, TALK[0][1]]]).calls).toMatchObject([{ phase: 'talking', direction: 'incoming' }])
    expect(
      after([
        [0, { kind: 'ended', call: CALL }],
        [100, TALK[0][1]],
        [200, TALK[1][1]],
      ]).calls,
    ).toEqual([])
  })

  it('opposite words close together are doubt, further apart they are not', () => {
    const held = [...TALK, [6_000, { kind: 'held', call: CALL }]] as const
    const at = (ms: number) => after([...held, [ms, { kind: 'resumed', call: CALL }]]).calls[0]?.isSure
    expect([at(6_100), at(7_600)]).toEqual([false, true])
  })

  it('unless the second was asked for after the first', () => {
    const held = expectOf(
      after([...TALK, [6_000, { kind: 'held', call: CALL }]]),
      { kind: 'talking', key: 'id:1' },
      6_050,
    )
    expect(applyReport(held, { kind: 'resumed', call: CALL }, 'yealink-t31', 6_100).calls).toMatchObject([
      { phase: 'talking', isSure: true },
    ])
  })

  it('«all idle» ends what it can mean', () => {
    const state = after([...TALK, [9_000, { kind: 'incoming', call: OTHER }], [9_100, { kind: 'idle' }]])
    expect(state.calls).toMatchObject([{ key: 'id:2', isSure: false }])
  })

  it('without its own number a call is known by the far side’s', () => {
    const mention = { id: null, number: '100' }
    const state = after(
      [
        [0, { kind: 'incoming', call: mention }],
        [2_000, { kind: 'established', call: mention }],
        [4_000, { kind: 'held', call: { id: null, number: null } }],
      ],
      'fanvil-x3s',
    )
    expect(state.calls).toMatchObject([{ key: 'number:100', phase: 'held' }])
  })

  it('an asked phone replaces everything, and another call on the same line is another call', () => {
    const read = (number: string, phase: 'ringing' | 'talking') =>
      ({ kind: 'read', lines: [{ line: 1, phase, number }] }) as const
    const model = 'grandstream-gxp1620'
    const state = after(
      [
        [0, read('100', 'talking')],
        [1_000, read('200', 'ringing')],
      ],
      model,
    )
    expect(state.calls).toMatchObject([{ number: '200', phase: 'ringing', sinceMs: 1_000, talkSinceMs: null }])
  })
})

describe('[H3] the microphone', () => {
  it('of a model that does not tell is never claimed', () => {
    for (const model of DESK_PHONE_MODELS)
      expect([model, after(TALK, model).isMuted]).toEqual([model, model === 'yealink-t31' ? false : null])
  })

  it('is muted when the phone says so, and open in the next talk', () => {
    const muted = after([...TALK, [6_000, { kind: 'muted', call: CALL }]])
    expect(muted.isMuted).toBe(true)
    expect(applyReport(muted, { kind: 'ended', call: CALL }, 'yealink-t31', 9_000).isMuted).toBe(false)
  })

  it('is not known after opposite words that may have overtaken each other', () => {
    const state = after([...TALK, [6_000, { kind: 'muted', call: CALL }], [6_100, { kind: 'unmuted', call: CALL }]])
    expect(state.isMuted).toBeNull()
  })

  it('is not known when a muted call ends and another stays', () => {
    const state = after([
      ...TALK,
      [6_000, { kind: 'muted', call: CALL }],
      [8_000, { kind: 'incoming', call: OTHER }],
      [9_000, { kind: 'ended', call: CALL }],
    ])
    expect(state.isMuted).toBeNull()
  })

  it('is not known of this call when the word of another’s mute comes after its end', () => {
    const late = (kind: 'muted' | 'unmuted') =>
      after([
        ...TALK,
        [6_000, { kind: 'ended', call: CALL }],
        [6_100, { kind: 'incoming', call: OTHER }],
        [6_200, { kind, call: CALL }],
      ])
    expect([late('muted').isMuted, late('unmuted').isMuted]).toEqual([null, false])
  })
})

describe('[D3] a command that does not come about', () => {
  it('is said, and what it was about is doubted', () => {
    const asked = expectOf(after(TALK), { kind: 'over', key: 'id:1' }, 10_000)
    expect(nextTimeMs(asked)).toBe(15_000)
    expect(passTime(asked, 'yealink-t31', 15_000)).toMatchObject({
      unconfirmed: 'over',
      expected: null,
      calls: [{ phase: 'talking', isSure: false }],
    })
  })

  it('leaves no doubt where the phone has said something else since', () => {
    const asked = expectOf(after([TALK[0]]), { kind: 'over', key: 'id:1' }, 1_000)
    const answered = applyReport(asked, { kind: 'established', call: CALL }, 'yealink-t31', 1_100)
    expect(passTime(answered, 'yealink-t31', 6_000)).toMatchObject({ unconfirmed: 'over', calls: [{ isSure: true }] })
  })

  it('a microphone that should have been muted is not known', () => {
    const asked = expectOf(after(TALK), { kind: 'muted', isMuted: true }, 10_000)
    expect(passTime(asked, 'yealink-t31', 15_000)).toMatchObject({ isMuted: null, unconfirmed: 'muted' })
  })
})

describe('silence', () => {
  it('is doubt, and in the end no call', () => {
    const ringing = after([TALK[0]])
    expect(nextTimeMs(ringing)).toBe(180_000)
    const doubted = passTime(ringing, 'yealink-t31', 180_000)
    expect(doubted.calls).toMatchObject([{ isSure: false }])
    expect(passTime(doubted, 'yealink-t31', nextTimeMs(doubted) ?? 0).calls).toEqual([])
    expect(nextTimeMs(silentPhone('yealink-t31'))).toBeNull()
  })

  it('a person may end it', () => {
    expect(forgetCall(after(TALK), 'id:1', 'yealink-t31', 9_000).calls).toEqual([])
  })
})

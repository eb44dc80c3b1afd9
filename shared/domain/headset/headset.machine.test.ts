import { beforeEach, describe, expect, it } from 'vitest'

import { newHeadset, nextDeadline, type HeadsetEffect, type HeadsetEvent, type HeadsetState } from './headset-state'
import { transitionHeadset } from './headset.machine'
import { IDLE_HOST, type HeadsetHost } from './keys'
import { readLayout } from './layout'
import type { VirtualHeadsetSpec } from './testing/virtual-headset'
import { ABSOLUTE, RELATIVE, WRONG_REPORTS, YEALINK } from './testing/virtual-models'
import { vendorOf } from './vendors'

const RINGING: HeadsetHost = { ...IDLE_HOST, isRinging: true }
const TALKING: HeadsetHost = { ...IDLE_HOST, isOffHook: true }
const MUTED: HeadsetHost = { ...TALKING, isMuted: true }
const HELD: HeadsetHost = { ...TALKING, isHeld: true }
const WAITING: HeadsetHost = { ...TALKING, isRinging: true }

let state: HeadsetState
let nowMs: number

/** As short as it can be read: `+mute` for a lit light, `mute on` for a command. */
function words(effect: HeadsetEffect): string {
  switch (effect.kind) {
    case 'write': {
      const lit = Object.entries(effect.lights).filter(([, isLit]) => isLit)
      return `write ${lit.map(([light]) => light).join('+') || 'dark'}`
    }
    case 'command':
      return effect.command.kind === 'mute' ? `mute ${effect.command.muted ? 'on' : 'off'}` : effect.command.kind
    case 'open':
    case 'close':
    case 'complain':
      return effect.kind
  }
}

function send(event: HeadsetEvent): readonly string[] {
  const step = transitionHeadset(state, event, nowMs)
  state = step.state
  return step.effects.map(words)
}

/** Time goes on, and every deadline on the way comes. */
function wait(ms: number): readonly string[] {
  const untilMs = nowMs + ms
  const seen: string[] = []
  for (let at = nextDeadline(state); at !== null && at <= untilMs; at = nextDeadline(state)) {
    nowMs = at
    seen.push(...send({ kind: 'timeCame' }))
  }
  nowMs = untilMs
  return seen
}

const host = (next: HeadsetHost) => send({ kind: 'hostChanged', host: next })
const report = (reportId: number, ...bytes: number[]) =>
  send({ kind: 'reportCame', reportId, data: new Uint8Array(bytes) })

function plug(spec: VirtualHeadsetSpec, at: HeadsetHost = IDLE_HOST): readonly string[] {
  const layout = readLayout(spec.collections, vendorOf(spec.vendorId))
  if (!layout) throw new Error('no layout')
  nowMs = 1_000
  const first = newHeadset(layout, at)
  state = first.state
  return [...first.effects.map(words), ...send({ kind: 'opened' })]
}

/** A call that is under way for a while. */
function talking(spec: VirtualHeadsetSpec, at: HeadsetHost = TALKING): void {
  plug(spec)
  host(at)
  wait(60_000)
}

describe('[H6] without a call of ours', () => {
  beforeEach(() => {
    plug(RELATIVE)
  })

  it('nothing is written and no key counts: the headset may be in another program’s call', () => {
    expect(report(5, 0b001)).toEqual([])
    expect(report(5, 0b010)).toEqual([])
    expect(host(IDLE_HOST)).toEqual([])
    expect(wait(60_000)).toEqual([])
  })

  it('after a call the lights go out once, and that is the last word', () => {
    host(TALKING)
    expect(host(IDLE_HOST)).toEqual(['write dark'])
    expect(wait(60_000)).toEqual([])
    expect(report(5, 0b001)).toEqual([])
  })
})

describe('[H1] the start of a call', () => {
  it('makes the state known: off-hook first, then everything, the mute too', () => {
    plug(RELATIVE)
    expect(host(RINGING)).toEqual(['write ring'])
    expect(host(MUTED)).toEqual(['write offHook', 'write offHook+mute'])
  })

  it('[H4] is made known to a headset that is plugged in during it', () => {
    expect(plug(RELATIVE, MUTED)).toEqual(['open', 'write offHook', 'write offHook+mute'])
  })

  it('is answered by the hook, at once lit and asked', () => {
    plug(RELATIVE)
    host(RINGING)
    wait(1_000)
    expect(report(5, 0b001)).toEqual(['write offHook', 'write offHook', 'answer'])
    expect(report(5, 0)).toEqual([])
    expect(host(TALKING)).toEqual([])
    wait(1_000)
    expect(report(5, 0b001)).toEqual(['write dark', 'end'])
    expect(host(IDLE_HOST)).toEqual([])
  })

  it('that the calls do not follow is taken back', () => {
    plug(RELATIVE)
    host(RINGING)
    wait(1_000)
    expect(report(5, 0b001)).toContain('answer')
    expect(wait(8_000)).toEqual(['write ring'])
  })

  it('is answered by nobody in the first half second of ringing', () => {
    plug(RELATIVE)
    host(RINGING)
    nowMs += 300
    expect(report(5, 0b001)).toEqual([])
  })

  it('is refused by the vendor’s own bit, and only while it rings', () => {
    plug(YEALINK)
    host(RINGING)
    expect(report(4, 0b0100_0000, 0)).toEqual(['reject'])
    expect(host(IDLE_HOST)).toEqual(['write dark'])
    expect(report(4, 0b0100_0000, 0)).toEqual([])
  })
})

describe('what comes back of a call that has ended', () => {
  it('takes no call that begins in the same moment', () => {
    talking(RELATIVE)
    expect(host(IDLE_HOST)).toEqual(['write dark'])
    expect(host(RINGING)).toEqual(['write ring'])
    // Of its own, and of the call before it.
    for (let each = 0; each < 2; each += 1) expect([report(5, 0b001), report(5, 0)]).toEqual([[], []])
    wait(5_000)
    expect(report(5, 0b001)).toContain('answer')
  })
})

describe('[H3] mute', () => {
  it('a mute that comes while the headset may be on-hook is said once more after the hook', () => {
    plug(YEALINK)
    report(4, 1, 0)
    host(RINGING)
    host(TALKING)
    report(4, 0, 0)
    expect(host(MUTED)).toEqual(['write offHook+mute'])
    expect(wait(500)).toEqual(['write offHook+mute', 'write offHook+mute'])
  })

  it('a press that comes back because a call began before the mute was followed is no press', () => {
    talking(YEALINK)
    expect(report(4, 5, 0)).toEqual(['mute on'])
    report(4, 1, 0)
    host(WAITING)
    expect([report(4, 5, 0), report(4, 1, 0)]).toEqual([[], []])
  })

  it('of a relative key is what was not so, said as what is wanted', () => {
    talking(RELATIVE)
    expect(report(5, 0b010)).toEqual(['mute on'])
    expect(report(5, 0)).toEqual([])
    expect(host(MUTED)).toEqual(['write offHook+mute'])
    wait(1_000)
    expect(report(5, 0b010)).toEqual(['mute off'])
  })

  it('pressed again before the calls followed asks for the opposite', () => {
    talking(RELATIVE)
    expect(report(5, 0b010)).toEqual(['mute on'])
    expect(report(5, 0b010)).toEqual(['mute off'])
  })

  it('that the calls do not follow is overwritten', () => {
    talking(RELATIVE)
    report(5, 0b010)
    expect(wait(2_000)).toEqual(['write offHook'])
  })

  it('only counts off-hook', () => {
    plug(RELATIVE)
    host(RINGING)
    expect(report(5, 0b010)).toEqual([])
  })

  it('of an absolute key is the state it tells', () => {
    talking(ABSOLUTE)
    report(2, 0b1000, 0)
    expect(report(2, 0b1000, 0b10)).toEqual(['mute on'])
    expect(report(2, 0b1000, 0b10)).toEqual([])
    host(MUTED)
    expect(report(2, 0b1000, 0)).toEqual(['mute off'])
  })
})

describe('an echo', () => {
  it('of a relative key within half a second is no press; what is shown is written once more', () => {
    talking(RELATIVE)
    host(MUTED)
    nowMs += 120
    expect(report(5, 0b010)).toEqual([])
    expect(report(5, 0)).toEqual([])
    expect(wait(500)).toEqual(['write offHook+mute'])
    expect(wait(600_000)).toEqual([])
    expect(report(5, 0b010)).toEqual(['mute off'])
  })

  it('of an absolute key confirms', () => {
    talking(ABSOLUTE)
    report(2, 0b1000, 0)
    host(MUTED)
    expect(report(2, 0b1000, 0b10)).toEqual([])
    expect(wait(600_000)).toEqual([])
  })

  it('that comes after the next change is still known as one', () => {
    talking(ABSOLUTE)
    report(2, 0b1000, 0)
    host(MUTED)
    host(TALKING)
    expect(report(2, 0b1000, 0b10)).toEqual([])
    expect(report(2, 0b1000, 0)).toEqual([])
    expect(wait(600_000).length).toBeLessThanOrEqual(1)
  })

  it('that does not come from an absolute key is asked for once more, and once only', () => {
    talking(ABSOLUTE)
    report(2, 0b1000, 0)
    expect(host(MUTED)).toEqual(['write offHook+mute'])
    expect(wait(600_000)).toEqual(['write offHook+mute'])
  })

  it('of a headset that answers every write does not go round in circles', () => {
    talking(RELATIVE)
    let effects = host(MUTED)
    const seen: string[] = []
    const endMs = nowMs + 3_600_000
    while (nowMs < endMs) {
      seen.push(...effects)
      const wrote = effects.length > 0
      nowMs += 100
      effects = wrote ? [...report(5, 0b010), ...report(5, 0)] : wait(400)
    }
    // Said again after ever longer waits, for as long as it answers; never taken for a person.
    expect(seen).toEqual(seen.map(() => 'write offHook+mute'))
    expect(seen.length).toBeLessThan(80)
  })
})

describe('several calls', () => {
  it('a press while another one rings answers that one and loses none', () => {
    talking(ABSOLUTE)
    report(2, 0b1000, 0)
    host(WAITING)
    expect(report(2, 0, 0)).toEqual(['write offHook+ring', 'write offHook+ring', 'answer'])
  })

  it('the hold key holds, takes back, and answers what rings', () => {
    talking(YEALINK)
    report(4, 1, 0)
    expect(report(4, 0b1001, 0)).toEqual(['hold'])
    expect(host(HELD)).toEqual(['write offHook+hold'])
    wait(1_000)
    expect(report(4, 0b1001, 0)).toEqual(['resume'])
    host(WAITING)
    wait(1_000)
    expect(report(4, 0b1001, 0)).toEqual(['answer'])
  })

  it('with all of them held, a key takes one back, a headset that is laid down does not', () => {
    talking(RELATIVE, HELD)
    expect(report(5, 0b001)).toEqual(['write offHook+hold', 'write offHook+hold', 'resume'])
    talking(ABSOLUTE, HELD)
    report(2, 0b1000, 0)
    expect(report(2, 0, 0)).toEqual(['write offHook+hold', 'write offHook+hold'])
  })

  it('an end that leads to one that waits shows that one', () => {
    talking(RELATIVE)
    expect(report(5, 0b001)).toEqual(['write dark', 'end'])
    expect(host(HELD)).toEqual(['write offHook+hold', 'write offHook+hold'])
  })
})

describe('[H6] a headset that another program holds', () => {
  it('cannot be opened: it is left alone until the next call', () => {
    plug(RELATIVE)
    send({ kind: 'openFailed' })
    expect(state.link).toBe('refused')
    expect(host(RINGING)).toEqual(['open'])
    send({ kind: 'openFailed' })
    expect(host(TALKING)).toEqual([])
    host(IDLE_HOST)
    expect(host(RINGING)).toEqual(['open'])
    expect(send({ kind: 'opened' })).toEqual(['write ring'])
  })

  it('cannot be written to: it is closed, and its keys do not count', () => {
    talking(RELATIVE)
    expect(send({ kind: 'writeFailed' })).toEqual(['close'])
    expect(send({ kind: 'writeFailed' })).toEqual([])
    expect(report(5, 0b010)).toEqual([])
    expect(state.link).toBe('refused')
  })
})

describe('a wrong report', () => {
  it('is told once and ignored, the others count', () => {
    talking(WRONG_REPORTS)
    expect(report(2, 0b1000)).toEqual(['complain'])
    expect(report(2)).toEqual([])
    expect(report(77, 255, 255)).toEqual([])
    report(2, 0b1000, 0)
    expect(report(2, 0b1000, 0b10)).toEqual(['mute on'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { hostOf } from '../../../shared/domain/headset/calls-in-ear'
import type { VirtualHeadsetSpec } from '../../../shared/domain/headset/testing/virtual-headset'
import {
  ABSOLUTE,
  NO_TELEPHONY,
  RELATIVE,
  WRONG_REPORTS,
  YEALINK,
} from '../../../shared/domain/headset/testing/virtual-models'
import { randomRuns } from '../../../shared/testing/random-runs'
import { HeadsetRig } from './rig'

const MAX_CALLS = 3
/** Repeats of what is shown come at ever longer distances, of a minute at most. */
const QUIET_MS = 300_000
/** A change is two reports at most; each may be said again, for the headset that was plugged and for the one before. */
const WRITES_PER_EVENT = 16

const MODELS: readonly VirtualHeadsetSpec[] = [
  YEALINK,
  ABSOLUTE,
  RELATIVE,
  { ...RELATIVE, echoes: 'changes', hasOwnState: true },
  { ...RELATIVE, echoes: 'everyWrite', hasOwnState: true },
  { ...ABSOLUTE, echoes: 'never' },
  { ...ABSOLUTE, echoes: 'everyWrite' },
  NO_TELEPHONY,
  WRONG_REPORTS,
]

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ring' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hangUpThere' as const) }) },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('press' as const), key: fc.constantFrom('hook', 'mute', 'hold', 'reject') }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('answer', 'end', 'mute', 'hold') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('plug', 'unplug') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('refuseWrites', 'refuseOpening', 'obey') }) },
)
const walk = fc.record({
  model: fc.integer({ min: 0, max: MODELS.length - 1 }),
  steps: fc.array(
    fc.record({ what: step, afterMs: fc.oneof(fc.integer({ max: 150, min: 0 }), fc.integer({ max: 2_500, min: 0 })) }),
    {
      maxLength: 40,
    },
  ),
  numbers: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }),
})

async function play(rig: HeadsetRig, model: VirtualHeadsetSpec, what: { readonly do: string; readonly key?: string }) {
  const calls = rig.screen()
  const shown = calls.at(-1)
  switch (what.do) {
    case 'ring':
      if (calls.length < MAX_CALLS) rig.ring()
      break
    case 'hangUpThere':
      if (calls[0]) rig.hangUpThere(calls[0].id)
      break
    case 'press':
      rig.plugged?.headset.press(what.key as 'hook')
      break
    case 'answer': {
      const ringing = calls.find(({ phase }) => phase.kind === 'incoming')
      if (ringing) void rig.handlers.answer(ringing)
      break
    }
    case 'end':
      if (shown) rig.handlers.hangUp(shown)
      break
    case 'mute':
      if (shown) rig.handlers.setMuted({ id: shown.id, muted: !shown.isMuted })
      break
    case 'hold':
      if (shown) void (shown.isHeld ? rig.handlers.resume(shown) : rig.handlers.hold(shown))
      break
    case 'plug':
      rig.plug(model)
      break
    case 'unplug':
      rig.unplug()
      break
    case 'refuseWrites':
    case 'refuseOpening':
    case 'obey':
      if (rig.plugged) {
        rig.plugged.faults.refusesToWrite = what.do === 'refuseWrites'
        rig.plugged.faults.refusesToOpen = what.do === 'refuseOpening'
      }
  }
}

describe('[H3] any sequence of person, headset, calls, plugging and lost answers', () => {
  it('never shows «muted» with sound that leaves, ends in one state, and goes round in no circles', async () => {
    await fc.assert(
      fc.asyncProperty(walk, async ({ model, steps, numbers }) => {
        const spec = MODELS[model] ?? YEALINK
        let at = 0
        const rig = new HeadsetRig({ upTo: (most) => (numbers[at++ % numbers.length] ?? 0) % (most + 1) })
        rig.plug(spec)
        await rig.wait(200)
        for (const { what, afterMs } of steps) {
          await play(rig, spec, what)
          rig.check()
          await rig.wait(afterMs)
        }
        // The headset's own answers ask for nothing: there is no command without a finger.
        expect(rig.commands.length).toBeLessThanOrEqual(steps.filter(({ what }) => what.do === 'press').length)
        rig.calmDown()
        await rig.wait(QUIET_MS / 2)
        const before = { writes: rig.writes, commands: rig.commands.length }
        expect(before.writes).toBeLessThan(WRITES_PER_EVENT * (steps.length + 2))
        await rig.wait(QUIET_MS / 2)
        expect(rig.writes - before.writes).toBeLessThan(12)
        expect(rig.commands.length).toBe(before.commands)

        for (const { id, isMuted, isHeld, phase } of rig.screen())
          if (phase.kind === 'active') expect([id, rig.isHeard(id)]).toEqual([id, !isMuted && !isHeld])
        const host = hostOf(rig.screen())
        // What a headset with wrong reports does of itself is known to nobody.
        const isKnown = rig.headsetState() === 'ready' && spec !== WRONG_REPORTS
        if (isKnown && (host.isOffHook || host.isRinging))
          expect(rig.plugged?.headset.state).toMatchObject({ offHook: host.isOffHook, muted: host.isMuted })
      }),
      randomRuns({ share: 200, full: 10_000 }),
    )
  })
})

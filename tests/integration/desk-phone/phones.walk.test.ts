import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { offeredActions } from '../../../shared/domain/desk-phone/commands'
import { DESK_PHONE_MODELS, MODEL_NAMES, TRAITS } from '../../../shared/domain/desk-phone/models'
import { randomRuns } from '../../../shared/testing/random-runs'
import { seededRandom } from '../../lib/seeded-random'
import { DeskPhoneRig, type NetworkKind } from './rig'

/** Longer than events are under way, than one may overtake another, and than a command waits for its outcome. */
const SETTLED_MS = 12_000
const DAY_MS = 86_400_000

const step = fc.record({
  what: fc.constantFrom(
    ...(['ring', 'ring', 'farAnswers', 'farHangsUp', 'farHolds', 'farIsBusy'] as const),
    ...(['humanAnswers', 'humanHangsUp', 'humanHolds', 'humanMutes', 'humanDials', 'humanRejects'] as const),
    ...(['screen', 'screen', 'screen', 'screen', 'screenDials', 'settle'] as const),
  ),
  pick: fc.nat(1_000),
  afterMs: fc.oneof(fc.nat(100), fc.nat(4_000)),
})
const walk = fc.record({
  network: fc.constantFrom<NetworkKind>('calm', 'late', 'lossy'),
  seed: fc.nat(),
  steps: fc.array(step, { maxLength: 14 }),
})
type Step = (typeof step extends fc.Arbitrary<infer S> ? S : never) & object

class Walker {
  private numbers = 100

  constructor(private readonly rig: DeskPhoneRig) {}

  play({ what, pick }: Step): void {
    const { body } = this.rig.phone
    const call = body.calls[pick % Math.max(1, body.calls.length)]
    if (what === 'ring') body.ring(String(this.numbers++))
    else if (what === 'humanDials') body.dial(String(this.numbers++))
    else if (what === 'humanAnswers') body.answer()
    else if (what === 'humanRejects') body.reject()
    else if (what === 'humanHangsUp') body.hangUp()
    else if (what === 'humanHolds') body.toggleHold()
    else if (what === 'humanMutes') body.toggleMute()
    else if (what === 'screenDials') void this.rig.desk.run({ kind: 'dial', number: String(this.numbers++) })
    else if (what === 'screen') this.press(pick)
    else if (call && what === 'farAnswers') body.farAnswers(call.id)
    else if (call && what === 'farHangsUp') body.farHangsUp(call.id)
    else if (call && what === 'farIsBusy') body.farIsBusy(call.id)
    else if (call && what === 'farHolds') body.farHolds(call.id, !call.isHeldThere)
  }

  /** Something that the screen offers now for one of the calls that it shows. */
  private press(pick: number): void {
    const { desk } = this.rig
    const { calls, isMuted } = desk.state
    const call = calls[pick % Math.max(1, calls.length)]
    const offered = call ? offeredActions(call, calls, this.rig.model) : []
    const action = offered[pick % Math.max(1, offered.length)]
    if (!call || !action) return
    const { key } = call
    if (action === 'mute') void desk.run({ kind: 'mute', muted: isMuted !== true })
    else if (action === 'hold') void desk.run({ kind: 'hold', key, held: call.phase === 'talking' })
    else if (action === 'dtmf') void desk.run({ kind: 'dtmf', digits: '1#' })
    else if (action === 'transfer') void desk.run({ kind: 'transfer', key, number: '777' })
    else void desk.run({ kind: action, key })
  }
}

/** What the screen says against what is so, after everything under way has arrived. */
function compare(rig: DeskPhoneRig): void {
  const { calls, isMuted, expected } = rig.desk.state
  const truth = rig.phone.body
  const isKnown = TRAITS[rig.model].canBeRead || rig.losses === 0
  expect(expected).toBeNull()
  if (!isKnown) return
  const say = (some: typeof calls): string[] => some.map(({ number, phase }) => `${number ?? '?'} ${phase}`).sort()
  const shown = say(calls.filter(({ isSure }) => isSure))
  const real = truth.calls.map(({ number, phase }) => `${number} ${phase}`)
  const isExact = rig.network === 'calm' || TRAITS[rig.model].canBeRead
  // In order it is believed rightly even where words came so close together that it is doubted.
  if (isExact) expect(say(calls)).toEqual([...real].sort())
  // Nothing is said for certain that is not so, and nothing that is there is missing.
  else {
    expect(real).toEqual(expect.arrayContaining(shown))
    expect(calls.map(({ number }) => number).sort()).toEqual(truth.calls.map(({ number }) => number).sort())
  }
  if (isMuted !== null && truth.calls.length > 0) expect(isMuted).toBe(truth.isMuted)
}

async function settle(rig: DeskPhoneRig): Promise<void> {
  rig.isFaulty = false
  await rig.clock.advanceAsync(SETTLED_MS)
  compare(rig)
  rig.isFaulty = rig.network === 'lossy'
}

describe.each(DESK_PHONE_MODELS.map((model) => ({ model, name: MODEL_NAMES[model] })))(
  '$name at random',
  ({ model }) => {
    it('[D3] [H3] the screen says what is so, or says that it does not know, and nothing gets stuck', async () => {
      await fc.assert(
        fc.asyncProperty(walk, async ({ network, seed, steps }) => {
          const rig = new DeskPhoneRig(model, network, seededRandom(seed))
          const walker = new Walker(rig)
          for (const each of steps) {
            await rig.clock.advanceAsync(each.afterMs)
            if (each.what === 'settle') await settle(rig)
            else walker.play(each)
          }
          await settle(rig)

          // Everybody hangs up. Whatever of it is heard, or nothing: in the end the screen is empty and at rest.
          while (rig.phone.body.hangUp());
          if (TRAITS[model].canBeRead) rig.isFaulty = false
          await rig.clock.advanceAsync(SETTLED_MS)
          if (rig.isFaulty) await rig.clock.advanceAsync(DAY_MS)
          expect([rig.desk.state.calls, rig.desk.state.expected]).toEqual([[], null])
          rig.desk.dispose()
          await rig.clock.advanceAsync(SETTLED_MS)
          expect(rig.clock.pendingTimers).toBe(0)
        }),
        randomRuns({ share: 150, full: 5_000 }),
      )
    })
  },
)

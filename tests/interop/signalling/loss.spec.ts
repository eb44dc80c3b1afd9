import { expect } from '@playwright/test'

import { countOf, testSeed } from '#shared/testing/test-run'
import type { CallId } from '#shared/domain/ids'
import { chances } from '../../../electron/sip/testing/chances'
import { newUser, type Desk } from '../desks'
import { overEach, test } from '../interop-test'
import { DeafRelay } from '../rig/deaf-relay'
import { CALLS, IS_LEFT, say, status, TAKES } from '../rig/sipp-scenario'

const LOSS = 0.2
/** Each in its own calls one after the other, as one person has them. */
const DESKS = countOf({ share: 2, full: 5 })
const CALLS_OF_EACH = countOf({ share: 2, full: 20 })
const LIMIT_S = 900

overEach(
  {
    feature: '20 % of datagrams lost each way',
    peer: 'SIPp behind Kamailio',
    title: '[K8] sets up and tears down every call over a wire that loses every fifth datagram each way',
    transports: ['udp'],
  },
  async ({ rig, desks, sipp }) => {
    test.setTimeout(LIMIT_S * 1_000)
    const random = chances(testSeed)
    let [passed, lost] = [0, 0]
    const wires = await Promise.all(Array.from({ length: DESKS }, () => DeafRelay.open('udp', rig.kamailio.udp)))
    try {
      const own = wires.map((wire) => desks.start('udp', { at: wire.address, user: newUser() }))
      await Promise.all(own.map((desk) => becomes(() => desk.registration()?.kind === 'registered')))
      for (const wire of wires)
        wire.loses = () => {
          const isLost = random() < LOSS
          if (isLost) lost += 1
          else passed += 1
          return isLost
        }
      const half = CALLS_OF_EACH / 2
      await Promise.all(
        own.map(async (desk) => {
          const hungUpThere = [...TAKES, say('called', 'BYE', 1), status(200)]
          const peer = await sipp.answers({ steps: hungUpThere, count: half, limitS: LIMIT_S })
          for (let call = 0; call < half; call += 1) await ends(desk, await desk.dial(peer.number))
          await peer.finished
          const answering = desk.phone.onCallsChanged((calls) => {
            for (const { id, phase } of calls) {
              if (phase.kind === 'incoming') void desk.phone.callHandlers.answer({ id })
              if (phase.kind === 'active') void desk.phone.callHandlers.hangUp({ id })
            }
          })
          await sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
            steps: [...CALLS, ...IS_LEFT],
            count: half,
            limitS: LIMIT_S,
          })
          await becomes(() => desk.records.length === CALLS_OF_EACH)
          answering.dispose()
        }),
      )
      const outcomes = own.flatMap((desk) => desk.records.map(({ outcome }) => outcome))
      const answered = outcomes.filter((outcome) => outcome === 'answered').length
      console.log(
        `20 % loss each way: ${String(answered)} of ${String(DESKS * CALLS_OF_EACH)} calls set up and torn down; ${String(lost)} of ${String(lost + passed)} datagrams lost`,
      )
      expect(outcomes).toEqual(Array(DESKS * CALLS_OF_EACH).fill('answered'))
      for (const wire of wires) wire.loses = () => false
      await Promise.all(own.map((desk) => desk.phone.stop()))
    } finally {
      for (const wire of wires) await wire.close()
    }
  },
)

async function ends(desk: Desk, id: CallId): Promise<void> {
  await becomes(() => desk.records.some((record) => record.id === id))
}

/** As long as the timers of RFC 3261 take to give up. */
async function becomes(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 70_000 }).toBe(true)
}

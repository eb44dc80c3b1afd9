import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { expect } from '@playwright/test'

import { hurriedClock, newUser } from '../desks'
import { overEach } from '../interop-test'
import { DeafRelay } from '../rig/deaf-relay'
import { CALLS, LEAVES } from '../rig/sipp-scenario'
import type { Stoppable } from '../rig/rig-process'
import { Sipp } from '../rig/sipp'
import { startKamailio } from '../rig/start-kamailio'

const KAMAILIO = 'Kamailio'
/** Half a minute of the product in less than three seconds. */
const HURRY = 12

overEach(
  { feature: 'register, wrong password', peer: KAMAILIO, title: '[K8] registers, and says that a password is wrong' },
  async ({ transport, desks }) => {
    const desk = await desks.registered(transport)
    expect(desk.registration()).toMatchObject({ kind: 'registered' })
    const stranger = desks.start(transport, { password: 'no such password' })
    await stranger.until('refused', () => stranger.registration()?.kind === 'stopped')
    expect(stranger.registration()).toMatchObject({ kind: 'stopped', reason: 'wrongPassword' })
  },
)

overEach(
  {
    feature: '503 with Retry-After',
    peer: KAMAILIO,
    title: '[K8] comes back to a full registrar when it said so, not before',
  },
  async ({ transport, desks }) => {
    const begun = Date.now()
    const desk = desks.start(transport, { user: `full${newUser()}` })
    await desk.until('turned away', () => desk.registration()?.kind === 'waiting')
    const registration = desk.registration()
    expect(registration).toMatchObject({ kind: 'waiting', reason: 'serverBusy' })
    expect(registration?.kind === 'waiting' && registration.retryAtMs - begun).toBeGreaterThanOrEqual(7_000)
  },
)

overEach(
  {
    feature: 'registrar restarted',
    peer: KAMAILIO,
    title: '[K17] is back by itself when the registrar is, and is reached',
  },
  async ({ transport, rig, desks }) => {
    const folder = join(rig.folder, `registrar-${newUser()}`)
    await mkdir(folder)
    const running: Stoppable[] = []
    const kamailio = await startKamailio(folder, rig.ports, rig.rtpenginePort, running)
    const sipp = new Sipp(rig.folder, rig.ports, kamailio.udp)
    try {
      const desk = await desks.registered(transport, { kamailio, clock: hurriedClock(HURRY) })
      await kamailio.kill()
      await desk.until('the loss is noticed', () => desk.registration()?.kind !== 'registered')
      await kamailio.revive()
      await desk.untilRegistered()
      const calling = sipp.calls(`${desk.user}@${kamailio.domain}`, { steps: [...CALLS, ...LEAVES] })
      await desk.phone.callHandlers.answer({ id: await desk.rings() })
      await calling
      await desk.phone.stop()
    } finally {
      sipp.stop()
      for (const program of running) await program.stop()
    }
  },
)

overEach(
  {
    feature: 'dead connection noticed by keep-alive',
    peer: KAMAILIO,
    title: '[K17] notices that nothing comes any more, and is back when something does',
  },
  async ({ transport, rig, desks }) => {
    const relay = await DeafRelay.open(transport === 'udp' ? 'udp' : 'tcp', rig.kamailio[transport])
    try {
      const desk = await desks.registered(transport, { at: relay.address, clock: hurriedClock(HURRY) })
      // Silence counts once the server has shown that it answers: what comes so late is of the keep-alive.
      const late = Date.now() + 20_000 / HURRY
      await expect.poll(() => relay.lastHeardAt).toBeGreaterThan(late)
      relay.isDeaf = true
      await desk.until('the silence is noticed', () => desk.registration()?.kind !== 'registered')
      relay.isDeaf = false
      await desk.untilRegistered()
      await desk.phone.stop()
    } finally {
      await relay.close()
    }
  },
)

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import { createFixture, type PhoneFixture } from '../../../electron/sip/testing/phone-fixture'
import { startSipSandbox, type SipSandbox } from '../../../sandbox/sip/index'

describe.each(['ws', 'tcp'] as const)('[K11] the phone over %s in trouble', (transport) => {
  let sandbox: SipSandbox
  let desk: PhoneFixture

  beforeEach(async () => {
    sandbox = await startSipSandbox()
    const webSocketPath = transport === 'ws' ? sandbox.ws.path : '/'
    desk = createFixture({
      account: { transport, port: sandbox[transport].port, webSocketPath, domain: sandbox.domain },
    })
    desk.phone.start()
    await desk.untilRegistered()
  })

  afterEach(async () => {
    await desk.phone.stop()
    await sandbox.stop()
  })

  async function talk(): Promise<CallId> {
    const id = await desk.dial('tone')
    await desk.untilPhase(id, 'active')
    return id
  }

  const other = async () => (await sandbox.control.calls())[0]

  it('[K9] holds and resumes', async () => {
    const id = await talk()
    await desk.phone.callHandlers.hold({ id })
    await desk.until('held', () => desk.call(id)?.isHeld === true)
    expect((await other())?.isHeld).toBe(true)
    await desk.phone.callHandlers.resume({ id })
    await desk.until('resumed', () => desk.call(id)?.isHeld === false)
    expect((await other())?.isHeld).toBe(false)
  })

  it('[K9] shows a hold of the other side', async () => {
    const id = await talk()
    const call = await other()
    if (!call) throw new Error('no call')
    await sandbox.control.hold(call.callId)
    await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
    await sandbox.control.resume(call.callId)
    await desk.until('back', () => desk.call(id)?.isHeldRemotely === false)
  })

  it('[K9] cancels a callee that only rings', async () => {
    const id = await desk.dial('ring')
    await desk.untilPhase(id, 'ringing')
    await desk.phone.callHandlers.hangUp({ id })
    await desk.untilPhase(id, 'ended')
    await vi.waitFor(async () => {
      expect(await other()).toMatchObject({ state: 'ended', ended: 'cancelled' })
    })
  })

  it.each([
    ['busy', 'busy'],
    ['decline', 'declinedThere'],
    ['99999', 'notFound'],
  ])('[K9] a call to %s ends as %s', async (number, reason) => {
    const id = await desk.dial(number)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason })
  })

  it('[K17] a call outlives its connection, and can be ended over the new one', async () => {
    const id = await talk()
    await sandbox.control.dropConnections()
    await desk.until('lost', () => desk.call(id)?.notice === 'signallingLost')
    await desk.until('back', () => desk.call(id)?.notice === null)
    expect(desk.call(id)?.phase.kind).toBe('active')
    await desk.until('quiet', () => desk.media.log.filter((line) => line === 'applyAnswer final').length === 2)
    await desk.phone.callHandlers.hangUp({ id })
    await desk.untilPhase(id, 'ended')
    await vi.waitFor(async () => {
      expect(await other()).toMatchObject({ state: 'ended', ended: 'phone-hung-up' })
    })
  })

  it('[K17] a server that restarted without its memory ends the call', async () => {
    const id = await talk()
    await sandbox.control.restart({ downMs: 50, forgetCalls: true })
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'hungUpThere', outcome: 'answered' })
    await desk.untilRegistered()
  })
})

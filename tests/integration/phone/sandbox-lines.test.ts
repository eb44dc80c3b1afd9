import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import { createFixture, type PhoneFixture } from '../../../electron/sip/testing/phone-fixture'
import { startSipSandbox, type SipSandbox } from '../../../sandbox/sip/index'

const CLIENT = '+79172041833'

let sandbox: SipSandbox
let desk: PhoneFixture
let other: PhoneFixture

function phoneOf(user: string, transport: 'ws' | 'udp'): PhoneFixture {
  const { port } = sandbox[transport]
  return createFixture({
    account: { transport, port, webSocketPath: '/', domain: sandbox.domain, user },
    password: `${user}-secret`,
  })
}

beforeEach(async () => {
  sandbox = await startSipSandbox()
  desk = phoneOf('agent', 'ws')
  other = phoneOf('agent2', 'udp')
  for (const phone of [desk, other]) {
    phone.phone.start()
    await phone.untilRegistered()
  }
})

afterEach(async () => {
  await Promise.all([desk.phone.stop(), other.phone.stop()])
  await sandbox.stop()
})

const word = () => {
  const presence = desk.phone.colleagues()[0]?.presence
  return presence?.kind === 'unknown' ? presence.why : presence?.kind
}

/** Waits for a fact about the colleague, with the phone's own event. */
async function untilIs(wanted: string): Promise<void> {
  if (word() === wanted) return
  await new Promise<void>((resolve) => {
    const listening = desk.phone.onColleaguesChanged(() => {
      if (word() !== wanted) return
      listening.dispose()
      resolve()
    })
  })
}

function watch(number: string): void {
  desk.phone.setColleagues([{ id: 'c', accountId: desk.accountId, number, name: null }])
}

describe('colleagues at the sandbox exchange', () => {
  it('[K13] another desk is free, rings, talks and is free again', async () => {
    watch('agent2')
    await untilIs('free')
    const callId = await sandbox.control.callUser({ to: 'agent2', from: CLIENT, media: 'rtp' })
    await untilIs('ringing')
    expect(desk.phone.colleagues()[0]).toMatchObject({ caller: { number: CLIENT }, canPickUp: true })
    await other.until('the call', () => other.calls().length === 1)
    await other.phone.callHandlers.answer({ id: other.calls()[0]?.id as CallId })
    await untilIs('talking')
    await sandbox.control.hangUp(callId)
    await untilIs('free')
  })

  it('[K13] what rings at another desk is taken by Replaces: it rings there no more', async () => {
    watch('agent2')
    await untilIs('free')
    await sandbox.control.callUser({ to: 'agent2', from: CLIENT, media: 'rtp' })
    await untilIs('ringing')
    const taken = await desk.phone.callHandlers.pickUp({ colleagueId: 'c' })
    if (!taken.ok) throw new Error(taken.error.reason)
    const call = await desk.untilPhase(taken.value as CallId, 'active')
    expect(call.number).toBe(CLIENT)
    await other.until('silence', () => other.calls().every(({ phase }) => phase.kind === 'ended'))
    await untilIs('free')
    expect(await desk.phone.callHandlers.pickUp({ colleagueId: 'c' })).toMatchObject({ ok: false })
  })

  it('[K13] survives a server that forgot everything', async () => {
    watch('1003')
    await untilIs('free')
    await sandbox.control.restart({ downMs: 10, forgetCalls: true })
    await untilIs('lineDown')
    await untilIs('free')
    await sandbox.control.ring({ number: '1003', from: CLIENT })
    await untilIs('ringing')
  })

  it('[K13] says which extension the exchange does not know', async () => {
    watch('4999')
    await untilIs('notFound')
  })
})

describe('transfers at the sandbox exchange', () => {
  const talkTo = async (number: string) => {
    const id = await desk.dial(number)
    await desk.untilPhase(id, 'active')
    return id
  }
  const transferredTo = async () => (await sandbox.control.calls()).map((call) => call.transferredTo)

  it('[K9] blind, to another desk that answers', async () => {
    const id = await talkTo('1001')
    await desk.phone.callHandlers.transfer({ id, number: 'agent2' })
    await other.until('the call', () => other.calls().length === 1)
    await other.phone.callHandlers.answer({ id: other.calls()[0]?.id as CallId })
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    expect(await transferredTo()).toContain('agent2')
  })

  it('[K9] blind, to somebody busy: the call comes back with the reason', async () => {
    const id = await talkTo('1001')
    await desk.phone.callHandlers.transfer({ id, number: '1004' })
    await desk.until('failed', () => desk.call(id)?.transfer?.kind === 'failed')
    expect(desk.call(id)?.transfer).toMatchObject({ number: '1004', reason: 'busy' })
    await desk.until('back', () => desk.call(id)?.isHeld === false)
  })

  it('[K9] attended: the two talk with each other, and both of ours are over', async () => {
    const first = await talkTo('1001')
    const second = await talkTo('1002')
    await desk.phone.callHandlers.connect({ id: second, withId: first })
    for (const id of [first, second])
      expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'transferred' })
  })
})

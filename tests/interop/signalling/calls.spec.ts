import { expect } from '@playwright/test'

import type { CallId } from '#shared/domain/ids'
import { overEach } from '../interop-test'
import {
  agreesTo,
  answer,
  begin,
  CALLS,
  got,
  IS_LEFT,
  LEAVES,
  say,
  SIPP_SDP,
  status,
  TAKES,
} from '../rig/sipp-scenario'

const BARESIP = 'baresip behind Kamailio'
const SIPP = 'SIPp behind Kamailio'

overEach(
  { feature: 'call', peer: BARESIP, title: '[K8] calls baresip and hangs up' },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    const id = await desk.talksTo('bob', async () => {
      expect((await bob.waitIncoming()).peerUri).toContain(`${desk.user}@`)
      await bob.accept()
    })
    await desk.phone.callHandlers.hangUp({ id })
    await bob.waitClosed()
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'hungUpHere', outcome: 'answered' })
  },
)

overEach(
  { feature: 'called', peer: BARESIP, title: '[K8] is called by baresip, who hangs up' },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    await bob.dial(`sip:${desk.user}@${rig.kamailio.domain}`)
    const id = await desk.rings()
    expect(desk.call(id)?.number).toBe('bob')
    await desk.phone.callHandlers.answer({ id })
    await bob.waitEstablished()
    await desk.untilPhase(id, 'active')
    await bob.hangUp()
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'hungUpThere', outcome: 'answered' })
  },
)

overEach(
  { feature: 'hold, resume', peer: BARESIP, title: '[K9] holds baresip and comes back' },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    const id = await desk.talksTo('bob', async () => {
      await bob.waitIncoming()
      await bob.accept()
    })
    await desk.isHeld(id, true)
    await desk.isHeld(id, false)
    expect(desk.call(id)).toMatchObject({ phase: { kind: 'active' }, notice: null })
  },
)

overEach(
  { feature: 'held, resumed', peer: BARESIP, title: '[K9] is held by baresip and asked back' },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    const id = await desk.talksTo('bob', async () => {
      await bob.waitIncoming()
      await bob.accept()
    })
    await bob.hold()
    await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
    await bob.resume()
    await desk.until('asked back', () => desk.call(id)?.isHeldRemotely === false)
  },
)

overEach(
  { feature: 'given up', peer: BARESIP, title: '[K8] gives up a call that rings, and is given up by who rings' },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    const id = await desk.dial('bob')
    await bob.waitIncoming()
    await desk.untilPhase(id, 'ringing')
    await desk.phone.callHandlers.hangUp({ id })
    await bob.waitClosed()
    await desk.untilPhase(id, 'ended')
    await bob.dial(`sip:${desk.user}@${rig.kamailio.domain}`)
    const incoming = await desk.rings()
    await bob.hangUp()
    await desk.untilPhase(incoming, 'ended')
    expect(desk.records.map(({ outcome }) => outcome)).toEqual(['cancelled', 'missed'])
  },
)

overEach(
  { feature: 'busy, declined, unknown', peer: SIPP, title: '[K8] tells why nobody was reached' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const reasonOf = async (number: string) => (await desk.untilPhase(await desk.dial(number), 'ended')).phase
    for (const [code, reason] of [
      [486, 'busy'],
      [603, 'declinedThere'],
    ] as const) {
      const peer = await sipp.answers({ steps: [got('INVITE'), answer(code, { isFirst: true }), got('ACK')] })
      expect(await reasonOf(peer.number)).toMatchObject({ reason })
      await peer.finished
    }
    expect(await reasonOf('nobody')).toMatchObject({ reason: 'notFound' })
  },
)

overEach(
  { feature: 'declined here', peer: BARESIP, title: '[K8] declines, and the caller hears it' },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    await bob.dial(`sip:${desk.user}@${rig.kamailio.domain}`)
    await desk.phone.callHandlers.decline({ id: await desk.rings() })
    expect(await bob.waitClosed()).toMatch(/48[06]|603/)
  },
)

overEach(
  { feature: 'answered elsewhere', peer: BARESIP, title: '[K8] says that another phone of the number has answered' },
  async ({ transport, rig, desks }) => {
    const bella = await rig.baresip('bella')
    const here = await desks.registered(transport, { user: 'bella' })
    const caller = await desks.registered(transport)
    const outgoing = await caller.dial('bella')
    const incoming = await here.rings()
    await bella.waitIncoming()
    await bella.accept()
    await caller.untilPhase(outgoing, 'active')
    expect((await here.untilPhase(incoming, 'ended')).phase).toMatchObject({ reason: 'answeredElsewhere' })
  },
)

overEach(
  { feature: 'call waiting, swap', peer: `${BARESIP}, SIPp`, title: '[K9] takes a second call, swaps and ends both' },
  async ({ transport, rig, desks, sipp }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    const first = await desk.talksTo('bob', async () => {
      await bob.waitIncoming()
      await bob.accept()
    })
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [...CALLS, ...agreesTo('recvonly'), ...IS_LEFT],
    })
    const second = await desk.rings()
    await desk.phone.callHandlers.answer({ id: second })
    await desk.untilPhase(second, 'active')
    expect(desk.call(first)).toMatchObject({ isHeld: true })
    await desk.isHeld(first, false)
    expect(desk.call(second)).toMatchObject({ isHeld: true })
    for (const id of [first, second]) await desk.phone.callHandlers.hangUp({ id })
    await bob.waitClosed()
    await calling
  },
)

overEach(
  {
    feature: 'three-way conference',
    peer: 'two baresips behind Kamailio',
    title: '[C8] joins two calls, both off hold',
  },
  async ({ transport, rig, desks }) => {
    const desk = await desks.registered(transport)
    const ids: CallId[] = []
    for (const name of ['bob', 'bella'] as const) {
      const phone = await rig.baresip(name)
      const id = await desk.talksTo(name, async () => {
        await phone.waitIncoming()
        await phone.accept()
      })
      ids.push(id)
    }
    const [id, withId] = ids
    if (id === undefined || withId === undefined) throw new Error('Expected two calls')
    await desk.until('the first waits', () => desk.call(id)?.isHeld === true)
    await desk.phone.callHandlers.join({ id, withId })
    await desk.until('all three talk', () => ids.every((each) => desk.call(each)?.isHeld === false))
    expect(ids.map((each) => desk.call(each)?.isJoined)).toEqual([true, true])
    expect(desk.media.log).toContain('conference 2')
  },
)

overEach(
  {
    feature: 'dialled number in the request line (DID)',
    peer: SIPP,
    title: '[K8] takes a call whose request line names the number dialled',
  },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const [, ...rest] = CALLS
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [begin('INVITE', { headers: ['X-Dialled: 74951234567'], body: SIPP_SDP }), ...rest, ...LEAVES],
    })
    const id = await desk.rings()
    await desk.phone.callHandlers.answer({ id })
    await calling
    await desk.untilPhase(id, 'ended')
    expect(desk.records).toMatchObject([{ outcome: 'answered', number: 'sipp' }])
  },
)

overEach(
  { feature: 'late offer', peer: SIPP, title: '[K8] takes a call without a description, and makes the offer' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [
        begin('INVITE'),
        status(100),
        status(180, { isOptional: true }),
        status(200, { keep: true, checks: [['Content-Type', 'application/sdp']] }),
        say('caller', 'ACK', 1, { body: SIPP_SDP }),
        ...IS_LEFT,
      ],
    })
    const id = await desk.rings()
    await desk.phone.callHandlers.answer({ id })
    await desk.untilPhase(id, 'active')
    await expect.poll(() => desk.media.log).toContain('applyAnswer final')
    await desk.phone.callHandlers.hangUp({ id })
    await calling
  },
)

overEach(
  {
    feature: 'INVITE over 1300 bytes goes by TCP',
    peer: BARESIP,
    title: '[K8] sends what is too large for a datagram by TCP, and ends the call by UDP',
    transports: ['udp'],
  },
  async ({ transport, rig, desks }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport, { offer: largeOffer(2_000) })]
    const id = await desk.talksTo('bob', async () => {
      await bob.waitIncoming()
      await bob.accept()
    })
    await bob.hangUp()
    await desk.untilPhase(id, 'ended')
    expect(desk.records).toMatchObject([{ outcome: 'answered' }])
  },
)

overEach(
  { feature: 'description of 5000 bytes', peer: SIPP, title: '[K8] sends and takes descriptions of 5000 bytes' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport, { offer: largeOffer(5_000) })
    const peer = await sipp.answers({ steps: [...TAKES, ...IS_LEFT] })
    const outgoing = await desk.talksTo(peer.number, () => Promise.resolve())
    await desk.phone.callHandlers.hangUp({ id: outgoing })
    await peer.finished
    const [, ...rest] = CALLS
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [begin('INVITE', { body: largeOffer(5_000).replaceAll('\r\n', '\n').trimEnd() }), ...rest, ...LEAVES],
    })
    await desk.phone.callHandlers.answer({ id: await desk.rings() })
    await calling
  },
)

function largeOffer(bytes: number): string {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    'm=audio 40000 RTP/AVP 8',
    'a=rtpmap:8 PCMA/8000',
  ]
  const padding = 'a=x-padding:0123456789012345678901234567890123456789'
  while (`${lines.join('\r\n')}\r\n`.length < bytes) lines.push(padding)
  return `${lines.join('\r\n')}\r\n`
}

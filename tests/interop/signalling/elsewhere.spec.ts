import { randomUUID } from 'node:crypto'

import { expect } from '@playwright/test'

import { parseNameAddr, tagOf } from '../../../sandbox/sip/message/address'
import { WirePhone } from '../../../sandbox/sip/testing/wire-phone'
import { overEach } from '../interop-test'
import { agreesTo, answer, got, IS_LEFT, say, SIPP_SDP, status, TAKES } from '../rig/sipp-scenario'
import type { Rig } from '../rig/start-rig'
import type { Desk } from '../desks'

const BARESIP = 'baresip behind Kamailio'
const SIPP = 'SIPp behind Kamailio'

async function talkWithBob(rig: Rig, desk: Desk) {
  const bob = await rig.baresip('bob')
  const id = await desk.talksTo('bob', async () => {
    await bob.waitIncoming()
    await bob.accept()
  })
  return { bob, id }
}

overEach(
  { feature: '302 redirect', peer: `${SIPP}, baresip`, title: '[K8] goes where the number is forwarded to' },
  async ({ transport, rig, desks, sipp }) => {
    const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
    const headers = [`Contact: <sip:bob@${rig.kamailio.domain}>`]
    const peer = await sipp.answers({ steps: [got('INVITE'), answer(302, { isFirst: true, headers }), got('ACK')] })
    await desk.talksTo(peer.number, async () => {
      await bob.waitIncoming()
      await bob.accept()
    })
    await peer.finished
  },
)

overEach(
  {
    feature: 'blind transfer, answered',
    peer: `${BARESIP}, SIPp`,
    title: '[K9] sends baresip elsewhere, hears how it goes, and ends with the answer',
  },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const { bob, id } = await talkWithBob(rig, desk)
    const peer = await sipp.answers({ steps: [...TAKES, ...IS_LEFT] })
    await desk.phone.callHandlers.transfer({ id, number: peer.number })
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    await bob.untilIdle()
    await peer.finished
  },
)

overEach(
  {
    feature: 'blind transfer, declined',
    peer: `${BARESIP}, SIPp`,
    title: '[K9] has the call back, with the reason, when nobody takes it',
  },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const { id } = await talkWithBob(rig, desk)
    const peer = await sipp.answers({ steps: [got('INVITE'), answer(486, { isFirst: true }), got('ACK')] })
    await desk.phone.callHandlers.transfer({ id, number: peer.number })
    await desk.until('failed', () => desk.call(id)?.transfer?.kind === 'failed')
    await peer.finished
    await desk.until('back', () => desk.call(id)?.isHeld === false)
    expect(desk.call(id)).toMatchObject({
      phase: { kind: 'active' },
      transfer: { number: peer.number, kind: 'failed' },
    })
  },
)

/**
 * baresip 1.0.0 takes the REFER and leaves the Replaces in its Refer-To where it is: it calls the third anew, who takes
 * that instead of the talk with us and so ends it for both of ours.
 */
overEach(
  {
    feature: 'attended transfer, called anew',
    peer: BARESIP,
    title: '[K9] connects baresip, which knows no Replaces and calls anew',
  },
  async ({ transport, rig, desks }) => {
    const [desk, third] = [await desks.registered(transport), await desks.registered(transport)]
    const { id } = await talkWithBob(rig, desk)
    const consultation = await desk.dial(third.user)
    await third.phone.callHandlers.answer({ id: await third.rings() })
    await desk.untilPhase(consultation, 'active')
    await desk.phone.callHandlers.connect({ id, withId: consultation })
    const second = await third.rings()
    await third.phone.callHandlers.endAndAnswer({ id: second })
    for (const each of [id, consultation])
      expect((await desk.untilPhase(each, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    expect((await third.untilPhase(second, 'active')).number).toBe('bob')
  },
)

overEach(
  {
    feature: 'attended transfer, REFER with Replaces',
    peer: `${SIPP}, baresip`,
    title: '[K9] connects two others by REFER with Replaces, and ends both of its calls',
  },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const tell = (cseq: number, state: string, body: string) => [
      say('called', 'NOTIFY', cseq, {
        headers: ['Event: refer', `Subscription-State: ${state}`, 'Content-Type: message/sipfrag;version=2.0'],
        body,
      }),
      status(200),
    ]
    const peer = await sipp.answers({
      steps: [
        ...TAKES,
        ...agreesTo('recvonly'),
        got('REFER', { checks: [['Refer-To', 'Replaces=.*to-tag.*from-tag']] }),
        answer(202),
        ...tell(1, 'active;expires=60', 'SIP/2.0 100 Trying'),
        ...tell(2, 'terminated;reason=noresource', 'SIP/2.0 200 OK'),
        ...IS_LEFT,
      ],
    })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    const { bob, id: consultation } = await talkWithBob(rig, desk)
    await desk.phone.callHandlers.connect({ id, withId: consultation })
    for (const each of [id, consultation])
      expect((await desk.untilPhase(each, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    await peer.finished
    await bob.waitClosed()
  },
)

overEach(
  {
    feature: 'attended transfer, INVITE with Replaces taken',
    peer: 'a scripted phone behind Kamailio',
    title: '[K9] goes on with the one who comes in the place of the caller, without a ring',
  },
  async ({ transport, rig, desks }) => {
    const desk = await desks.registered(transport)
    const { host, port } = rig.kamailio.udp
    const { domain } = rig.kamailio
    const phone = await WirePhone.open({ transport: 'udp', host, port, user: 'carol', password: 'carolpw', domain })
    try {
      const uri = `sip:${desk.user}@${domain}`
      const call = async (callId: string, headers: readonly (readonly [string, string])[]) => {
        const options = {
          uri,
          to: `<${uri}>`,
          callId,
          body: SIPP_SDP.replaceAll('[local_ip]', host).replaceAll('\n', '\r\n') + '\r\n',
          headers: [['Content-Type', 'application/sdp'] as const, ...headers],
        }
        const challenge = await phone.ask(phone.request('INVITE', options))
        const invite = phone.authorised('INVITE', challenge, options)
        const answered = phone.response(invite, (code) => code >= 200)
        phone.send(invite)
        return { invite, answered }
      }
      const acknowledge = ({
        invite,
        answer: got200,
      }: {
        invite: { headers: { get(name: string): string | undefined } }
        answer: Awaited<ReturnType<WirePhone['ask']>>
      }) => {
        const sequence = Number(invite.headers.get('CSeq')?.split(' ')[0])
        const routes = got200.headers
          .list('Record-Route')
          .reverse()
          .map((route) => ['Route', route] as const)
        const target = parseNameAddr(got200.headers.get('Contact') ?? '')?.uri ?? ''
        const options = {
          uri: target,
          to: got200.headers.get('To') ?? '',
          callId: got200.headers.get('Call-ID') ?? '',
          headers: routes,
        }
        phone.send(phone.request('ACK', { ...options, sequence }))
      }
      const callId = randomUUID()
      const first = await call(callId, [])
      const old = await desk.rings()
      await desk.phone.callHandlers.answer({ id: old })
      const firstAnswer = await first.answered
      acknowledge({ invite: first.invite, answer: firstAnswer })
      await desk.untilPhase(old, 'active')
      const replaces = `${callId};to-tag=${tagOf(firstAnswer.headers.get('To')) ?? ''};from-tag=${phone.fromTag}`
      const second = await call(randomUUID(), [
        ['Replaces', replaces],
        ['Require', 'replaces'],
      ])
      const secondAnswer = await second.answered
      expect(secondAnswer.status).toBe(200)
      acknowledge({ invite: second.invite, answer: secondAnswer })
      expect((await desk.untilPhase(old, 'ended')).phase).toMatchObject({ reason: 'transferred' })
      await phone.nextRequest('BYE')
      expect(desk.calls().filter(({ phase }) => phase.kind === 'active')).toHaveLength(1)
      expect(desk.media.sounds.filter((sound) => sound === 'trill')).toHaveLength(1)
    } finally {
      await phone.close()
    }
  },
)

import { expect } from '@playwright/test'

import { countOf } from '#shared/testing/test-run'
import { hurriedClock } from '../desks'
import { overEach } from '../interop-test'
import {
  acknowledgeRefusal,
  agreesTo,
  answer,
  begin,
  got,
  IS_LEFT,
  say,
  SIPP_SDP,
  status,
  TAKES,
} from '../rig/sipp-scenario'

const SIPP = 'SIPp behind Kamailio'
const ANSWERED = answer(180, { isFirst: true })

overEach(
  {
    feature: 'called, session timer, UPDATE',
    peer: SIPP,
    title: '[K8] takes every one of SIPp’s calls, agrees to its session timer and answers its UPDATE',
  },
  async ({ transport, rig, desks, sipp }) => {
    const count = countOf({ share: 5, full: 30 })
    const desk = await desks.registered(transport)
    desk.phone.onCallsChanged((calls) => {
      for (const { id, phase } of calls) if (phase.kind === 'incoming') void desk.phone.callHandlers.answer({ id })
    })
    await sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      count,
      steps: [
        begin('INVITE', { headers: ['Supported: timer', 'Session-Expires: 600'], body: SIPP_SDP }),
        status(100),
        status(180, { isOptional: true }),
        status(200, { keep: true, checks: [['Session-Expires', '600;refresher=uac']] }),
        say('caller', 'ACK', 1),
        say('caller', 'UPDATE', 2, { headers: ['Supported: timer', 'Session-Expires: 600;refresher=uac'] }),
        status(200, { checks: [['Session-Expires', '600;refresher=uac']] }),
        say('caller', 'BYE', 3),
        status(200),
      ],
    })
    expect(desk.records.filter(({ outcome }) => outcome === 'answered')).toHaveLength(count)
  },
)

overEach(
  {
    feature: 'session refreshed by UPDATE',
    peer: SIPP,
    title: '[K8] says half way through the session timer that the call is on',
  },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport, { clock: hurriedClock(30) })
    const headers = ['Require: timer', 'Session-Expires: 90;refresher=uac', 'Allow: INVITE, ACK, BYE, UPDATE']
    const peer = await sipp.answers({
      steps: [
        got('INVITE', { keep: true, checks: [['Session-Expires', '1800']] }),
        ANSWERED,
        answer(200, { isFirst: true, headers, body: SIPP_SDP }),
        got('ACK'),
        got('UPDATE'),
        answer(200, { headers: ['Require: timer', 'Session-Expires: 90;refresher=uac'] }),
        say('called', 'BYE', 1),
        status(200),
      ],
    })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    await peer.finished
    await desk.untilPhase(id, 'ended')
  },
)

overEach(
  { feature: '422 obeyed', peer: SIPP, title: '[K8] calls once more with the longer session that is asked for' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const peer = await sipp.answers({
      steps: [
        got('INVITE', { checks: [['Session-Expires', '1800']] }),
        answer(422, { isFirst: true, headers: ['Min-SE: 2400'] }),
        got('ACK'),
        got('INVITE', {
          keep: true,
          checks: [
            ['Session-Expires', '2400'],
            ['Min-SE', '2400'],
          ],
        }),
        answer(200, { isFirst: true, headers: ['Session-Expires: 2400;refresher=uas'], body: SIPP_SDP }),
        got('ACK'),
        ...IS_LEFT,
      ],
    })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    await desk.phone.callHandlers.hangUp({ id })
    await peer.finished
  },
)

overEach(
  {
    feature: '422 said',
    peer: SIPP,
    title: '[K8] refuses a session too short for the network, and takes the longer one',
  },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const invite = (seconds: number, cseq: number) =>
      begin('INVITE', { headers: ['Supported: timer', `Session-Expires: ${String(seconds)}`], body: SIPP_SDP }, cseq)
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [
        invite(30, 1),
        status(100),
        status(422, { checks: [['Min-SE', '90']] }),
        acknowledgeRefusal(),
        invite(90, 2),
        status(100),
        status(180, { isOptional: true }),
        status(200, { keep: true, checks: [['Session-Expires', '90']] }),
        say('caller', 'ACK', 2),
        say('caller', 'BYE', 3),
        status(200),
      ],
    })
    await desk.phone.callHandlers.answer({ id: await desk.rings() })
    await calling
  },
)

overEach(
  { feature: 'held by UPDATE', peer: SIPP, title: '[K9] is put on hold by an UPDATE with a description' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const peer = await sipp.answers({
      steps: [
        ...TAKES,
        say('called', 'UPDATE', 1, { body: `${SIPP_SDP}\na=sendonly` }),
        status(200, { checks: [['Content-Type', 'application/sdp']] }),
        say('called', 'BYE', 2),
        status(200),
      ],
    })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
    await peer.finished
    await desk.untilPhase(id, 'ended')
  },
)

overEach(
  { feature: '491 glare', peer: SIPP, title: '[K9] asks again after both asked at once (491)' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport, { internals: { random: () => 0 } })
    const peer = await sipp.answers({
      steps: [...TAKES, got('INVITE'), answer(491), got('ACK'), ...agreesTo('recvonly'), ...IS_LEFT],
    })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    await desk.isHeld(id, true)
    expect(desk.call(id)?.notice).toBeNull()
    await desk.phone.callHandlers.hangUp({ id })
    await peer.finished
  },
)

overEach(
  { feature: 'hold refused', peer: SIPP, title: '[K9] says that a hold was refused, and the call goes on' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const peer = await sipp.answers({ steps: [...TAKES, got('INVITE'), answer(488), got('ACK'), ...IS_LEFT] })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    await desk.phone.callHandlers.hold({ id })
    await desk.until('told', () => desk.call(id)?.notice === 'holdRefused')
    expect(desk.call(id)).toMatchObject({ phase: { kind: 'active' }, isHeld: false })
    await desk.phone.callHandlers.hangUp({ id })
    await peer.finished
  },
)

overEach(
  { feature: 'DTMF by INFO', peer: SIPP, title: '[K9] sends digits by INFO to who takes no telephone events' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const deaf = SIPP_SDP.split('\n')
      .filter((line) => !line.includes('telephone-event'))
      .join('\n')
      .replace('8 101', '8')
    const digit = () => [got('INFO', { checks: [['Content-Type', 'application/dtmf-relay']] }), answer(200)]
    const peer = await sipp.answers({
      steps: [
        got('INVITE', { keep: true }),
        answer(200, { isFirst: true, body: deaf }),
        got('ACK'),
        ...digit(),
        ...digit(),
        say('called', 'BYE', 1),
        status(200),
      ],
    })
    const id = await desk.talksTo(peer.number, () => Promise.resolve())
    await desk.phone.callHandlers.sendDtmf({ id, digits: '5#' })
    await peer.finished
    expect(desk.media.log.filter((line) => line.startsWith('dtmf'))).toEqual([])
  },
)

overEach(
  {
    feature: 'no common codec (488)',
    peer: SIPP,
    title: '[K8] says that the two sides have no codec in common, either way',
  },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const peer = await sipp.answers({ steps: [got('INVITE'), answer(488, { isFirst: true }), got('ACK')] })
    const id = await desk.dial(peer.number)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'rtpRefused' })
    await peer.finished
    desk.media.refusals.set('createAnswer', 'noCommonCodec')
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [
        begin('INVITE', { body: SIPP_SDP }),
        status(100),
        status(180, { isOptional: true }),
        status(488),
        acknowledgeRefusal(),
      ],
    })
    await desk.phone.callHandlers.answer({ id: await desk.rings() })
    await calling
  },
)

overEach(
  {
    feature: 'call answered with 503',
    peer: SIPP,
    title: '[K8] tells a server that cannot from a person who will not',
  },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const steps = [got('INVITE'), answer(503, { isFirst: true, headers: ['Retry-After: 30'] }), got('ACK')]
    const peer = await sipp.answers({ steps })
    const id = await desk.dial(peer.number)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'serverError' })
    await peer.finished
    // The line itself is as it was.
    expect(desk.registration()).toMatchObject({ kind: 'registered' })
  },
)

overEach(
  { feature: 'extension unknown (420)', peer: SIPP, title: '[K8] refuses what it does not know, and names it' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    await sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [
        begin('INVITE', { headers: ['Require: foreign-thing'], body: SIPP_SDP }),
        status(100),
        status(420, { checks: [['Unsupported', 'foreign-thing']] }),
        acknowledgeRefusal(),
      ],
    })
    expect(desk.calls()).toEqual([])
  },
)

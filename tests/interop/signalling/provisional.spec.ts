import { expect } from '@playwright/test'

import { overEach } from '../interop-test'
import { answer, answerKept, begin, got, IS_LEFT, say, SIPP_SDP, status } from '../rig/sipp-scenario'

const SIPP = 'SIPp behind Kamailio'

overEach(
  { feature: 'early media', peer: 'baresip behind Kamailio', title: '[K8] hears who rings before the answer' },
  async ({ transport, rig, desks }) => {
    const [early, desk] = [await rig.baresip('early'), await desks.registered(transport)]
    const id = await desk.dial('early')
    await desk.until('a way for the sound', () => {
      const phase = desk.call(id)?.phase
      return phase?.kind === 'ringing' && phase.hasEarlyMedia
    })
    expect(desk.media.log).toContain('applyAnswer early')
    await early.accept()
    await desk.untilPhase(id, 'active')
    await desk.phone.callHandlers.hangUp({ id })
    await early.waitClosed()
  },
)

overEach(
  {
    feature: 'forked early media',
    peer: 'two baresips of one number behind Kamailio',
    title: '[K8] hears one of two that ring, and talks with whichever answers',
  },
  async ({ transport, rig, desks }) => {
    const phones = [await rig.baresip('forkLeft'), await rig.baresip('forkRight')]
    const desk = await desks.registered(transport)
    for (const taking of phones) {
      const id = await desk.dial('fork')
      for (const phone of phones) await expect.poll(() => phone.listsCalls()).toBe(true)
      await desk.until('a way for the sound', () => {
        const phase = desk.call(id)?.phase
        return phase?.kind === 'ringing' && phase.hasEarlyMedia
      })
      await taking.accept()
      await desk.untilPhase(id, 'active')
      await desk.phone.callHandlers.hangUp({ id })
      await Promise.all(phones.map((phone) => phone.waitClosed()))
      await desk.untilPhase(id, 'ended')
    }
    expect(desk.media.log.filter((line) => line === 'applyAnswer early')).toHaveLength(2)
    expect(desk.records.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  },
)

overEach(
  { feature: '100rel, PRACK sent', peer: SIPP, title: '[K8] confirms a provisional answer that asks for it' },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const headers = ['Require: 100rel', 'RSeq: 7']
    const peer = await sipp.answers({
      steps: [
        got('INVITE', { keep: true, checks: [['Supported', '100rel']] }),
        answer(183, { isFirst: true, headers, body: SIPP_SDP }),
        got('PRACK', { checks: [['RAck', '7 [0-9]+ INVITE']] }),
        answer(200),
        // Kamailio writes itself down once for each transport.
        answerKept(200, transport === 'udp' ? 1 : 2, { body: SIPP_SDP }),
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
  { feature: '100rel required, PRACK answered', peer: SIPP, title: '[K8] rings in a way that the caller can confirm' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const calling = sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [
        begin('INVITE', { headers: ['Require: 100rel'], body: SIPP_SDP }),
        status(100),
        status(180, {
          keep: true,
          checks: [['Require', '100rel']],
          saves: [['rseq', 'RSeq', '[0-9]+']],
        }),
        say('caller', 'PRACK', 2, { headers: ['RAck: [$rseq] 1 INVITE'] }),
        status(200),
        status(200, { keep: true }),
        say('caller', 'ACK', 1),
        say('caller', 'BYE', 3),
        status(200),
      ],
    })
    await desk.phone.callHandlers.answer({ id: await desk.rings() })
    await calling
  },
)

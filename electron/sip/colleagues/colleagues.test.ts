import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { ColleagueSnapshot } from '#shared/domain/colleague'
import type { CallId } from '#shared/domain/ids'
import type { SipAccount } from '#shared/domain/sip-account'
import { ManualClock } from '#shared/lib/manual-clock'
import { FakePeer, type Heard } from '../testing/fake-peer'
import { createFixture, type PhoneFixture } from '../testing/phone-fixture'
import { unknownWhy } from './dialog-subscription'

let clock: ManualClock
let peer: FakePeer
let desk: PhoneFixture
let asked: Heard[]
let answer: (request: Heard) => void

beforeEach(() => {
  clock = new ManualClock()
  peer = new FakePeer()
  asked = []
  answer = accept
  peer.onSubscribe = (request) => {
    if (request.header('event') !== 'dialog') {
      peer.reply(request, 489)
      return
    }
    asked.push(request)
    answer(request)
  }
})

afterEach(() => {
  desk.phone.dispose()
})

const RINGING = `<dialog id="d" call-id="c1" local-tag="lt" remote-tag="rt" direction="recipient"><state>early</state>
  <remote><identity display="Анна">sip:+79001112233@pbx.test</identity><target uri="sip:gw@10.0.0.7:5070"/></remote></dialog>`
const TALKING = RINGING.replace('early', 'confirmed')
const info = (version: number, inside = '', state = 'full') =>
  `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(version)}" state="${state}" entity="sip:101@x">${inside}</dialog-info>`

const dialogOf = (subscribe: Heard) => {
  const to = subscribe.header('to')
  return {
    local: /;tag=/.test(to) ? to : `${to};tag=peer`,
    remote: subscribe.header('from'),
    callId: subscribe.header('call-id'),
  }
}
let cseq = 0
function notify(subscribe: Heard, body: string, state = 'active;expires=600'): void {
  peer.within('NOTIFY', dialogOf(subscribe), {
    cseq: (cseq += 1),
    headers: ['Event: dialog', `Subscription-State: ${state}`],
    body,
  })
}
function accept(request: Heard): void {
  peer.reply(request, 200, { headers: ['Expires: 600', 'Contact: <sip:peer@127.0.0.1:5060>'] })
  notify(request, info(asked.length))
}

async function watching(account: Partial<SipAccount> = {}): Promise<void> {
  desk = createFixture({
    account: { transport: 'ws', port: 1, ...account },
    clock,
    internals: { openFlow: peer.openFlow, random: () => 1 },
  })
  desk.phone.setColleagues([{ id: 'c', accountId: desk.accountId, number: '101', name: 'Ольга' }])
  desk.phone.start()
  await desk.untilRegistered()
  await clock.advanceAsync(1_000)
}

const seen = (): ColleagueSnapshot => {
  const [colleague] = desk.phone.colleagues()
  if (!colleague) throw new Error('Expected the colleague.')
  return colleague
}
/** Several turns of the event loop: a message goes there, its answer comes back. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 50 && !holds(); turn += 1) await clock.advanceAsync(0)
  if (!holds())
    throw new Error(`Expected ${what}; is ${JSON.stringify(desk.phone.colleagues())}, asked ${asked.length}`)
}
const word = () => {
  const { presence } = seen()
  return presence.kind === 'unknown' ? presence.why : presence.kind
}
const untilIs = (wanted: string) => until(wanted, () => word() === wanted)

describe('the line of a colleague (RFC 4235)', () => {
  it('[K13] is asked about over the own line and told as the PBX tells it', async () => {
    await watching()
    await untilIs('free')
    const [request] = asked
    if (!request) throw new Error('Nobody was asked.')
    expect(request.text).toMatch(/^SUBSCRIBE sip:101@sandbox\.otklik\.test SIP\/2\.0\r\n/)
    expect([request.header('accept'), request.header('expires')]).toEqual(['application/dialog-info+xml', '600'])
    notify(request, info(2, RINGING, 'partial'))
    await untilIs('ringing')
    expect(seen()).toMatchObject({ caller: { name: 'Анна', number: '+79001112233' }, canPickUp: true })
    notify(request, info(3, TALKING, 'partial'))
    await untilIs('talking')
    expect(seen()).toMatchObject({ caller: null, canPickUp: false })
    notify(request, info(4))
    await untilIs('free')
  })

  it('[K13] a notice that was lost makes the whole be asked for', async () => {
    await watching()
    await untilIs('free')
    const [request] = asked
    if (!request) throw new Error('Nobody was asked.')
    answer = (refresh) => {
      peer.reply(refresh, 200, { headers: ['Expires: 600', 'Contact: <sip:peer@127.0.0.1:5060>'] })
      notify(refresh, info(9, TALKING))
    }
    notify(request, info(5, RINGING, 'partial'))
    await until('the refresh', () => asked.length === 2)
    expect(asked[1]?.header('call-id')).toBe(request.header('call-id'))
    await untilIs('talking')
  })

  it('[K13] is refreshed before its time is over, and asked anew where the PBX forgot it (481)', async () => {
    await watching()
    await untilIs('free')
    await clock.advanceAsync(480_000)
    await until('a refresh', () => asked.length === 2)
    expect(asked[1]?.header('call-id')).toBe(asked[0]?.header('call-id'))
    answer = (request) => {
      if (/;tag=/.test(request.header('to'))) peer.reply(request, 481)
      else accept(request)
    }
    await untilIs('free')
    await clock.advanceAsync(480_000)
    await until('a new one', () => asked.length >= 3)
    await clock.advanceAsync(1_000)
    await until('a new one', () => asked.length === 4)
    expect(asked[3]?.header('call-id')).not.toBe(asked[0]?.header('call-id'))
    await untilIs('free')
  })

  it('[K13] is unknown while the own line is lost, and known again with it', async () => {
    await watching()
    await untilIs('free')
    peer.drop()
    await untilIs('lineDown')
    await clock.advanceAsync(2_000)
    await desk.untilRegistered()
    await clock.advanceAsync(1_000)
    await until('asked again', () => asked.length === 2)
    await untilIs('free')
  })

  it.each([
    [403, 'forbidden'],
    [404, 'notFound'],
    [489, 'notSupported'],
  ] as const)('[K13] %i is said as «%s» and not asked again until the next connection', async (status, why) => {
    answer = (request) => {
      peer.reply(request, status)
    }
    await watching()
    await untilIs(why)
    await clock.advanceAsync(3_600_000)
    expect(asked).toHaveLength(1)
  })

  it('[K13] is asked about again, later and later, where no answer comes of it', async () => {
    answer = (request) => {
      peer.reply(request, 480)
    }
    await watching()
    await untilIs('noReply')
    await clock.advanceAsync(1_000)
    await until('a second', () => asked.length === 2)
    answer = accept
    await clock.advanceAsync(30_000)
    await untilIs('free')
  })

  it('[K13] takes a longer time where the PBX wants one (423)', async () => {
    answer = (request) => {
      if (request.header('expires') === '600') peer.reply(request, 423, { headers: ['Min-Expires: 1800'] })
      else accept(request)
    }
    await watching()
    await untilIs('free')
    expect(asked.map((request) => request.header('expires'))).toEqual(['600', '1800'])
  })

  it('[K13] ends as the PBX ends it, and a body that is none is said to be none', async () => {
    await watching()
    await untilIs('free')
    const [request] = asked
    if (!request) throw new Error('Nobody was asked.')
    notify(request, '<!DOCTYPE a [<!ENTITY b "c">]><dialog-info/>')
    await untilIs('unreadable')
    notify(request, info(7), 'terminated;reason=noresource')
    await untilIs('notFound')
    await clock.advanceAsync(3_600_000)
    expect(asked).toHaveLength(1)
  })

  it('[K13] is given up when it is taken off the list', async () => {
    await watching()
    await untilIs('free')
    desk.phone.setColleagues([])
    await until('a goodbye', () => asked.length === 2)
    expect(asked[1]?.header('expires')).toBe('0')
    expect(desk.phone.colleagues()).toEqual([])
  })

  it('[K13] every refusal has its word', () => {
    const words = [401, 403, 407, 603, 404, 410, 405, 489, 501, 408, 480, 486, 500, 503].map((status) =>
      unknownWhy({ status, isLocal: false }),
    )
    expect(new Set(words)).toEqual(new Set(['forbidden', 'notFound', 'notSupported', 'noReply']))
    expect(unknownWhy({ status: 404, isLocal: true })).toBe('noReply')
  })
})

describe('taking a call that rings at a colleague', () => {
  async function ringing(account: Partial<SipAccount> = {}, dialog = RINGING): Promise<void> {
    await watching(account)
    await untilIs('free')
    const [request] = asked
    if (!request) throw new Error('Nobody was asked.')
    notify(request, info(2, dialog))
    await untilIs('ringing')
  }
  const pickUp = () => desk.phone.callHandlers.pickUp({ colleagueId: 'c' })

  it('[K13] asks the caller by Replaces, with the tags as the caller has them (RFC 3891)', async () => {
    await ringing()
    expect(await pickUp()).toMatchObject({ ok: true })
    const invite = await peer.next('INVITE')
    expect(invite.text).toMatch(/^INVITE sip:gw@10\.0\.0\.7:5070 SIP\/2\.0\r\n/)
    expect([invite.header('replaces'), invite.header('require')]).toEqual([
      'c1;to-tag=rt;from-tag=lt;early-only',
      'replaces',
    ])
    expect(desk.calls().map(({ number }) => number)).toEqual(['+79001112233'])
  })

  it.each([420, 481, 486, 503])(
    '[K13] refused with %i it is a pickup that failed, and nobody who was not reached',
    async (status) => {
      await ringing()
      const taken = await pickUp()
      peer.reply(await peer.next('INVITE'), status)
      if (!taken.ok) throw new Error(taken.error.reason)
      const { phase } = await desk.untilPhase(taken.value as CallId, 'ended')
      expect(phase).toMatchObject({ reason: 'pickupRefused', outcome: 'failed' })
    },
  )

  it('[K13] dials the code of the account where it has one', async () => {
    await ringing({ pickupCode: '*8' }, RINGING.replace('call-id="c1"', ''))
    expect(await pickUp()).toMatchObject({ ok: true })
    const invite = await peer.next('INVITE')
    expect(invite.text).toMatch(/^INVITE sip:\*8101@sandbox\.otklik\.test SIP\/2\.0\r\n/)
    expect(invite.header('replaces')).toBe('')
  })

  it('[K13] is not offered where there is no way, or nothing rings', async () => {
    await ringing({}, RINGING.replace('local-tag="lt"', ''))
    expect([seen().canPickUp, await pickUp()]).toEqual([false, { ok: false, error: { reason: 'nothingRings' } }])
    expect(await desk.phone.callHandlers.pickUp({ colleagueId: 'nobody' })).toMatchObject({ ok: false })
  })
})

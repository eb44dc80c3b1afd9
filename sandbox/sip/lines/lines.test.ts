import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startSipSandbox, type SipSandbox } from '../index'
import { tagOf } from '../message/address'
import { buildResponse } from '../message/response'
import type { SipRequest, SipResponse } from '../message/sip-message'
import { WirePhone } from '../testing/wire-phone'

let sandbox: SipSandbox
const phones: WirePhone[] = []

beforeEach(async () => {
  sandbox = await startSipSandbox()
})

afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.close()))
  await sandbox.stop()
})

async function registered(user = 'agent'): Promise<WirePhone> {
  const phone = await WirePhone.open({ transport: 'tcp', port: sandbox.tcp.port, user })
  phones.push(phone)
  expect((await phone.register()).status).toBe(200)
  return phone
}

const addressOf = (number: string) => `sip:${number}@${sandbox.domain}`

async function subscribe(
  phone: WirePhone,
  watched: string,
  event = 'dialog',
  more: { readonly expires?: string; readonly to?: string; readonly callId?: string } = {},
): Promise<SipResponse> {
  const { expires = '600', to = `<${addressOf(watched)}>`, callId = `watch-${watched}-${event}` } = more
  const headers = [
    ['Event', event],
    ['Expires', expires],
  ] as const
  return phone.ask(phone.request('SUBSCRIBE', { uri: addressOf(watched), to, callId, headers }))
}

/** The next notice, answered. */
async function notice(phone: WirePhone): Promise<SipRequest> {
  const request = await phone.nextRequest('NOTIFY')
  phone.send(buildResponse(request, 200))
  return request
}

const summary = ({ body }: SipRequest) => [
  /version="(\d+)"/.exec(body)?.[1],
  / state="(\w+)"/.exec(body)?.[1],
  ...[...body.matchAll(/<dialog [^>]*?(?:direction="(\w+)")?><state>(\w+)</g)].map(
    (found) => `${found[1] ?? '-'} ${found[2] ?? ''}`,
  ),
]

async function call(phone: WirePhone, number: string, callId: string): Promise<{ to: string; callId: string }> {
  const uri = addressOf(number)
  const answer = await phone.ask(phone.request('INVITE', { uri, to: `<${uri}>`, callId }))
  expect(answer.status).toBe(200)
  const to = answer.headers.get('To') ?? ''
  phone.send(phone.request('ACK', { to, callId, sequence: Number(answer.headers.get('CSeq')?.split(' ')[0]) }))
  return { to, callId }
}

describe('a line that is watched (RFC 4235)', () => {
  it('[K13] is told whole, then as it changes, with rising versions', async () => {
    const watcher = await registered('agent')
    const phone = await registered('agent2')
    const accepted = await subscribe(watcher, 'agent2')
    expect([accepted.status, accepted.headers.get('Expires')]).toEqual([200, '600'])
    const first = await notice(watcher)
    expect([summary(first), first.headers.get('Subscription-State')]).toEqual([['0', 'full'], 'active;expires=600'])

    const talk = await call(phone, 'tone', 'talk')
    expect(summary(await notice(watcher))).toEqual(['1', 'partial', 'initiator early'])
    expect(summary(await notice(watcher))).toEqual(['2', 'partial', 'initiator confirmed'])
    await phone.ask(phone.request('BYE', talk))
    expect(summary(await notice(watcher))).toEqual(['3', 'partial', '- terminated'])
  })

  it('[K13] of a call between two phones both ends are told', async () => {
    const watcher = await registered('agent')
    const phone = await registered('agent2')
    await subscribe(watcher, 'agent2')
    await notice(watcher)
    const uri = addressOf('agent2')
    const invite = watcher.request('INVITE', { uri, to: `<${uri}>`, callId: 'between' })
    watcher.send(invite)
    const seen = await phone.nextRequest('INVITE')
    phone.send(buildResponse(seen, 180, { toTag: 'p' }))
    expect(summary(await notice(watcher))).toEqual(['1', 'partial', 'recipient early'])
    phone.send(buildResponse(seen, 486, { toTag: 'p' }))
    expect(summary(await notice(watcher))).toEqual(['2', 'partial', '- terminated'])
  })

  it('[K13] is renewed whole, ended by its watcher, and unknown afterwards', async () => {
    const watcher = await registered()
    const { headers } = await subscribe(watcher, '1001')
    await notice(watcher)
    const to = headers.get('To') ?? ''
    expect((await subscribe(watcher, '1001', 'dialog', { to })).status).toBe(200)
    expect(summary(await notice(watcher))).toEqual(['1', 'full'])
    expect((await subscribe(watcher, '1001', 'dialog', { to, expires: '0' })).status).toBe(200)
    expect((await notice(watcher)).headers.get('Subscription-State')).toBe('terminated;reason=timeout')
    expect((await subscribe(watcher, '1001', 'dialog', { to })).status).toBe(481)
  })

  it.each([
    ['1001', 'presence', '600', 489],
    ['79990000000', 'dialog', '600', 404],
    ['1001', 'dialog', '3', 423],
    ['agent2', 'message-summary', '600', 403],
  ])('[K13] %s, event %s, for %s s is answered %i', async (watched, event, expires, status) => {
    expect((await subscribe(await registered(), watched, event, { expires })).status).toBe(status)
  })

  it('[K8] voice mail is told of to its owner', async () => {
    const phone = await registered()
    expect((await subscribe(phone, 'agent', 'message-summary')).status).toBe(200)
    expect((await notice(phone)).body).toContain('Messages-Waiting: no')
    await sandbox.control.setVoiceMail('agent', 2)
    expect((await notice(phone)).body).toContain('Messages-Waiting: yes')
  })
})

describe('a call with Replaces (RFC 3891)', () => {
  async function rung(watcher: WirePhone): Promise<string> {
    await subscribe(watcher, '1003')
    await notice(watcher)
    await sandbox.control.ring({ number: '1003', from: '+79172041833', displayName: 'Ирина «С»' })
    const { body } = await notice(watcher)
    const [, callId, local, remote] = /call-id="([^"]+)" local-tag="([^"]+)" remote-tag="([^"]+)"/.exec(body) ?? []
    expect(body).toContain('display="Ирина «С»"')
    return `${callId ?? ''};to-tag=${remote ?? ''};from-tag=${local ?? ''};early-only`
  }
  const take = (phone: WirePhone, replaces: string) => {
    const uri = addressOf('+79172041833')
    const headers = [['Replaces', replaces]] as const
    return phone.ask(phone.request('INVITE', { uri, to: `<${uri}>`, callId: 'pickup', headers }))
  }

  it('[K13] takes what rings at an extension, which then is free', async () => {
    const phone = await registered()
    const replaces = await rung(phone)
    expect((await take(phone, replaces)).status).toBe(200)
    expect(summary(await notice(phone))).toEqual(['2', 'partial', '- terminated'])
    expect(await sandbox.control.calls()).toMatchObject([
      { callId: 'pickup', number: '+79172041833', state: 'answered' },
    ])
  })

  it('[K13] does not take what was answered there meanwhile', async () => {
    const phone = await registered()
    const replaces = await rung(phone)
    await sandbox.control.answerRing('1003')
    expect((await take(phone, replaces)).status).toBe(486)
  })

  it('[K13] takes what the sandbox rings at another phone, which hears CANCEL', async () => {
    const watcher = await registered('agent')
    const phone = await registered('agent2')
    await subscribe(watcher, 'agent2')
    await notice(watcher)
    await sandbox.control.callUser({ to: 'agent2', from: '+79172041833', media: 'none' })
    const invite = await phone.nextRequest('INVITE')
    phone.send(buildResponse(invite, 180, { toTag: 'ours' }))
    const { body } = await notice(watcher)
    expect(summary({ body } as SipRequest)).toEqual(['1', 'partial', 'recipient early'])
    const callId = /call-id="([^"]+)"/.exec(body)?.[1] ?? ''
    const from = tagOf(invite.headers.get('From')) ?? ''
    expect((await take(watcher, `${callId};to-tag=${from};from-tag=ours;early-only`)).status).toBe(200)
    await phone.nextRequest('CANCEL')
  })
})

describe('REFER to a far end (RFC 3515)', () => {
  const refer = (phone: WirePhone, dialog: { to: string; callId: string }, to: string) =>
    phone.ask(phone.request('REFER', { ...dialog, headers: [['Refer-To', `<${to}>`]] }))
  const told = async (phone: WirePhone) => {
    const { body, headers } = await notice(phone)
    return `${body.trim()} · ${headers.get('Subscription-State')?.split(';')[0] ?? ''}`
  }

  it('[K9] is taken and told from the first step to the answer', async () => {
    const phone = await registered()
    const talk = await call(phone, 'tone', 'talk')
    expect((await refer(phone, talk, addressOf('1002'))).status).toBe(202)
    expect([await told(phone), await told(phone), await told(phone)]).toEqual([
      'SIP/2.0 100 Trying · active',
      'SIP/2.0 180 Ringing · active',
      'SIP/2.0 200 OK · terminated',
    ])
    expect(await sandbox.control.calls()).toMatchObject([{ callId: 'talk', transferredTo: '1002', state: 'answered' }])
  })

  it.each([
    ['1004', 'SIP/2.0 486 Busy Here · terminated'],
    ['1005', 'SIP/2.0 603 Decline · terminated'],
    ['79990000000', 'SIP/2.0 404 Not Found · terminated'],
  ])('[K9] of %s says: %s', async (number, last) => {
    const phone = await registered()
    const talk = await call(phone, 'tone', 'talk')
    await refer(phone, talk, addressOf(number))
    expect([await told(phone), await told(phone)]).toEqual(['SIP/2.0 100 Trying · active', last])
  })

  it('[K9] calls another phone and tells what it says', async () => {
    const phone = await registered('agent')
    const other = await registered('agent2')
    const talk = await call(phone, 'tone', 'talk')
    await refer(phone, talk, addressOf('agent2'))
    const invite = await other.nextRequest('INVITE')
    other.send(buildResponse(invite, 180, { toTag: 'o' }))
    other.send(buildResponse(invite, 200, { toTag: 'o', headers: [['Contact', other.contact]] }))
    expect([await told(phone), await told(phone), await told(phone)]).toEqual([
      'SIP/2.0 100 Trying · active',
      'SIP/2.0 180 Ringing · active',
      'SIP/2.0 200 OK · terminated',
    ])
  })

  it('[K9] with Replaces joins two far ends, and the one that is replaced says goodbye', async () => {
    const phone = await registered()
    const first = await call(phone, 'tone', 'first')
    const second = await call(phone, 'echo', 'second')
    const named = `second;to-tag=${tagOf(second.to) ?? ''};from-tag=${phone.fromTag}`
    await refer(phone, first, `${addressOf('echo')}?Replaces=${encodeURIComponent(named)}`)
    const bye = await phone.nextRequest('BYE')
    expect(bye.headers.get('Call-ID')).toBe('second')
    expect([await told(phone), await told(phone)]).toEqual([
      'SIP/2.0 100 Trying · active',
      'SIP/2.0 200 OK · terminated',
    ])
  })

  it('[K9] with Replaces of nothing there is told as failed', async () => {
    const phone = await registered()
    const talk = await call(phone, 'tone', 'talk')
    await refer(phone, talk, `${addressOf('echo')}?Replaces=${encodeURIComponent('x;to-tag=1;from-tag=2')}`)
    expect([await told(phone), await told(phone)]).toEqual([
      'SIP/2.0 100 Trying · active',
      'SIP/2.0 481 Call/Transaction Does Not Exist · terminated',
    ])
  })
})

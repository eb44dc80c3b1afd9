import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { request as httpRequest } from 'node:http'
import { createSipControlClient, startSipSandbox, type SipSandbox } from './index'
import { tagOf } from './message/address'
import { buildResponse } from './message/response'
import type { SipRequest } from './message/sip-message'
import { WirePhone } from './testing/wire-phone'

let sandbox: SipSandbox
const phones: WirePhone[] = []

beforeEach(async () => {
  sandbox = await startSipSandbox()
})

afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.close()))
  await sandbox.stop()
})

async function phoneOver(transport: 'ws' | 'tcp' | 'udp', user = 'agent', password?: string): Promise<WirePhone> {
  const phone = await WirePhone.open({
    transport,
    port: sandbox[transport].port,
    user,
    ...(password !== undefined && { password }),
  })
  phones.push(phone)
  return phone
}

async function registered(transport: 'ws' | 'tcp' | 'udp' = 'ws', user = 'agent'): Promise<WirePhone> {
  const phone = await phoneOver(transport, user)
  expect((await phone.register()).status).toBe(200)
  return phone
}

function inviteTo(phone: WirePhone, number: string, callId = `call-${number}`): SipRequest {
  const uri = `sip:${number}@${sandbox.domain}`
  return phone.request('INVITE', { uri, to: `<${uri}>`, callId })
}

describe.each(['ws', 'tcp', 'udp'] as const)('a registration over %s', (transport) => {
  it('is challenged, then accepted with its contact, then given up', async () => {
    const phone = await phoneOver(transport)
    const accepted = await phone.register()
    expect(accepted.status).toBe(200)
    expect(accepted.headers.get('Contact')).toBe(`${phone.contact};expires=600`)
    expect(await sandbox.control.registrations()).toEqual([
      { user: 'agent', contactUri: phone.contact.slice(1, -1), protocol: transport.toUpperCase(), expiresInS: 600 },
    ])

    const removed = await phone.register([['Expires', '0']])
    expect([removed.status, removed.headers.get('Contact')]).toEqual([200, undefined])
    expect(await sandbox.control.registrations()).toEqual([])
  })

  it('rings at once, is told what the callee does and acknowledges', async () => {
    const phone = await registered(transport)
    const invite = inviteTo(phone, '1004')
    const refusal = await phone.ask(invite)
    expect(refusal.status).toBe(486)
    const decline = await phone.ask(inviteTo(phone, 'decline'))
    expect(decline.status).toBe(603)
    const ringing = await phone.ask(inviteTo(phone, '1003'), (status) => status === 180)
    expect(tagOf(ringing.headers.get('To'))).toBeDefined()
    expect((await phone.ask(inviteTo(phone, '79990000000'))).status).toBe(404)
    expect((await phone.ask(inviteTo(phone, 'agent2'))).status).toBe(480)
  })
})

describe('a registration that is not accepted', () => {
  it('hears 401 again for a wrong password, without stale', async () => {
    const phone = await phoneOver('ws', 'agent', 'wrong')
    const refused = await phone.register()
    expect(refused.status).toBe(401)
    expect(refused.headers.get('WWW-Authenticate')).not.toContain('stale')
  })

  it('hears 403 when it registers for somebody else', async () => {
    const phone = await phoneOver('ws')
    const headers = [['Expires', '600']] as const
    const options = { to: `<sip:agent2@${sandbox.domain}>`, callId: 'other', headers }
    const challenge = await phone.ask(phone.request('REGISTER', options))
    expect((await phone.ask(phone.authorised('REGISTER', challenge, options))).status).toBe(403)
  })

  it('hears 423 with Min-Expires for too short a time', async () => {
    const refused = await (await phoneOver('tcp')).register([['Expires', '3']])
    expect([refused.status, refused.headers.get('Min-Expires')]).toEqual([423, '10'])
  })

  it('hears what was ordered through the control, so many times', async () => {
    const control = createSipControlClient(sandbox.controlUrl)
    await control.refuse({ method: 'REGISTER', status: 503, times: 1, retryAfterS: 2 })
    const phone = await phoneOver('ws')
    const refused = await phone.ask(phone.request('REGISTER'))
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '2'])
    expect((await phone.register()).status).toBe(200)
  })

  it('follows a password that was changed', async () => {
    await createSipControlClient(sandbox.controlUrl).setPassword('agent', 'new')
    expect((await (await phoneOver('ws')).register()).status).toBe(401)
    expect((await (await phoneOver('ws', 'agent', 'new')).register()).status).toBe(200)
  })
})

describe('a call without an offer', () => {
  it('is answered, acknowledged and hung up by the phone', async () => {
    const phone = await registered('tcp')
    const invite = inviteTo(phone, 'tone')
    const answer = await phone.ask(invite)
    expect(answer.status).toBe(200)
    const to = answer.headers.get('To') ?? ''
    const callId = 'call-tone'
    phone.send(phone.request('ACK', { to, callId, sequence: 2 }))
    const info = { to, callId, headers: [['Content-Type', 'application/dtmf-relay']] as const, body: 'Signal=5\r\n' }
    expect((await phone.ask(phone.request('INFO', info))).status).toBe(200)
    expect((await phone.ask(phone.request('UPDATE', { to, callId }))).status).toBe(200)
    expect((await phone.ask(phone.request('BYE', { to, callId }))).status).toBe(200)
    expect(await sandbox.control.calls()).toMatchObject([
      {
        callId,
        direction: 'from-phone',
        user: 'agent',
        number: 'tone',
        state: 'ended',
        ended: 'phone-hung-up',
        dtmf: '5',
      },
    ])
    expect((await phone.ask(phone.request('BYE', { to: `${to}x`, callId }))).status).toBe(481)
  })

  it('is cancelled with 200 for the CANCEL and 487 for the INVITE', async () => {
    const phone = await registered()
    const invite = inviteTo(phone, '1003')
    await phone.ask(invite, (status) => status === 180)
    const headers = invite.headers.clone()
    headers.set('CSeq', `${invite.headers.get('CSeq')?.split(' ')[0] ?? ''} CANCEL`)
    const ended = phone.response(invite, (status) => status >= 200)
    expect((await phone.ask({ ...invite, method: 'CANCEL', headers })).status).toBe(200)
    expect((await ended).status).toBe(487)
    expect(await sandbox.control.calls()).toMatchObject([{ state: 'ended', ended: 'cancelled' }])
  })

  it('gets the last answer again when the INVITE is repeated', async () => {
    const phone = await registered('udp')
    const invite = inviteTo(phone, '1003')
    const first = await phone.ask(invite, (status) => status === 180)
    const again = await phone.ask(invite, (status) => status === 180)
    expect(again.headers.get('To')).toBe(first.headers.get('To'))
    expect(await sandbox.control.stats()).toMatchObject({ invites: 1 })
  })

  it('is challenged when the caller is not registered on this connection', async () => {
    const phone = await phoneOver('tcp')
    const options = { uri: `sip:1003@${sandbox.domain}`, to: `<sip:1003@${sandbox.domain}>`, callId: 'late' }
    const challenge = await phone.ask(phone.request('INVITE', options))
    expect(challenge.status).toBe(407)
    const invite = phone.authorised('INVITE', challenge, options)
    expect((await phone.ask(invite, (status) => status === 180)).status).toBe(180)
  })
})

describe('a call by the sandbox', () => {
  async function incoming(phone: WirePhone): Promise<{ callId: string; invite: SipRequest }> {
    const placed = sandbox.control.callUser({
      to: 'agent',
      from: '+79172041833',
      displayName: 'Ирина «С»',
      media: 'none',
    })
    const invite = await phone.nextRequest('INVITE')
    return { callId: await placed, invite }
  }

  it('rings, is answered and is hung up by the sandbox', async () => {
    const phone = await registered()
    const { callId, invite } = await incoming(phone)
    expect(invite.uri).toBe(phone.contact.slice(1, -1))
    expect(invite.headers.get('From')).toContain('"Ирина «С»" <sip:+79172041833@')
    phone.send(buildResponse(invite, 180, { toTag: 'p1' }))
    phone.send(buildResponse(invite, 200, { toTag: 'p1', headers: [['Contact', phone.contact]] }))
    await phone.nextRequest('ACK')
    expect(await sandbox.control.calls()).toMatchObject([{ callId, direction: 'to-phone', state: 'answered' }])
    await sandbox.control.hangUp(callId)
    const bye = await phone.nextRequest('BYE')
    phone.send(buildResponse(bye, 200))
    expect(await sandbox.control.calls()).toMatchObject([{ callId, state: 'ended', ended: 'sandbox-hung-up' }])
  })

  it('is given up before the answer', async () => {
    const phone = await registered()
    const { callId, invite } = await incoming(phone)
    phone.send(buildResponse(invite, 180, { toTag: 'p1' }))
    await sandbox.control.hangUp(callId)
    const cancel = await phone.nextRequest('CANCEL')
    phone.send(buildResponse(cancel, 200))
    phone.send(buildResponse(invite, 487, { toTag: 'p1' }))
    const ack = await phone.nextRequest('ACK')
    expect(ack.headers.get('Via')).toBe(invite.headers.get('Via'))
    expect(await sandbox.control.calls()).toMatchObject([{ callId, state: 'ended', ended: 'cancelled' }])
  })

  it('reports the refusal of the phone', async () => {
    const phone = await registered('tcp')
    const { callId, invite } = await incoming(phone)
    phone.send(buildResponse(invite, 486, { toTag: 'p1' }))
    await phone.nextRequest('ACK')
    expect(await sandbox.control.calls()).toMatchObject([{ callId, state: 'ended', ended: 486 }])
  })

  it('says who is not registered', async () => {
    const control = createSipControlClient(sandbox.controlUrl)
    await expect(control.callUser({ to: 'agent', from: '1' })).rejects.toThrow('Expected agent to be registered')
  })
})

describe('a call between two phones', () => {
  it('goes through the registrar with ACK, BYE and record routes for both transports', async () => {
    const caller = await registered('ws', 'agent')
    const callee = await registered('tcp', 'agent2')
    const invite = inviteTo(caller, 'agent2', 'between')
    const answer = caller.ask(invite)
    const seen = await callee.nextRequest('INVITE')
    expect(seen.uri).toBe(callee.contact.slice(1, -1))
    expect(seen.headers.list('Record-Route')).toEqual([
      `<sip:127.0.0.1:${sandbox.tcp.port};transport=tcp;lr>`,
      `<sip:127.0.0.1:${sandbox.ws.port};transport=ws;lr>`,
    ])
    callee.send(buildResponse(seen, 200, { toTag: 'c1', headers: [['Contact', callee.contact]], body: 'v=0\r\n' }))
    const accepted = await answer
    expect([accepted.status, accepted.headers.list('Via').length, accepted.body]).toEqual([200, 1, 'v=0\r\n'])
    const to = accepted.headers.get('To') ?? ''
    caller.send(caller.request('ACK', { to, callId: 'between', sequence: 2 }))
    await callee.nextRequest('ACK')
    const gone = caller.ask(caller.request('BYE', { to, callId: 'between' }))
    callee.send(buildResponse(await callee.nextRequest('BYE'), 200))
    expect((await gone).status).toBe(200)
  })

  it('passes CANCEL and the refusal with its ACK', async () => {
    const caller = await registered('ws', 'agent')
    const callee = await registered('ws', 'agent2')
    const invite = inviteTo(caller, 'agent2', 'given-up')
    caller.send(invite)
    const seen = await callee.nextRequest('INVITE')
    const headers = invite.headers.clone()
    headers.set('CSeq', `${invite.headers.get('CSeq')?.split(' ')[0] ?? ''} CANCEL`)
    caller.send({ ...invite, method: 'CANCEL', headers })
    const cancel = await callee.nextRequest('CANCEL')
    expect(cancel.headers.list('Via')[0]).toBe(seen.headers.list('Via')[0])
    callee.send(buildResponse(seen, 487, { toTag: 'c1' }))
    const refused = await caller.response(invite, (status) => status >= 300)
    const ackHeaders = invite.headers.clone()
    ackHeaders.set('CSeq', headers.get('CSeq')?.replace('CANCEL', 'ACK') ?? '')
    ackHeaders.set('To', refused.headers.get('To') ?? '')
    caller.send({ ...invite, method: 'ACK', headers: ackHeaders })
    expect((await callee.nextRequest('ACK')).headers.list('Via')[0]).toBe(seen.headers.list('Via')[0])
  })
})

describe('the network', () => {
  it('answers a keep-alive with CRLF on TCP', async () => {
    const phone = await registered('tcp')
    phone.sendRaw('\r\n\r\n')
    await phone.ask(phone.request('OPTIONS'))
    expect(phone.pongs).toBe(1)
  })

  it('forgets the bindings of closed connections and takes new ones', async () => {
    await registered('ws')
    await sandbox.control.dropConnections()
    await registered('tcp')
    expect(await sandbox.control.registrations()).toMatchObject([{ protocol: 'TCP' }])
  })

  it('comes back on the same ports after a restart, with no registrations', async () => {
    await registered('ws')
    await sandbox.control.restart({ downMs: 5 })
    expect(await sandbox.control.registrations()).toEqual([])
    await registered('ws')
  })

  it.each([
    ['/ws', 426],
    ['/elsewhere', 404],
  ])('says in plain HTTP that %s is no web page', async (path, status) => {
    const seen = await new Promise<number | undefined>((resolve, reject) => {
      const asked = httpRequest({ ...sandbox.ws, path }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      asked.on('error', reject).end()
    })
    expect(seen).toBe(status)
  })
})

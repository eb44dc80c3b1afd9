import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSipSandbox, type SipSandbox } from '../index'
import { WirePhone } from '../testing/wire-phone'

let sandbox: SipSandbox
let phone: WirePhone

beforeEach(async () => {
  sandbox = await startSipSandbox({ wrongPasswordStatus: 403, minExpiresS: 30 })
  phone = await WirePhone.open({ transport: 'tcp', port: sandbox.tcp.port })
})

afterEach(async () => {
  await phone.close()
  await sandbox.stop()
})

async function registerWith(...headers: [string, string][]): Promise<{ status: number; contacts: string[] }> {
  const { status, headers: got } = await phone.register(headers)
  // The phone's own Contact goes along with every request.
  return { status, contacts: got.list('Contact').filter((contact) => !contact.includes(phone.fromTag)) }
}

describe('REGISTER', () => {
  it('takes several contacts with times of their own and lists all of them', async () => {
    const seen = await registerWith(['Contact', '<sip:a@1.test>;expires=40, <sip:b@2.test>'], ['Expires', '50'])
    expect(seen).toEqual({ status: 200, contacts: ['<sip:a@1.test>;expires=40', '<sip:b@2.test>;expires=50'] })
  })

  it('replaces the contact of the same instance and reg-id (RFC 5626)', async () => {
    const instance = '+sip.instance="<urn:uuid:1>";reg-id=1'
    await registerWith(['Contact', `<sip:a@1.test>;${instance}`], ['Expires', '50'])
    const seen = await registerWith(['Contact', `<sip:a@2.test>;${instance}`], ['Expires', '50'])
    expect(seen.contacts).toEqual(['<sip:a@2.test>;expires=50'])
  })

  it('removes one contact, leaving the others', async () => {
    await registerWith(['Contact', '<sip:a@1.test>, <sip:b@2.test>'], ['Expires', '50'])
    const seen = await registerWith(['Contact', '<sip:a@1.test>;expires=0'], ['Expires', '50'])
    expect(seen.contacts).toEqual(['<sip:b@2.test>;expires=50'])
  })

  it('changes nothing when one of the contacts asks for too short a time', async () => {
    const refused = await registerWith(['Contact', '<sip:a@1.test>;expires=5'], ['Expires', '50'])
    expect(refused.status).toBe(423)
    expect(await sandbox.control.registrations()).toEqual([])
  })

  it('refuses the wildcard beside other contacts', async () => {
    expect((await registerWith(['Contact', '*'], ['Expires', '0'])).status).toBe(400)
  })

  it('answers 403 to a wrong password when told to', async () => {
    const stranger = await WirePhone.open({ transport: 'tcp', port: sandbox.tcp.port, password: 'wrong' })
    expect((await stranger.register()).status).toBe(403)
    await stranger.close()
  })
})

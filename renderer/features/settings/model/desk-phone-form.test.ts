import { describe, expect, it } from 'vitest'

import { err, ok } from '#shared/lib/result'

import { aDeskPhone } from '../../../testing/a-desk-phone'
import { deskPhoneForm, parseDeskPhoneForm, withAddress, type DeskPhoneForm } from './desk-phone-form'

const PRINT = 'AA:BB'
const FILLED: DeskPhoneForm = {
  ...deskPhoneForm(null),
  address: ' 192.168.1.50 ',
  password: 'secret',
  extension: ' 201 ',
}

describe('[D1] the form of a desk phone', () => {
  it('gives what was typed, without what surrounds it', () => {
    expect(parseDeskPhoneForm(FILLED)).toEqual(
      ok({
        ...{ model: 'yealink-t31', address: '192.168.1.50', isSecure: false, fingerprint: null, user: 'admin' },
        ...{ password: 'secret', extension: '201', listenPort: 8930 },
      }),
    )
  })

  it.each([
    ['', 'address'],
    ['phone.local', 'address'],
    ['192.168.1.500', 'address'],
    ['192.168.1.50:0', 'address'],
    ['192.168.1.50:1:2', 'address'],
  ])('«%s» is no address of a phone', (address, field) => {
    expect(parseDeskPhoneForm({ ...FILLED, address })).toEqual(err({ [field]: true }))
  })

  it('says everything that is wrong at once', () => {
    const wrong = { ...FILLED, user: ' ', password: '', extension: 'ten', listenPort: '80' }
    expect(parseDeskPhoneForm(wrong)).toEqual(err({ user: true, password: true, extension: true, listenPort: true }))
  })

  it('a Grandstream has no name, and a kept password need not be typed again', () => {
    const form = { ...FILLED, model: 'grandstream-gxp1620', user: '', password: '', hasPassword: true } as const
    expect(parseDeskPhoneForm(form)).toMatchObject({ ok: true, value: { password: null } })
  })
})

describe('[D7] a phone that is spoken to by HTTPS', () => {
  const { phone } = aDeskPhone('yealink-t31')
  const kept = deskPhoneForm(phone && { ...phone, isSecure: true, fingerprint: PRINT })

  it('shows itself by its address and keeps the accepted certificate', () => {
    expect(kept.address).toBe('https://192.168.1.50')
    expect(parseDeskPhoneForm({ ...kept, password: 'p' })).toMatchObject({
      value: { address: '192.168.1.50', isSecure: true, fingerprint: PRINT },
    })
  })

  it('at another address, or without HTTPS, nothing is accepted yet', () => {
    expect(withAddress(kept, 'https://192.168.1.51').fingerprint).toBeNull()
    expect(withAddress(kept, kept.address).fingerprint).toBe(PRINT)
    const plain = parseDeskPhoneForm({ ...kept, address: '192.168.1.50' })
    expect(plain).toMatchObject({ value: { isSecure: false, fingerprint: null } })
  })
})

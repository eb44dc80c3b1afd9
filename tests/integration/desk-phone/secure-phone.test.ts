import { afterEach, expect, it } from 'vitest'

import { createHttpWire } from '../../../electron/desk-phone/http-wire'
import { createYealinkClient } from '../../../electron/desk-phone/yealink-client'
import { startDeskPhone, type RunningPhone } from '../../../sandbox/desk-phone'
import { systemClock } from '../../../shared/lib/clock'
import { err, ok } from '../../../shared/lib/result'

let phone: RunningPhone
afterEach(() => phone.stop())

it('[D7] by HTTPS: the password goes to the accepted certificate alone', async () => {
  phone = await startDeskPhone('yealink', { isSecure: true })
  Object.assign(phone.phone.settings, { allowed: 'any', prompt: null })
  const { address } = phone
  const clientFor = (fingerprint: string | null, isSecure = true) => {
    const wire = createHttpWire({ address, isSecure, fingerprint }, systemClock)
    return { wire, client: createYealinkClient(wire, 'admin', 'admin') }
  }

  const stranger = clientFor(null)
  expect(await stranger.client.dial('100')).toEqual(err('untrusted'))
  const fingerprint = stranger.wire.refusedFingerprint()
  expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  expect(await clientFor(fingerprint?.replace(/^../, '00') ?? null).client.dial('100')).toEqual(err('untrusted'))
  expect(phone.phone.body.calls).toEqual([])

  const { client } = clientFor(fingerprint)
  expect(await client.check()).toEqual(ok(null))
  expect(await client.dial('100')).toEqual(ok(null))
  expect(phone.phone.body.calls).toMatchObject([{ number: '100', phase: 'dialling' }])

  // Spoken to in plain words, it does not understand; nothing stands behind a wrong port.
  expect((await clientFor(null, false).client.check()).ok).toBe(false)
})

it('[D7] a phone without HTTPS is not asked for its password by HTTPS', async () => {
  phone = await startDeskPhone('yealink')
  const wire = createHttpWire({ address: phone.address, isSecure: true, fingerprint: null }, systemClock)
  expect(await wire.get('/servlet?key=OK', 'Basic secret')).toEqual(err('unreachable'))
})

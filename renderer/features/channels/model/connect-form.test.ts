import { expect, it } from 'vitest'

import { connectChannelRequest } from '#shared/contract/rest'

import { emptyConnectForm, parseConnectForm } from './connect-form'

const filled = { ...emptyConnectForm('Avito', 'avito'), clientId: ' id ', clientSecret: 'secret' }

const PLACE = { kind: 'avito' } as const

it('[A1] makes the request that the hub accepts', () => {
  const parsed = parseConnectForm(filled, PLACE)
  expect(parsed).toMatchObject({
    ok: true,
    value: { kind: 'avito', mode: 'own', clientId: 'id', apiUrl: 'https://api.avito.ru' },
  })
  if (parsed.ok) expect(connectChannelRequest.safeParse(parsed.value).success).toBe(true)
})

it.each([
  ['clientId', '  ', 'required'],
  ['name', 'x'.repeat(81), 'tooLong'],
  ['apiUrl', 'api.avito.ru', 'url'],
  ['apiUrl', 'http://api.avito.ru', 'url'],
  ['consentUrl', '', 'url'],
] as const)('%s «%s» is refused in place', (field, value, error) => {
  expect(parseConnectForm({ ...filled, [field]: value }, PLACE)).toEqual({ ok: false, error: { [field]: error } })
})

it('[A3] asks for whom hh.ru may write to, and for nothing but an application', () => {
  const place = { kind: 'hh' } as const
  const form = { ...emptyConnectForm('hh.ru', 'hh'), clientId: 'id', clientSecret: 'secret' }
  expect(form).toMatchObject({ mode: 'partner', apiUrl: 'https://api.hh.ru' })
  expect(parseConnectForm(form, place)).toEqual({ ok: false, error: { contactEmail: 'required' } })
  for (const contactEmail of ['кадры', 'a@b', 'a (b)@romashka.example'])
    expect(parseConnectForm({ ...form, contactEmail }, place)).toEqual({ ok: false, error: { contactEmail: 'email' } })
  const parsed = parseConnectForm({ ...form, contactEmail: ' hr@romashka.example ' }, place)
  expect(parsed).toMatchObject({ ok: true, value: { mode: 'partner', contactEmail: 'hr@romashka.example' } })
  if (parsed.ok) expect(connectChannelRequest.safeParse(parsed.value).success).toBe(true)
})

it('takes a plain address of this computer', () => {
  expect(parseConnectForm({ ...filled, apiUrl: 'http://127.0.0.1:8080' }, PLACE).ok).toBe(true)
})

import { expect, it } from 'vitest'

import { connectChannelRequest } from '#shared/contract/rest'

import { emptyConnectForm, parseConnectForm } from './connect-form'

const filled = { ...emptyConnectForm('Avito'), clientId: ' id ', clientSecret: 'secret' }

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

it('takes a plain address of this computer', () => {
  expect(parseConnectForm({ ...filled, apiUrl: 'http://127.0.0.1:8080' }, PLACE).ok).toBe(true)
})

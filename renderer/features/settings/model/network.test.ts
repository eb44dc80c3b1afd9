import { expect, it } from 'vitest'

import { parseProxyForm, proxyFormOf } from './network'

it('[I4] the form of the proxy shows what is set and refuses what is none', () => {
  for (const server of ['system', 'direct', 'auto'] as const)
    expect(parseProxyForm(proxyFormOf({ server, bypass: '' }))).toEqual({ server, bypass: '' })
  const own = proxyFormOf({ server: 'proxy.firm.ru:3128', bypass: '*.firm.ru' })
  expect(own).toEqual({ way: 'own', address: 'proxy.firm.ru:3128', bypass: '*.firm.ru' })
  expect(parseProxyForm({ ...own, address: ' https://firm.ru/proxy.pac ' })).toEqual({
    server: 'https://firm.ru/proxy.pac',
    bypass: '*.firm.ru',
  })
  expect(parseProxyForm({ ...own, address: 'system' })).toBe('address')
  expect(parseProxyForm({ ...own, address: 'http://anna:word@proxy:3128' })).toBe('address')
  expect(parseProxyForm({ ...own, bypass: 'a"b' })).toBe('bypass')
})

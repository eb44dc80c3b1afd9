import { expect, it } from 'vitest'

import { proxyConfigOf } from './proxy-config'

it('[I4] each way to the network in Chromium’s words', () => {
  const of = (server: string, bypass = '') => proxyConfigOf({ server, bypass })
  expect(of('system', '*.firm.ru')).toEqual({ mode: 'system' })
  expect(of('direct')).toEqual({ mode: 'direct' })
  expect(of('auto')).toEqual({ mode: 'auto_detect' })
  expect(of('https://firm.ru/proxy.pac')).toEqual({ mode: 'pac_script', pacScript: 'https://firm.ru/proxy.pac' })
  expect(of('proxy.firm.ru:3128', '*.firm.ru')).toEqual({
    mode: 'fixed_servers',
    proxyRules: 'http://proxy.firm.ru:3128',
    proxyBypassRules: '*.firm.ru',
  })
  expect(of('socks5://10.0.0.1:1080')).toMatchObject({ proxyRules: 'socks5://10.0.0.1:1080' })
})

import { describe, expect, it } from 'vitest'

import { isBypassList, proxyChoiceOf } from './proxy'

describe('[I4] what may be written as a proxy', () => {
  it.each([
    ['system', { kind: 'system' }],
    ['direct', { kind: 'direct' }],
    ['auto', { kind: 'auto' }],
    ['proxy.company.ru:3128', { kind: 'server', scheme: 'http', address: 'proxy.company.ru:3128' }],
    [' http://Proxy.Company.ru:3128/ ', { kind: 'server', scheme: 'http', address: 'proxy.company.ru:3128' }],
    ['https://proxy:8443', { kind: 'server', scheme: 'https', address: 'proxy:8443' }],
    ['socks5://10.0.0.1:1080', { kind: 'server', scheme: 'socks5', address: '10.0.0.1:1080' }],
    ['http://[fd00::1]:3128', { kind: 'server', scheme: 'http', address: '[fd00::1]:3128' }],
    ['https://wpad.company.ru/proxy.pac', { kind: 'script', url: 'https://wpad.company.ru/proxy.pac' }],
  ])('%s', (text, choice) => {
    expect(proxyChoiceOf(text)).toEqual(choice)
  })

  it.each([
    '',
    'proxy',
    'proxy.company.ru',
    'proxy:0',
    'proxy:65536',
    'http://anna:secret@proxy:3128',
    'http://anna:secret@company.ru/proxy.pac',
    'ftp://proxy:21',
    'file:///etc/proxy.pac',
    'proxy:3128;DIRECT',
    'a b:1',
    `http://${'a'.repeat(600)}:1`,
  ])('%s is none', (text) => {
    expect(proxyChoiceOf(text)).toBeNull()
  })

  it('names, nets and <local> may be left out of it', () => {
    expect(isBypassList('*.company.ru;10.0.0.0/8, <local>;[fd00::]/8;host:8080')).toBe(true)
    expect(isBypassList('')).toBe(true)
    expect(isBypassList('a"b')).toBe(false)
    expect(isBypassList('x'.repeat(1001))).toBe(false)
  })
})

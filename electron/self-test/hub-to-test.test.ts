import { describe, expect, it } from 'vitest'

import { routeOf } from '#shared/node/proxy-route'
import type { Preset } from '../hub/entrance'
import { hubFromFiles } from './hub-to-test'

const HUB = 'https://hub.company.test'
const OWN = { kind: 'own', origin: null, isStarted: false }
const TEAM = { kind: 'team', origin: HUB }

describe('[I8] which hub is tested', () => {
  it.each<[string, Parameters<typeof hubFromFiles>[0], Preset, unknown]>([
    ['the one that was chosen', { place: 'team', url: HUB }, { kind: 'ask' }, TEAM],
    ['the one of the preset, where nobody chose', { place: null, url: null }, { kind: 'team', url: `${HUB}/` }, TEAM],
    [
      'the locked one, whatever was chosen',
      { place: 'alone', url: null },
      { kind: 'team', url: HUB, isLocked: true },
      TEAM,
    ],
    [
      'the locked one, not the one of before',
      { place: 'team', url: 'https://old.test' },
      { kind: 'team', url: HUB, isLocked: true },
      TEAM,
    ],
    ['the one of this computer', { place: 'alone', url: HUB }, { kind: 'ask' }, OWN],
    ['none, where nobody chose', { place: null, url: null }, { kind: 'ask' }, { kind: 'none' }],
    [
      'none, where the address is not allowed',
      { place: 'team', url: 'http://hub.company.test' },
      { kind: 'ask' },
      { kind: 'none' },
    ],
  ])('%s', (_name, place, preset, expected) => {
    expect(hubFromFiles(place, preset, false)).toEqual(expected)
  })
})

describe('[I8] who is spoken to first', () => {
  it.each([
    ['DIRECT', { kind: 'direct' }],
    ['', { kind: 'direct' }],
    ['PROXY proxy.test:3128; DIRECT', { kind: 'proxy', host: 'proxy.test', port: 3128 }],
    ['PROXY [::1]:8080', { kind: 'proxy', host: '::1', port: 8080 }],
    ['SOCKS5 proxy.test:1080', { kind: 'other', name: 'SOCKS5' }],
    ['HTTPS proxy.test:443', { kind: 'other', name: 'HTTPS' }],
  ])('of «%s»', (said, expected) => {
    expect(routeOf(said)).toEqual(expected)
  })
})

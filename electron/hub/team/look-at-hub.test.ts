import { describe, expect, it } from 'vitest'

import { HUB_CONTRACT, type HubInfo } from '#shared/contract/accounts'
import { lookAtHub } from './look-at-hub'

const URL_OF_HUB = 'https://hub.firm.ru'
const INFO: HubInfo = {
  product: 'otklik',
  version: '1.4.0',
  contract: HUB_CONTRACT,
  isEmbedded: false,
  isSetUp: true,
  signIn: { hasPassword: true, providers: [] },
  nowMs: 1,
}
const host = 'hub.firm.ru'
const says = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }))
const look = (answer: () => Promise<Response>) => lookAtHub(URL_OF_HUB, answer, '1.0.0')

describe('[I7] what stands at an address', () => {
  it('is a hub to which people sign in', async () => {
    const asked: string[] = []
    const found = await lookAtHub(URL_OF_HUB, (url) => (asked.push(url), says(INFO)), '1.0.0', { now: () => 7_200_001 })
    expect([asked, found]).toEqual([
      ['https://hub.firm.ru/api/hub'],
      { kind: 'found', url: URL_OF_HUB, isSetUp: true, hasPassword: true, providers: [], clockAheadMs: 7_200_000 },
    ])
  })

  it('[I4] is told apart from a proxy that wants a login and a server that wants a certificate', async () => {
    // The limit of the request ran out while the person was asked: the page of the proxy can no longer be read.
    const page = new ReadableStream({
      start: (stream) => {
        stream.error(new DOMException('timed out', 'TimeoutError'))
      },
    })
    expect(await look(async () => new Response(page, { status: 407 }))).toEqual({ kind: 'proxyLogin', host })
    const nginx = '<html><center>No required SSL certificate was sent</center></html>'
    expect(await look(async () => new Response(nginx, { status: 400 }))).toEqual({ kind: 'clientCertificate', host })
    expect(await look(async () => new Response('{}', { status: 400 }))).toEqual({ kind: 'notHub', host })
    const needed = new Error('net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED')
    expect(await look(() => Promise.reject(needed))).toEqual({ kind: 'clientCertificate', host })
  })

  it('[I4] takes no minutes that a person needed for a clock that is wrong', async () => {
    const times = [0, 240_000]
    const found = await lookAtHub(URL_OF_HUB, () => says({ ...INFO, nowMs: 240_000 }), '1.0.0', {
      now: () => times.shift() ?? NaN,
    })
    expect(found).toMatchObject({ kind: 'found', clockAheadMs: 0 })
  })

  it.each([
    ['the hub of one desk', { isEmbedded: true }, { kind: 'embedded', host }],
    [
      'a hub that wants a newer desk',
      { contract: { newest: HUB_CONTRACT.newest + 2, oldest: HUB_CONTRACT.newest + 1 } },
      { kind: 'deskTooOld', hubVersion: '1.4.0', deskVersion: '1.0.0' },
    ],
    [
      'a hub that is older than this desk',
      { contract: { newest: HUB_CONTRACT.newest - 1, oldest: 0 } },
      { kind: 'hubTooOld', hubVersion: '1.4.0', deskVersion: '1.0.0' },
    ],
  ])('is %s', async (_name, change, expected) => {
    expect(await look(() => says({ ...INFO, ...change }))).toEqual(expected)
  })

  it.each([
    ['a page', () => Promise.resolve(new Response('<html>Welcome</html>'))],
    ['another program that speaks JSON', () => says({ product: 'shop' })],
    ['a page that is not there', () => says({ error: 'unknownRoute', message: '' }, 404)],
    ['something that leads elsewhere', () => Promise.reject(new Error('net::ERR_UNSAFE_REDIRECT'))],
    ['something without TLS', () => Promise.reject(new Error('net::ERR_SSL_PROTOCOL_ERROR'))],
  ])('is no hub: %s', async (_name, answer) => {
    expect(await look(answer)).toEqual({ kind: 'notHub', host })
  })

  it.each([
    ['no such name', () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'))],
    ['nobody there', () => Promise.reject(new TypeError('fetch failed'))],
    ['silence', () => Promise.reject(new DOMException('The operation timed out', 'TimeoutError'))],
    ['a hub that starts', () => says({ status: 'notReady', reason: 'starting' }, 503)],
    ['a proxy whose hub is away', () => Promise.resolve(new Response('Bad Gateway', { status: 502 }))],
  ])('does not answer: %s', async (_name, answer) => {
    expect(await look(answer)).toEqual({ kind: 'unreachable', host })
  })

  it('answers, and waits for its database', async () => {
    const says503 = () => says({ status: 'notReady', reason: 'databaseAway' }, 503)
    expect(await look(says503)).toEqual({ kind: 'databaseAway', host })
  })

  it.each(['net::ERR_CERT_AUTHORITY_INVALID', 'net::ERR_CERT_DATE_INVALID', 'net::ERR_CERT_COMMON_NAME_INVALID'])(
    'cannot prove who it is: %s',
    async (message) => {
      expect(await look(() => Promise.reject(new Error(message)))).toEqual({ kind: 'certificate', host })
    },
  )
})

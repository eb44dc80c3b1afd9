import type { LookupAddress } from 'node:dns'

import { expect, it } from 'vitest'

import { pushAddressOf } from './push-address'
import { isPublicAddress, onlyPublic } from './public-address'

const taken = (endpoint: string, services: 'public' | 'localToo' = 'public') =>
  pushAddressOf(endpoint, services)?.href ?? null

it('[N1] takes the addresses of push services as browsers give them', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
    'https://web.push.apple.com/QGu',
    'https://wns2-par02p.notify.windows.com/w/?token=BQ%3d',
  ])
    expect(taken(endpoint)).toBe(endpoint)
})

it('[N1] takes nothing else: no other scheme or port, no login, no number however it is written, no bare name', () => {
  for (const endpoint of [
    '',
    'push.example.com',
    'http://push.example.com/a',
    'ftp://push.example.com/a',
    'https://push.example.com:8443/a',
    'https://a:b@push.example.com/a',
    'https://push.example.com/a#b',
    'https://localhost/a',
    'https://intranet/a',
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://127.1/a',
    'https://192.168.0.1./a',
    'https://[::1]/a',
    'https://[::ffff:10.0.0.1]/a',
    `https://push.example.com/${'a'.repeat(2000)}`,
  ])
    expect([endpoint, taken(endpoint)]).toEqual([endpoint, null])
})

it('[N1] this computer only where a test says so', () => {
  expect(taken('http://127.0.0.1:8080/push/1')).toBeNull()
  expect(taken('http://127.0.0.1:8080/push/1', 'localToo')).toBe('http://127.0.0.1:8080/push/1')
  expect(taken('http://10.0.0.1:8080/push/1', 'localToo')).toBeNull()
})

it('[N1] tells addresses of the open internet from those of networks at home', () => {
  const open = ['142.250.74.10', '8.8.8.8', '2a00:1450:4010:c0e::5f', '2606:4700::1111']
  const closed = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'push.example.com',
  ]
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([])
  expect(closed.filter(isPublicAddress)).toEqual([])
})

it('[N1] connects to no address at home, whatever name leads there', async () => {
  const connectTo = (...addresses: string[]) => {
    const known: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const look = onlyPublic((_name, _options, done) => {
      done(null, known)
    })
    return new Promise((resolve) => {
      look('push.example.com', { all: true }, (error, found) => {
        resolve(error ? error.message : found)
      })
    })
  }
  expect(await connectTo('8.8.8.8', '10.0.0.1', '::1')).toEqual([{ address: '8.8.8.8', family: 4 }])
  expect(await connectTo('169.254.169.254')).toMatch(/no address of the open internet/)
})

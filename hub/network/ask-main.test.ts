import { describe, expect, it } from 'vitest'

import type { HubQuestion } from '#shared/contract/hub-process'
import { ManualClock } from '#shared/lib/manual-clock'

import { MainsNetwork } from './ask-main'

const URL = 'https://api.avito.ru/'
const CHALLENGE = { host: 'proxy', port: 3128, realm: 'Firm', scheme: 'basic' }

function setUp() {
  const clock = new ManualClock()
  const asked: HubQuestion[] = []
  return { clock, asked, mains: new MainsNetwork((question) => asked.push(question), clock) }
}

describe('[I4] the way that main knows', () => {
  it('asks for each server and takes each answer to its own question, in whatever order', async () => {
    const { asked, mains } = setUp()
    const routes = [mains.resolveProxy(URL), mains.resolveProxy('https://api.hh.ru/')]
    expect(asked).toEqual([
      { type: 'askRoute', id: 1, url: URL },
      { type: 'askRoute', id: 2, url: 'https://api.hh.ru/' },
    ])
    mains.handle({ type: 'route', id: 2, said: 'DIRECT' })
    mains.handle({ type: 'route', id: 1, said: 'PROXY proxy:3128' })
    expect(await Promise.all(routes)).toEqual(['PROXY proxy:3128', 'DIRECT'])
  })

  it('gives up on a route that nobody names, as on a proxy that fails', async () => {
    const { clock, mains } = setUp()
    const route = mains.resolveProxy(URL)
    clock.advance(5_000)
    await expect(route).rejects.toMatchObject({ code: 'PROXY_FAILED' })
  })

  it('waits for no person: a login that comes later is for the next request', async () => {
    const { clock, asked, mains } = setUp()
    const first = mains.answer(CHALLENGE, null)
    clock.advance(3_000)
    expect(await first).toBeNull()
    mains.handle({ type: 'proxyLogin', id: 1, credentials: { user: 'anna', password: 'слово' } })
    const refused = { user: 'anna', password: 'нет' }
    const second = mains.answer(CHALLENGE, refused)
    expect(asked.at(-1)).toEqual({ type: 'askProxyLogin', id: 2, challenge: CHALLENGE, refused })
    mains.handle({ type: 'proxyLogin', id: 2, credentials: null })
    expect(await second).toBeNull()
  })
})

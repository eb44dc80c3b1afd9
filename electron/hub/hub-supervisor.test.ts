import { describe, expect, it } from 'vitest'

import { Emitter } from '#shared/lib/emitter'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import type { HubsWay } from './hub-network'
import { HubSupervisor, type HubChild } from './hub-supervisor'

class FakeHub implements HubChild {
  readonly heard: unknown[] = []
  isKilled = false
  say: (message: unknown) => void = () => {}
  exit: (code: number | null) => void = () => {}
  post(message: unknown) {
    this.heard.push(message)
  }
  kill() {
    this.isKilled = true
    this.exit(null)
  }
  onMessage(listener: (message: unknown) => void) {
    this.say = listener
  }
  onExit(listener: (code: number | null) => void) {
    this.exit = listener
  }
  ready(port: number) {
    this.say({ type: 'ready', port, databaseSetAside: null })
  }
}

function setUp(given: Partial<HubsWay> = {}) {
  const clock = new ManualClock()
  const hubs: FakeHub[] = []
  const changed = new Emitter<null>(() => undefined)
  const way: HubsWay = {
    resolveProxy: async () => 'DIRECT',
    answer: async () => null,
    onChanged: (listener) => changed.on(listener),
    ...given,
  }
  const supervisor = new HubSupervisor({
    fork: () => {
      const hub = new FakeHub()
      hubs.push(hub)
      return hub
    },
    start: () => ({ dataFolder: '/data', tokenKey: 'key', appVersion: '1', demoAvito: null }),
    way,
    firstPort: 0,
    newSecret: () => `secret-${hubs.length}`,
    clock,
    logger: silentLogger,
  })
  supervisor.launch()
  const last = () => {
    const hub = hubs.at(-1)
    if (!hub) throw new Error('no hub was started')
    return hub
  }
  return { clock, hubs, supervisor, last, changed }
}

describe('the embedded hub', () => {
  it('gets its secret by message and is ready when it says so', () => {
    const { supervisor, last } = setUp()
    expect(supervisor.connection).toEqual({ kind: 'starting' })
    expect(last().heard).toEqual([
      {
        type: 'start',
        dataFolder: '/data',
        tokenKey: 'key',
        appVersion: '1',
        demoAvito: null,
        secret: 'secret-0',
        port: 0,
      },
    ])
    last().ready(4000)
    expect(supervisor.connection).toEqual({
      kind: 'ready',
      url: 'http://127.0.0.1:4000',
      secret: 'secret-0',
      databaseSetAside: null,
    })
  })

  it('starts again after a crash with a new secret and the port that it had', () => {
    const { clock, hubs, supervisor, last } = setUp()
    last().ready(4000)
    last().exit(139)
    expect(supervisor.connection).toEqual({ kind: 'restarting', retryAtMs: clock.now() + 300 })
    clock.advance(300)
    expect(hubs).toHaveLength(2)
    expect(last().heard).toEqual([expect.objectContaining({ secret: 'secret-1', port: 4000 })])
  })

  it('waits longer after each crash, and starts at once again after a steady run', () => {
    const { clock, supervisor, last } = setUp()
    const delays: number[] = []
    const crash = () => {
      last().exit(1)
      const { connection } = supervisor
      if (connection.kind !== 'restarting') throw new Error(connection.kind)
      const delayMs = connection.retryAtMs - clock.now()
      delays.push(delayMs)
      clock.advance(delayMs)
    }
    for (let times = 0; times < 6; times += 1) crash()
    last().ready(4000)
    clock.advance(60_000)
    crash()
    expect(delays).toEqual([300, 1_000, 2_000, 5_000, 10_000, 10_000, 300])
  })

  it('stays failed until a person asks', () => {
    const { clock, hubs, supervisor, last } = setUp()
    last().say({ type: 'failed', reason: 'diskFull', detail: 'ENOSPC' })
    last().exit(1)
    clock.advance(600_000)
    expect(supervisor.connection).toEqual({ kind: 'failed', reason: 'diskFull', detail: 'ENOSPC' })
    expect(hubs).toHaveLength(1)
    supervisor.restart()
    expect(supervisor.connection).toEqual({ kind: 'starting' })
    expect(hubs).toHaveLength(2)
  })

  it('can be tried again when it failed but did not end', () => {
    const { hubs, supervisor, last } = setUp()
    const [first] = hubs
    last().say({ type: 'failed', reason: 'folderLocked', detail: '' })
    supervisor.restart()
    expect(first?.isKilled).toBe(true)
    expect(hubs).toHaveLength(2)
    expect(supervisor.connection).toEqual({ kind: 'starting' })
  })

  it('[I4] is told by which proxy and with which login, and of another way', async () => {
    const challenge = { host: 'proxy', port: 3128, realm: 'Firm', scheme: 'basic' }
    const credentials = { user: 'anna', password: 'слово' }
    const { last, changed } = setUp({
      resolveProxy: async (url) => `PROXY proxy:3128 for ${url}`,
      answer: async (asked, refused) => (asked.realm === 'Firm' && refused === null ? credentials : null),
    })
    const answers = async (question: object) => {
      const before = last().heard.length
      last().say(question)
      await expect.poll(() => last().heard.length).toBe(before + 1)
      return last().heard.at(-1)
    }
    expect(await answers({ type: 'askRoute', id: 1, url: 'https://api.avito.ru/' })).toEqual({
      type: 'route',
      id: 1,
      said: 'PROXY proxy:3128 for https://api.avito.ru/',
    })
    const asked = { type: 'askProxyLogin', challenge }
    expect(await answers({ ...asked, id: 2, refused: null })).toEqual({ type: 'proxyLogin', id: 2, credentials })
    expect(await answers({ ...asked, id: 3, refused: credentials })).toEqual({
      type: 'proxyLogin',
      id: 3,
      credentials: null,
    })
    changed.emit(null)
    expect(last().heard.at(-1)).toEqual({ type: 'networkChanged' })
  })

  it('[I4] that has ended in between gets no answer, and neither does the next', async () => {
    let say: (route: string) => void = () => undefined
    const { clock, hubs, last } = setUp({ resolveProxy: () => new Promise((resolve) => (say = resolve)) })
    last().say({ type: 'askRoute', id: 1, url: 'https://api.avito.ru/' })
    last().exit(1)
    clock.advance(300)
    say('DIRECT')
    await Promise.resolve()
    expect(hubs.map(({ heard }) => heard.length)).toEqual([1, 1])
  })

  it('ignores what it does not understand', () => {
    const { supervisor, last } = setUp()
    for (const message of [null, 'ready', { type: 'ready' }, { type: 'dance' }]) last().say(message)
    expect(supervisor.connection).toEqual({ kind: 'starting' })
  })

  it('ends in order, and is not started again', async () => {
    const { clock, hubs, supervisor, last } = setUp()
    last().ready(4000)
    const stopped = supervisor.stop()
    expect(last().heard.at(-1)).toEqual({ type: 'stop' })
    last().exit(0)
    await stopped
    clock.advance(60_000)
    expect(hubs).toHaveLength(1)
    expect(last().isKilled).toBe(false)
  })

  it('is killed when it does not end within three seconds', async () => {
    const { clock, supervisor, last } = setUp()
    const stopped = supervisor.stop()
    clock.advance(3_000)
    await stopped
    expect(last().isKilled).toBe(true)
  })

  it('is not started when the wait ends after a stop', async () => {
    const { clock, hubs, supervisor, last } = setUp()
    last().exit(1)
    await supervisor.stop()
    clock.advance(60_000)
    expect(hubs).toHaveLength(1)
  })
})

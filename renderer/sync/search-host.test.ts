import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'
import { expect, it, vi } from 'vitest'

import { SearchHost, type SearchWorkerLike } from './search-host'
import type { FromSearch, ToSearch } from './search-messages'

class FakeWorker implements SearchWorkerLike {
  readonly received: ToSearch[] = []
  onmessage: SearchWorkerLike['onmessage'] = null
  onerror: SearchWorkerLike['onerror'] = null
  readonly terminate = vi.fn()

  postMessage(message: ToSearch): void {
    this.received.push(message)
  }

  say(data: FromSearch): void {
    this.onmessage?.({ data } as MessageEvent<FromSearch>)
  }
}

const QUERY = { scope: { kind: 'all' }, search: 'а', filters: null, limit: 1 } as const

function makeHost(createWorker?: () => SearchWorkerLike) {
  const clock = new ManualClock()
  const workers: FakeWorker[] = []
  const onIndexed = vi.fn()
  const host = new SearchHost({
    databaseName: 'desk',
    key: null,
    clock,
    logger: silentLogger,
    onIndexed,
    createWorker:
      createWorker ??
      (() => {
        const worker = new FakeWorker()
        workers.push(worker)
        return worker
      }),
  })
  return { clock, host, workers, onIndexed }
}

it('[F1] starts its worker with the first question and matches answers to questions', async () => {
  const { host, workers, onIndexed } = makeHost()
  expect(workers).toEqual([])
  const first = host.find(QUERY)
  const second = host.fetchOptions()
  expect(workers).toHaveLength(1)
  expect(workers[0]?.received).toEqual([
    { type: 'start', databaseName: 'desk', key: null },
    { type: 'find', requestId: 1, query: QUERY },
    { type: 'options', requestId: 2 },
  ])
  workers[0]?.say({ type: 'options', requestId: 2, options: { subjects: [], stages: [] } })
  workers[0]?.say({ type: 'found', requestId: 1, answer: null })
  workers[0]?.say({ type: 'indexed' })
  expect(await first).toBeNull()
  expect(await second).toEqual({ subjects: [], stages: [] })
  expect(onIndexed).toHaveBeenCalledTimes(1)
})

it('[F1] leaves no question open when the worker fails, and starts another one later', async () => {
  const { clock, host, workers } = makeHost()
  const asked = host.find(QUERY)
  workers[0]?.say({ type: 'failed' })
  expect(await asked).toBeNull()
  expect(workers[0]?.terminate).toHaveBeenCalledTimes(1)
  expect(await host.find(QUERY)).toBeNull()
  expect(workers).toHaveLength(1)
  clock.advance(30_000)
  void host.find(QUERY)
  expect(workers).toHaveLength(2)
  host.dispose()
  expect(await host.find(QUERY)).toBeNull()
})

it('[F1] what is on the screen asks again once a worker that failed may be started anew', () => {
  const { clock, host, workers, onIndexed } = makeHost()
  void host.find(QUERY)
  workers[0]?.say({ type: 'failed' })
  expect(onIndexed).not.toHaveBeenCalled()
  clock.advance(30_000)
  expect(onIndexed).toHaveBeenCalledTimes(1)
})

it('[O3] begins anew at once when the cache is open again, and asks nothing where nobody has searched', async () => {
  const { clock, host, workers, onIndexed } = makeHost()
  host.beginAnew()
  expect([workers.length, onIndexed.mock.calls.length]).toEqual([0, 0])
  const asked = host.find(QUERY)
  host.beginAnew()
  expect(await asked).toBeNull()
  expect(workers[0]?.terminate).toHaveBeenCalledTimes(1)
  void host.find(QUERY)
  workers[1]?.say({ type: 'failed' })
  host.beginAnew()
  void host.find(QUERY)
  expect(workers).toHaveLength(3)
  clock.advance(30_000)
  expect(onIndexed).toHaveBeenCalledTimes(2)
})

it('[F1] goes without where no worker can be made', async () => {
  const { host } = makeHost(() => {
    throw new Error('no workers here')
  })
  expect(await host.find(QUERY)).toBeNull()
})

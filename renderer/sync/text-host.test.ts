import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'
import { expect, it, vi } from 'vitest'

import { TextHost, type TextWorkerLike } from './text-host'
import type { FromText, ToText } from './text-messages'

class FakeWorker implements TextWorkerLike {
  onmessage: ((event: MessageEvent<FromText>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  readonly told: ToText[] = []
  isEnded = false

  postMessage(message: ToText): void {
    this.told.push(message)
  }

  terminate(): void {
    this.isEnded = true
  }

  says(message: FromText): void {
    this.onmessage?.({ data: message } as MessageEvent<FromText>)
  }
}

function makeRig(keepsUp = true) {
  const clock = new ManualClock()
  const workers: FakeWorker[] = []
  const onIndexed = vi.fn()
  const host = new TextHost({
    databaseName: 'desk',
    key: null,
    createWorker: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    clock,
    logger: silentLogger,
    onIndexed,
    keepsUp,
  })
  return { clock, workers, host, onIndexed }
}

const FOUND = { hits: [], count: 0, index: { kind: 'ready' } } as const

it('[O4] starts nothing until somebody searches or the start is long over', () => {
  const { clock, workers } = makeRig()
  clock.advance(119_000)
  expect(workers).toHaveLength(0)
  clock.advance(1_000)
  expect(workers[0]?.told).toEqual([{ type: 'start', databaseName: 'desk', key: null }, { type: 'rest' }])
})

it('[O4] starts nothing by itself in a window that does not keep the index', () => {
  const { clock, workers } = makeRig(false)
  clock.advance(10_000_000)
  expect(workers).toHaveLength(0)
})

it('[F3] asks, and ends the worker when nobody has asked for a while and everything is written', async () => {
  const { clock, workers, host } = makeRig()
  const answer = host.find({ typed: 'договор', limit: 12 })
  const [worker] = workers
  expect(worker?.told.at(-1)).toEqual({ type: 'find', requestId: 1, query: { typed: 'договор', limit: 12 } })
  worker?.says({ type: 'found', requestId: 1, found: FOUND })
  expect(await answer).toBe(FOUND)
  clock.advance(60_000)
  expect(worker?.told.at(-1)).toEqual({ type: 'rest' })
  worker?.says({ type: 'rested' })
  expect(worker?.isEnded).toBe(true)
})

it('[F3] tells the worker that nobody looks any more when the last who looked has left', () => {
  const { workers, host } = makeRig()
  const [one, other] = [host.look(), host.look()]
  void host.find({ typed: 'договор', limit: 12 })
  one.dispose()
  expect(workers[0]?.told.at(-1)?.type).toBe('find')
  other.dispose()
  expect(workers[0]?.told.at(-1)).toEqual({ type: 'left' })
})

it('keeps the worker when somebody asked again before it had rested', () => {
  const { clock, workers, host } = makeRig()
  void host.find({ typed: 'договор', limit: 12 })
  clock.advance(60_000)
  void host.find({ typed: 'аренда', limit: 12 })
  workers[0]?.says({ type: 'rested' })
  expect(workers[0]?.isEnded).toBe(false)
})

it('[C9] starts at once when somebody’s data was erased', () => {
  const { clock, workers, host } = makeRig()
  host.handleChange({ erased: true })
  clock.advance(1_000)
  expect(workers).toHaveLength(1)
})

it('answers that it cannot say while a worker that died is not started again', async () => {
  const { clock, workers, host, onIndexed } = makeRig()
  const answer = host.find({ typed: 'договор', limit: 12 })
  workers[0]?.says({ type: 'failed' })
  expect((await answer).index).toEqual({ kind: 'unavailable' })
  expect((await host.find({ typed: 'договор', limit: 12 })).index).toEqual({ kind: 'unavailable' })
  clock.advance(30_000)
  expect(onIndexed).toHaveBeenCalled()
  void host.find({ typed: 'договор', limit: 12 })
  expect(workers).toHaveLength(2)
  host.dispose()
  expect(workers[1]?.isEnded).toBe(true)
})

it('[F3] goes on with the index by itself after a failure, also where nobody searches', () => {
  const { clock, workers } = makeRig()
  clock.advance(120_000)
  workers[0]?.says({ type: 'failed' })
  clock.advance(30_000 + 119_000)
  expect(workers).toHaveLength(1)
  clock.advance(1_000)
  expect(workers[1]?.told.at(-1)).toEqual({ type: 'rest' })
})

it('[O3] begins anew when the cache is open again: whoever searches asks at once, the index is gone on with later', async () => {
  const { clock, workers, host, onIndexed } = makeRig()
  host.beginAnew()
  expect(onIndexed).not.toHaveBeenCalled()
  clock.advance(120_000)
  const answer = host.find({ typed: 'договор', limit: 12 })
  host.beginAnew()
  expect((await answer).index).toEqual({ kind: 'unavailable' })
  expect([workers[0]?.isEnded, onIndexed.mock.calls.length]).toEqual([true, 1])
  void host.find({ typed: 'договор', limit: 12 })
  workers[1]?.says({ type: 'failed' })
  host.beginAnew()
  expect(onIndexed).toHaveBeenCalledTimes(2)
  clock.advance(120_000)
  expect(workers[2]?.told.at(-1)).toEqual({ type: 'rest' })
  expect(onIndexed).toHaveBeenCalledTimes(2)
})

it('[O4] tells the worker that somebody writes, also one that is started meanwhile', () => {
  const { workers, host } = makeRig()
  host.setWriting(true)
  void host.find({ typed: 'договор', limit: 12 })
  expect(workers[0]?.told.slice(0, 2)).toEqual([
    { type: 'start', databaseName: 'desk', key: null },
    { type: 'writing', isWriting: true },
  ])
  host.setWriting(false)
  expect(workers[0]?.told.at(-1)).toEqual({ type: 'writing', isWriting: false })
})

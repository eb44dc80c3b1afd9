import { describe, expect, it } from 'vitest'

import { localCacheChanges } from './cache-changes'
import { observe } from './live-read'

/** A read that is answered when the test says so. */
class SlowRead {
  readonly waiting: ((value: number) => void)[] = []
  readonly fail: ((error: Error) => void)[] = []

  readonly read = (): Promise<{ value: number }> =>
    new Promise((resolve, reject) => {
      this.waiting.push((value) => {
        resolve({ value })
      })
      this.fail.push(reject)
    })
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

function start() {
  const changes = localCacheChanges()
  const source = new SlowRead()
  const heard: number[] = []
  const errors: unknown[] = []
  const subscription = observe(changes, {
    read: source.read,
    concerns: (change) => change.calls === true,
    listener: ({ value }) => heard.push(value),
    onError: (error) => errors.push(error),
  })
  return { changes, source, heard, errors, subscription }
}

describe('a live read', () => {
  it('reads at once and again for what concerns it', async () => {
    const { changes, source, heard } = start()
    source.waiting[0]?.(1)
    await settle()
    changes.publish({ channels: true })
    changes.publish({ calls: true })
    source.waiting[1]?.(2)
    await settle()
    expect([heard, source.waiting.length]).toEqual([[1, 2], 2])
  })

  it('reads once more for many changes during a read', async () => {
    const { changes, source, heard } = start()
    for (let change = 0; change < 5; change += 1) changes.publish({ calls: true })
    source.waiting[0]?.(1)
    await settle()
    source.waiting[1]?.(2)
    await settle()
    expect([heard, source.waiting.length]).toEqual([[1, 2], 2])
  })

  it('says nothing when the answer is the same', async () => {
    const { changes, source, heard } = start()
    source.waiting[0]?.(1)
    await settle()
    changes.publish({ everything: true })
    source.waiting[1]?.(1)
    await settle()
    expect(heard).toEqual([1])
  })

  it('is silent once disposed, also for an answer that was on its way', async () => {
    const { changes, source, heard, subscription } = start()
    subscription.dispose()
    subscription.dispose()
    source.waiting[0]?.(1)
    await settle()
    changes.publish({ calls: true })
    expect([heard, source.waiting.length]).toEqual([[], 1])
  })

  it('reports a failed read and goes on with the next change', async () => {
    const { changes, source, heard, errors } = start()
    source.fail[0]?.(new Error('disk'))
    await settle()
    changes.publish({ calls: true })
    source.waiting[1]?.(2)
    await settle()
    expect([errors.length, heard]).toEqual([1, [2]])
  })
})

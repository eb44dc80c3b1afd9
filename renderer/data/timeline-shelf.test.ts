import { describe, expect, it } from 'vitest'

import type { ChatId } from '#shared/domain/ids'

import { localCacheChanges } from './cache-changes'
import { demoId, demoMessage } from './demo-rows'
import type { TimelinePage } from './desk-data'
import { TimelineShelf } from './timeline-shelf'

const ONE = demoId<ChatId>('chat', 1)
const TWO = demoId<ChatId>('chat', 2)

function makeShelf() {
  const changes = localCacheChanges()
  const asked: string[] = []
  const answers: { resolve: (page: TimelinePage) => void; reject: (error: Error) => void }[] = []
  const shelf = new TimelineShelf({
    changes,
    read: (id, limit) => {
      asked.push(`${id} ${String(limit)}`)
      return new Promise((resolve, reject) => answers.push({ resolve, reject }))
    },
  })
  return { shelf, changes, asked, answers }
}

const page = (count: number): TimelinePage => ({
  messages: [demoMessage(count, 1, 0)],
  hasOlder: false,
  isBehind: false,
})

describe('the ends of conversations that were opened last', () => {
  it('[F3] are read once, and known at once when they are opened again', async () => {
    const { shelf, asked, answers } = makeShelf()
    const ahead = shelf.read(ONE, 60)
    expect(shelf.peek(ONE, 60)).toBeNull()
    const shown = shelf.read(ONE, 60)
    answers[0]?.resolve(page(1))
    expect(await ahead).toBe(await shown)
    expect(shelf.peek(ONE, 60)).toEqual(page(1))
    expect(asked).toEqual([`${ONE} 60`])
  })

  it('are read anew after a change of that conversation, and of no other', async () => {
    const { shelf, changes, asked, answers } = makeShelf()
    const reads = [shelf.read(ONE, 60), shelf.read(TWO, 60)]
    for (const answer of answers) answer.resolve(page(1))
    await Promise.all(reads)
    changes.publish({ timelines: [ONE] })
    expect([shelf.peek(ONE, 60), shelf.peek(TWO, 60)]).toEqual([null, page(1)])
    void shelf.read(ONE, 60)
    expect(asked).toEqual([`${ONE} 60`, `${TWO} 60`, `${ONE} 60`])
    changes.publish({ everything: true })
    expect(shelf.peek(TWO, 60)).toBeNull()
  })

  it('do not keep what was read before a change, however late it comes', async () => {
    const { shelf, changes, answers } = makeShelf()
    const before = shelf.read(ONE, 60)
    changes.publish({ timelines: [ONE] })
    const after = shelf.read(ONE, 60)
    answers[1]?.resolve(page(2))
    await after
    answers[0]?.resolve(page(1))
    await before
    expect(shelf.peek(ONE, 60)).toEqual(page(2))
  })

  it('are of one length, and a failed read is tried again', async () => {
    const { shelf, asked, answers } = makeShelf()
    const read = shelf.read(ONE, 60)
    answers[0]?.resolve(page(1))
    await read
    expect(shelf.peek(ONE, 120)).toBeNull()
    const longer = shelf.read(ONE, 120)
    answers[1]?.reject(new Error('no'))
    await expect(longer).rejects.toThrow('no')
    void shelf.read(ONE, 120)
    expect(asked).toEqual([`${ONE} 60`, `${ONE} 120`, `${ONE} 120`])
  })

  it('are forgotten beyond a number, the longest unused first', async () => {
    const { shelf, answers } = makeShelf()
    const ids = Array.from({ length: 46 }, (_, index) => demoId<ChatId>('chat', index + 1))
    const reads = ids.map((id) => shelf.read(id, 60))
    for (const answer of answers) answer.resolve(page(1))
    await Promise.all(reads)
    expect(ids.filter((id) => shelf.peek(id, 60) !== null)).toEqual(ids.slice(6))
  })
})

import { describe, expect, it } from 'vitest'

import { LogFollower } from './log-follower'
import type { CommittedChange } from './store'

/** A log that can be read when the test lets it. */
function rig(upTo = 0) {
  const log: CommittedChange[] = []
  const announced: number[] = []
  let missed = 0
  let cut = 0
  let isAway = false
  const follower = new LogFollower(
    {
      atOnce: 2,
      read: async (seq) => {
        await Promise.resolve()
        if (isAway) throw new Error('away')
        return log.filter((change) => change.seq > seq).slice(0, 2)
      },
      cutUpTo: () => Promise.resolve(cut),
      announce: (changes) => announced.push(...changes.map(({ seq }) => seq)),
      missed: () => (missed += 1),
    },
    upTo,
  )
  return {
    follower,
    announced,
    missed: () => missed,
    add: (...seqs: number[]) => log.push(...seqs.map((seq) => ({ seq, entity: 'chat' as const, id: String(seq) }))),
    cutTo: (seq: number) => {
      cut = seq
      log.splice(0, log.length, ...log.filter((change) => change.seq > seq))
    },
    setAway: (away: boolean) => (isAway = away),
  }
}

describe('following the change log', () => {
  it('announces each change once and in order, also what is committed while it reads', async () => {
    const { follower, announced, add, missed } = rig()
    add(1, 2, 3)
    const first = follower.follow()
    add(5)
    const second = follower.follow()
    expect(follower.follow()).toBe(second)
    await Promise.all([first, second])
    expect(announced).toEqual([1, 2, 3, 5])
    await follower.follow()
    expect(announced).toEqual([1, 2, 3, 5])
    expect(missed()).toBe(0)
  })

  it('begins where the log stood', async () => {
    const { follower, announced, add } = rig(4)
    add(3, 4, 5)
    await follower.follow()
    expect(announced).toEqual([5])
  })

  it('reads on from the same place after a failure', async () => {
    const { follower, announced, add, setAway } = rig()
    add(1)
    setAway(true)
    const failing = follower.follow()
    const waiting = follower.follow()
    await expect(failing).rejects.toThrow('away')
    await expect(waiting).rejects.toThrow('away')
    setAway(false)
    await follower.follow()
    expect(announced).toEqual([1])
  })

  it('says that changes were cut before it read them', async () => {
    const { follower, announced, add, cutTo, missed } = rig(1)
    add(2, 3, 4, 6)
    cutTo(4)
    await follower.follow()
    expect([announced, missed()]).toEqual([[6], 1])
  })
})

describe('what was committed here', () => {
  const committed = (...seqs: number[]) => seqs.map((seq) => ({ seq, entity: 'chat' as const, id: String(seq) }))

  it('is announced without being read where it goes on from what was announced', async () => {
    const { follower, announced, setAway } = rig(4)
    setAway(true)
    await follower.followOwn(committed(5, 6))
    await follower.followOwn(committed(7))
    expect(announced).toEqual([5, 6, 7])
  })

  it('is read with what others committed before it, and each is announced once, in order', async () => {
    const { follower, announced, add } = rig()
    add(1, 2)
    await follower.followOwn(committed(2))
    expect(announced).toEqual([1, 2])
    await follower.followOwn(committed(1))
    expect(announced).toEqual([1, 2])
  })

  it('waits for a look that is under way', async () => {
    const { follower, announced, add } = rig()
    add(1)
    const looking = follower.follow()
    add(2)
    await Promise.all([follower.followOwn(committed(2)), looking])
    expect(announced).toEqual([1, 2])
  })

  it('is read where its numbers have a hole', async () => {
    const { follower, announced, add } = rig()
    add(1, 3)
    await follower.followOwn(committed(1, 3))
    expect(announced).toEqual([1, 3])
  })
})

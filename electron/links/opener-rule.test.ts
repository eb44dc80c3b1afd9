import { describe, expect, it } from 'vitest'

import type { NoteFile } from '../note-file'
import { ruledOpeners, type OpenerRule } from './opener-rule'

function start(rule: OpenerRule | null, note: { value: boolean | null } = { value: null }) {
  const asked: boolean[] = []
  const taken: NoteFile<boolean> = { load: () => note.value, save: (value) => (note.value = value) }
  const openers = ruledOpeners(
    {
      list: () => [],
      set: (isOurs) => {
        asked.push(isOurs)
        return []
      },
    },
    rule,
    taken,
  )
  return { openers, asked, note }
}

describe('[K16] who opens links, where the company has a word in it', () => {
  it('[I2] a lock is asked of the system at every start, and the person cannot change it', () => {
    const { openers, asked } = start({ rule: 'locked', isOurs: true })
    openers.set(false)
    expect(asked).toEqual([true])
  })

  it('[I2] a preset is asked for once, so that what the person chose stays, and again when it changes', () => {
    const first = start({ rule: 'preset', isOurs: true })
    first.openers.set(false)
    expect(first.asked).toEqual([true, false])
    expect(start({ rule: 'preset', isOurs: true }, first.note).asked).toEqual([])
    expect(start({ rule: 'preset', isOurs: false }, first.note).asked).toEqual([false])
  })

  it('without a word of the company the system is left alone', () => {
    const { openers, asked } = start(null)
    expect(asked).toEqual([])
    openers.set(true)
    expect(asked).toEqual([true])
  })
})

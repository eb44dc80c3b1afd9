import { describe, expect, it } from 'vitest'

import { Mailbox } from './mailbox'

describe('mailbox', () => {
  it('keeps what nobody heard for the next listener, in order, once', () => {
    const box = new Mailbox<number>(() => undefined)
    const heard: string[] = []
    box.post(1)
    box.post(2)
    const first = box.on((value) => heard.push(`a${String(value)}`))
    box.post(3)
    first.dispose()
    first.dispose()
    box.post(4)
    box.on((value) => heard.push(`b${String(value)}`))
    expect(heard).toEqual(['a1', 'a2', 'a3', 'b4'])
  })
})

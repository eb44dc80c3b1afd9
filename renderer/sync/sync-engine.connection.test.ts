import { SYNC_CLOSE } from '#shared/contract/sync'
import type { ChatId } from '#shared/domain/ids'
import { beforeEach, describe, expect, it } from 'vitest'

import { demoId } from '../data/demo-rows'
import { ModelHub } from './testing/model-hub'
import { TestDesk } from './testing/test-desk'

const chat1 = demoId<ChatId>('chat', 1)

let hub: ModelHub
let desk: TestDesk

beforeEach(() => {
  hub = new ModelHub()
  desk = new TestDesk(hub)
})

describe('the connection', () => {
  it('says since when it is offline, and comes back by itself', async () => {
    await desk.start()
    const sinceMs = desk.clock.now()
    hub.isDown = true
    hub.dropAll()
    expect(desk.statuses.at(-1)).toEqual({ kind: 'offline', sinceMs })
    await desk.clock.advanceAsync(20_000)
    expect(desk.statuses.at(-1)).toEqual({ kind: 'offline', sinceMs })
    hub.isDown = false
    await desk.untilLive()
    expect(desk.statuses.slice(-2)).toEqual([{ kind: 'catchingUp' }, { kind: 'online' }])
  })

  it('tries at once when the network is back', async () => {
    hub.isDown = true
    desk.connect()
    await desk.until('a failure', () => desk.engine.state.kind === 'waiting')
    hub.isDown = false
    desk.engine.handleOnline()
    expect(desk.engine.state).toEqual({ kind: 'connecting', attempt: 0 })
    await desk.untilLive()
  })

  it('moves to a restarted hub at once', async () => {
    await desk.start()
    desk.engine.setHub({ url: 'http://127.0.0.1:2', secret: 'other' })
    expect(desk.engine.state).toEqual({ kind: 'connecting', attempt: 0 })
    await desk.untilLive()
    desk.engine.setHub({ url: 'http://127.0.0.1:2', secret: 'other' })
    expect(desk.engine.state).toEqual({ kind: 'live' })
  })

  it('gives up a hub that is silent', async () => {
    await desk.start()
    hub.isSilent = true
    await desk.clock.advanceAsync(29_000)
    expect(desk.statuses.at(-1)).toEqual({ kind: 'online' })
    await desk.clock.advanceAsync(2_000)
    expect(desk.statuses.at(-1)?.kind).toBe('offline')
  })

  it('stops at a hub of another protocol', async () => {
    hub.protocol = 99
    desk.connect()
    await desk.until('a verdict', () => desk.engine.state.kind === 'outdated')
    expect(desk.statuses).toEqual([{ kind: 'outdated' }])
    expect(desk.clock.pendingTimers).toBe(0)
  })

  it('stops when the hub refuses this desk’s protocol', async () => {
    await desk.start()
    hub.closeWith(SYNC_CLOSE.protocolMismatch)
    expect(desk.engine.state).toEqual({ kind: 'outdated' })
  })

  it('leaves no timer behind when disposed', async () => {
    await desk.start()
    desk.engine.dispose()
    desk.engine.dispose()
    expect(desk.clock.pendingTimers).toBe(0)
  })

  it('[M14] tells of typing at most every three seconds', async () => {
    await desk.start()
    for (let second = 0; second < 7; second += 1) {
      desk.engine.sendTyping(chat1)
      desk.clock.advance(1000)
    }
    expect(hub.typing).toEqual([chat1, chat1, chat1])
    hub.typesInChat(chat1, 'Анна')
    expect(desk.typing).toEqual(['Анна'])
  })
})

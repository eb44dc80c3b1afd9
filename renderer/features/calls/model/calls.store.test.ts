// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'

import type { RequestsOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { CallSnapshot } from '#shared/domain/call'
import type { CallId, ChatId } from '#shared/domain/ids'
import { err, ok } from '#shared/lib/result'

import { aCall } from '../../../testing/a-call'
import { createCallsStore } from './calls.store'

const ID = '01890000-0000-7000-8000-000000000001' as CallId
const OTHER = '01890000-0000-7000-8000-000000000002' as CallId

function setUp(list: readonly CallSnapshot[] = []) {
  let tell: (calls: CallSnapshot[]) => void = () => undefined
  const dispose = vi.fn()
  const done = async () => ok(null)
  const requests = {
    list: vi.fn(async () => [...list]),
    startCall: vi.fn<RequestsOf<CallsContract>['startCall']>(async () => ok(ID)),
    startPageCall: vi.fn<RequestsOf<CallsContract>['startPageCall']>(async () => ID),
    answer: vi.fn(done),
    endAndAnswer: vi.fn(done),
    pickUp: vi.fn(async () => ({ ok: true as const, value: ID })),
    transfer: vi.fn(done),
    connect: vi.fn(done),
    join: vi.fn(done),
    separate: vi.fn(done),
    decline: vi.fn(done),
    hangUp: vi.fn(done),
    hold: vi.fn(done),
    resume: vi.fn(done),
    setMuted: vi.fn(done),
    sendDtmf: vi.fn(done),
    openChat: vi.fn(done),
    assign: vi.fn(done),
  }
  const dialWithoutLine = vi.fn<(number: string) => Promise<boolean | null>>(async () => null)
  const store = createCallsStore({
    requests,
    dialWithoutLine,
    onListChanged: (listener) => {
      tell = listener
      return { dispose }
    },
  })
  return { store, requests, dialWithoutLine, dispose, tell: (calls: CallSnapshot[]) => tell(calls) }
}

describe('the projection of main’s calls', () => {
  it('takes the list that main has at the start', async () => {
    const { store } = setUp([aCall({ kind: 'incoming' })])
    await vi.waitFor(() => expect(store.getState().calls).toHaveLength(1))
  })

  it('does not let a late answer undo a newer event', async () => {
    const { store, tell, requests } = setUp([])
    tell([aCall({ kind: 'incoming' })])
    await requests.list.mock.results[0]?.value
    expect(store.getState().calls).toHaveLength(1)
  })

  it('forgets the chosen tab once that call has ended', () => {
    const { store, tell } = setUp()
    store.choose(ID)
    tell([aCall({ kind: 'calling' })])
    expect(store.getState().chosen).toBe(ID)
    tell([aCall({ kind: 'ended', outcome: 'busy', reason: 'busy', durationMs: 0 })])
    expect(store.getState().chosen).toBeNull()
  })

  it('[K9] follows the voice to whoever is answered, whichever call was chosen before', () => {
    const { store, tell } = setUp()
    const first = aCall({ kind: 'active', answeredAtMs: 1_000 })
    const second = { ...aCall({ kind: 'incoming' }), id: OTHER }
    store.choose(ID)
    tell([first, second])
    expect(store.getState().chosen).toBe(ID)
    const answered = { ...aCall({ kind: 'active', answeredAtMs: 2_000 }), id: OTHER }
    tell([{ ...first, isHeld: true }, answered])
    expect(store.getState().chosen).toBe(OTHER)
    // Looked at meanwhile, it stays until the voice moves again.
    store.choose(ID)
    tell([
      { ...first, isHeld: true },
      { ...answered, isMuted: true },
    ])
    expect(store.getState().chosen).toBe(ID)
    tell([
      { ...first, isHeld: true },
      { ...answered, isHeld: true },
    ])
    tell([{ ...first, isHeld: true }, answered])
    expect(store.getState().chosen).toBe(OTHER)
  })

  it('[K9] stays with the chosen call when others come into its conference', () => {
    const { store, tell } = setUp()
    const joined = { ...aCall({ kind: 'active', answeredAtMs: 1_000 }), isJoined: true }
    tell([joined])
    store.choose(ID)
    tell([joined, { ...joined, id: OTHER }])
    expect(store.getState().chosen).toBe(ID)
  })

  it('[K1] keeps why an attempt led to no call, until the next', async () => {
    const { store, requests } = setUp()
    requests.startCall.mockResolvedValueOnce(err({ reason: 'noAccount' }))
    expect(await store.startCall('101')).toBe(false)
    expect(store.getState().refused).toEqual({ number: '101', refusal: 'noAccount' })
    expect(await store.startCall('101')).toBe(true)
    expect(store.getState()).toMatchObject({ refused: null, chosen: ID })
  })

  it('[D2] calls with the desk phone where the computer has no line', async () => {
    const { store, requests, dialWithoutLine } = setUp()
    dialWithoutLine.mockResolvedValue(true)
    requests.startCall.mockResolvedValueOnce(err({ reason: 'noAccount' }))
    expect(await store.startCall('101')).toBe(true)
    requests.startCall.mockResolvedValueOnce(err({ reason: 'notRegistered' }))
    expect(await store.startCall('102')).toBe(false)
    expect(dialWithoutLine.mock.calls).toEqual([['101']])
    expect(store.getState().refused).toEqual({ number: '102', refusal: 'notRegistered' })
  })

  it('[K6] calls again the way it was called', async () => {
    const { store, requests } = setUp()
    const ended = { kind: 'ended', outcome: 'noAnswer', reason: 'noAnswer', durationMs: 0 } as const
    const chatId = '01890000-0000-7000-8000-000000000700' as ChatId
    const presentation = { number: '+74951234567', note: 'Звонят' }
    const call = aCall(ended, { chatId, presentation })
    await store.redial(call)
    expect(requests.startCall.mock.calls).toEqual([
      [{ number: call.number, chatId, accountId: call.accountId, presentation }],
    ])
    await store.redial({ ...call, route: 'page', accountId: null, number: '' })
    expect(requests.startPageCall.mock.calls).toEqual([[{ chatId, presentation }]])
    expect([store.getState().chosen, requests.startCall.mock.calls.length]).toEqual([ID, 1])
  })

  it('asks main and decides nothing', async () => {
    const { store, requests } = setUp()
    await store.setHeld(ID, true)
    await store.setHeld(ID, false)
    await store.sendDtmf(ID, '5')
    expect([requests.hold.mock.calls, requests.resume.mock.calls, requests.sendDtmf.mock.calls]).toEqual([
      [[{ id: ID }]],
      [[{ id: ID }]],
      [[{ id: ID, digits: '5' }]],
    ])
    expect(store.getState().calls).toEqual([])
  })

  it('stops listening when disposed', () => {
    const { store, dispose } = setUp()
    store.dispose()
    expect(dispose).toHaveBeenCalledOnce()
  })
})

import { beforeEach, describe, expect, it } from 'vitest'

import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import type { HeadsetCommand, HeadsetHost } from '#shared/domain/headset/keys'
import type { CallId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { err, ok } from '#shared/lib/result'
import { FakeMediaPort } from '../sip/testing/fake-media-port'
import { HeadsetDirector } from './headset-director'

const DARK: HeadsetHost = { isRinging: false, isOffHook: false, isMuted: false, isHeld: false }

let clock: ManualClock
let media: FakeMediaPort
let director: HeadsetDirector
let hosts: HeadsetHost[]
let choices: string[]
let asked: string[]
let tested: string[]

function call(phase: CallPhase, more: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    id: 'one' as CallId,
    route: 'phone',
    accountId: null,
    direction: 'incoming',
    number: '100',
    presentation: null,
    name: null,
    chatId: null,
    subject: null,
    lastLine: null,
    phase,
    startedAtMs: 1,
    isMuted: false,
    isHeld: false,
    isHeldRemotely: false,
    isChangingHold: false,
    quality: null,
    notice: null,
    transfer: null,
    isJoined: false,
    ...more,
  }
}

const TALK = call({ kind: 'active', answeredAtMs: 2 })
const RING = call({ kind: 'incoming' }, { id: 'two' as CallId })

async function press(command: HeadsetCommand): Promise<void> {
  media.report('headsetCommanded', command)
  await clock.advanceAsync(0)
}

beforeEach(() => {
  clock = new ManualClock()
  media = new FakeMediaPort()
  hosts = []
  choices = []
  asked = []
  tested = []
  Object.assign(media.requests, {
    setHeadsetHost: (host) => {
      hosts.push(host)
      return Promise.resolve(null)
    },
    setHeadset: ({ choice }) => {
      choices.push(choice)
      return Promise.resolve(null)
    },
  } satisfies Partial<FakeMediaPort['requests']>)
  const note =
    (name: string) =>
    ({ id, muted }: { readonly id: CallId; readonly muted?: boolean }) => {
      asked.push([name, id, muted].filter((part) => part !== undefined).join(' '))
      return id === 'gone' ? err({ reason: 'unknownCall' as const }) : ok(null)
    }
  const calls = {
    answer: note('answer'),
    decline: note('decline'),
    hangUp: note('hangUp'),
    hold: note('hold'),
    resume: note('resume'),
    setMuted: note('setMuted'),
  }
  director = new HeadsetDirector({
    media,
    clock,
    logger: silentLogger,
    calls: () => Promise.resolve(calls),
    onTested: (pressed) => tested.push(pressed),
    onTestEnded: () => tested.push('end'),
  })
})

describe('[H1] the headset and the calls', () => {
  it('is told what the calls are, once per change', () => {
    director.handleCalls([])
    director.handleCalls([RING])
    director.handleCalls([RING])
    director.handleCalls([TALK])
    director.handleCalls([{ ...TALK, isMuted: true }])
    director.handleCalls([call({ kind: 'ending' })])
    expect(hosts).toEqual([
      { ...DARK, isRinging: true },
      { ...DARK, isOffHook: true },
      { ...DARK, isOffHook: true, isMuted: true },
      DARK,
    ])
  })

  it('[K11] a new media window is told everything again', () => {
    director.handleCalls([TALK])
    director.handleOpened('6993:b017')
    expect([choices, hosts.length]).toEqual([['6993:b017'], 2])
  })

  it('what is pressed is done with the call that is meant', async () => {
    director.handleCalls([TALK, RING])
    await press({ kind: 'answer' })
    await press({ kind: 'reject' })
    await press({ kind: 'mute', muted: true })
    await press({ kind: 'end' })
    expect(asked).toEqual(['answer two', 'decline two', 'setMuted one true', 'hangUp one'])
  })

  it('a press that comes when the call is over does nothing', async () => {
    director.handleCalls([{ ...TALK, id: 'gone' as CallId }])
    await press({ kind: 'end' })
    director.handleCalls([])
    await press({ kind: 'end' })
    expect(asked).toEqual(['hangUp gone'])
  })
})

describe('trying a headset out', () => {
  it('rings, then follows what is pressed, and asks nothing of any call', async () => {
    expect(director.startTest()).toBe(true)
    await press({ kind: 'answer' })
    await press({ kind: 'mute', muted: true })
    await press({ kind: 'hold' })
    await press({ kind: 'resume' })
    await press({ kind: 'mute', muted: false })
    await press({ kind: 'end' })
    await press({ kind: 'reject' })
    director.stopTest()
    director.stopTest()
    expect(tested).toEqual(['answer', 'mute', 'hold', 'resume', 'unmute', 'end', 'reject', 'end'])
    expect(
      hosts.map((host) =>
        Object.entries(host)
          .flatMap(([name, isSo]) => (isSo ? [name] : []))
          .join(),
      ),
    ).toEqual([
      'isRinging',
      'isOffHook',
      'isOffHook,isMuted',
      'isOffHook,isMuted,isHeld',
      'isOffHook,isMuted',
      'isOffHook',
      'isRinging',
      '',
    ])
    expect(asked).toEqual([])
  })

  it('is not begun during a call, and gives way to one', async () => {
    director.handleCalls([TALK])
    expect(director.startTest()).toBe(false)
    director.handleCalls([])
    director.startTest()
    director.handleCalls([RING])
    expect(tested).toEqual(['end'])
    await press({ kind: 'answer' })
    expect(asked).toEqual(['answer two'])
  })

  it('ends by itself when nobody presses anything', () => {
    director.startTest()
    clock.advance(60_000)
    expect([tested, hosts.at(-1)]).toEqual([['end'], DARK])
    expect(clock.pendingTimers).toBe(0)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'

import { IDLE_HOST, type HeadsetHost } from '#shared/domain/headset/keys'
import { createVirtualHeadset } from '#shared/domain/headset/testing/virtual-headset'
import { ABSOLUTE, NO_TELEPHONY, RELATIVE, WRONG_REPORTS, YEALINK } from '#shared/domain/headset/testing/virtual-models'
import { ManualClock } from '#shared/lib/manual-clock'
import type { Report } from '../main-port'
import { Headsets } from './headsets'
import { createVirtualHid, type VirtualHid } from './testing/virtual-hid'

const TALKING: HeadsetHost = { ...IDLE_HOST, isOffHook: true }
const MUTED: HeadsetHost = { ...TALKING, isMuted: true }
const YEALINK_LABEL = 'Yealink UH37 Dual UC Mono (6993:b017)'

let clock: ManualClock
let hid: VirtualHid
let headsets: Headsets
let reports: [string, unknown][]

/** Promises of opening and writing settle. */
const settle = () => clock.advanceAsync(0)
const states = () => headsets.list().headsets.map(({ name, state }) => [name, state])
const told = (name: string) => reports.filter(([each]) => each === name).map(([, payload]) => payload)

beforeEach(async () => {
  clock = new ManualClock()
  reports = []
  const report: Report = (name, payload) => reports.push([name, payload])
  hid = createVirtualHid(createVirtualHeadset, (echo) => {
    clock.schedule(50, echo)
  })
  headsets = new Headsets({ hid: hid.hid, clock, report })
  await headsets.start()
  headsets.setChoice('auto')
})

describe('[H1] which headset is used', () => {
  it('is the one whose microphone is used, and that is told', async () => {
    hid.plug(ABSOLUTE)
    hid.plug(YEALINK)
    headsets.setAudio({ input: YEALINK_LABEL, output: null })
    await settle()
    expect(states()).toEqual([
      ['Absolute 1', 'unused'],
      ['Yealink UH37 Dual UC', 'ready'],
    ])
    expect(told('headsetsChanged').at(-1)).toEqual(headsets.list())
    expect(headsets.list()).toMatchObject({
      microphone: YEALINK_LABEL,
      headsets: [{}, { id: '6993:b017', vendor: 'Yealink' }],
    })
  })

  it('is the only one there is, where no label names one; of two, none', async () => {
    hid.plug(RELATIVE)
    await settle()
    expect(states()).toEqual([['Relative 3', 'ready']])
    hid.plug(ABSOLUTE)
    await settle()
    expect(states().map(([, state]) => state)).toEqual(['unused', 'unused'])
  })

  it('is the chosen one, or none while it is away', async () => {
    hid.plug(RELATIVE)
    headsets.setChoice('1111:0001')
    await settle()
    expect(states()).toEqual([['Relative 3', 'unused']])
    hid.plug(ABSOLUTE)
    await settle()
    expect(states()).toEqual([
      ['Relative 3', 'unused'],
      ['Absolute 1', 'ready'],
    ])
    headsets.setChoice('off')
    await settle()
    expect(states().map(([, state]) => state)).toEqual(['unused', 'unused'])
  })

  it('[H2] is none where the device has no telephone keys', async () => {
    hid.plug(NO_TELEPHONY)
    headsets.setAudio({ input: 'QD cord (3333:0003)', output: null })
    await settle()
    expect(headsets.list()).toEqual({ headsets: [], microphone: 'QD cord (3333:0003)' })
  })

  it('is none where the browser has no WebHID', async () => {
    const without = new Headsets({ hid: null, clock, report: () => undefined })
    await without.start()
    without.setHost(TALKING)
    expect(without.list().headsets).toEqual([])
  })
})

describe('during a call', () => {
  it('changing over to another headset darkens the one before', async () => {
    const first = hid.plug(RELATIVE)
    headsets.setHost(TALKING)
    await settle()
    expect(first.headset.state.offHook).toBe(true)
    const second = hid.plug(ABSOLUTE)
    headsets.setChoice('1111:0001')
    await settle()
    expect(first.headset.state.offHook).toBe(false)
    expect(first.device.opened).toBe(false)
    expect(second.headset.state.offHook).toBe(true)
  })

  it('[H4] one that is unplugged and plugged again shows the call, the mute too', async () => {
    const first = hid.plug(ABSOLUTE)
    headsets.setHost(MUTED)
    await settle()
    hid.unplug(first)
    expect(states()).toEqual([])
    const again = hid.plug(ABSOLUTE)
    await settle()
    expect(again.headset.state).toMatchObject({ offHook: true, muted: true })
    await clock.advanceAsync(1_000)
    again.headset.press('mute')
    expect(told('headsetCommanded')).toEqual([{ kind: 'mute', muted: false }])
    // What the first one still had to say is heard by nobody.
    first.headset.press('mute')
    expect(told('headsetCommanded')).toHaveLength(1)
  })

  it('[H6] one that another program holds is told once, and tried again with the next call', async () => {
    const plugged = hid.plug(RELATIVE)
    await settle()
    plugged.faults.refusesToWrite = true
    headsets.setHost(TALKING)
    await settle()
    expect(states()).toEqual([['Relative 3', 'refused']])
    expect(plugged.device.opened).toBe(false)
    headsets.setHost(MUTED)
    await clock.advanceAsync(60_000)
    expect(told('headsetTroubled')).toMatchObject([{ id: '2222:0002', trouble: 'notWritten' }])

    plugged.faults.refusesToWrite = false
    headsets.setHost(IDLE_HOST)
    headsets.setHost(TALKING)
    await settle()
    expect(states()).toEqual([['Relative 3', 'ready']])
    expect(plugged.headset.state.offHook).toBe(true)
  })

  it('[H6] one that cannot be opened at all is refused, and opened for the call after it can', async () => {
    hid.plug(RELATIVE)
    const other = hid.plug(ABSOLUTE)
    other.faults.refusesToOpen = true
    headsets.setChoice('1111:0001')
    await settle()
    expect(states()).toContainEqual(['Absolute 1', 'refused'])
    other.faults.refusesToOpen = false
    headsets.setHost({ ...IDLE_HOST, isRinging: true })
    await settle()
    expect(other.headset.state.ring).toBe(true)
  })

  it('a wrong report is told once and changes nothing', async () => {
    const plugged = hid.plug(WRONG_REPORTS)
    headsets.setHost(TALKING)
    await clock.advanceAsync(1_000)
    for (let times = 0; times < 5; times += 1) plugged.headset.press('mute')
    expect(told('headsetTroubled')).toMatchObject([{ trouble: 'wrongReport' }])
    expect(told('headsetCommanded')).toEqual([])
  })
})

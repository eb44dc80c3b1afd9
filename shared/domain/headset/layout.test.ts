import { describe, expect, it } from 'vitest'

import { readKeys, readLayout, reportsFor } from './layout'
import { ABSOLUTE, NO_TELEPHONY, RELATIVE, WRONG_REPORTS, YEALINK } from './testing/virtual-models'
import type { VirtualHeadsetSpec } from './testing/virtual-headset'
import { usbIdOf, usbIdOfLabel } from './usb-id'
import { vendorOf } from './vendors'

const layoutOf = (spec: VirtualHeadsetSpec) => readLayout(spec.collections, vendorOf(spec.vendorId))

describe.each([YEALINK, ABSOLUTE, RELATIVE])('[H1] the descriptor of $productName', (spec) => {
  it('says where each key stands and whether it tells a state or a press', () => {
    const found = layoutOf(spec)?.keys.map(({ key, reportId, byte, bit, isAbsolute }) => [
      key,
      { reportId, bit: byte * 8 + bit, isAbsolute },
    ])
    const built = Object.entries(spec.keys).map(([key, { bit, isAbsolute }]) => [
      key,
      { reportId: spec.inputReportId, bit, isAbsolute },
    ])
    expect(found?.sort()).toEqual(built.sort())
  })

  it('says where each light stands, and its report is written whole', () => {
    const layout = layoutOf(spec)
    expect(layout?.lights.map(({ light, byte, bit }) => [light, byte * 8 + bit]).sort()).toEqual(
      Object.entries(spec.lights).sort(),
    )
    if (!layout) throw new Error('no layout')
    const all = reportsFor(layout, { offHook: true, mute: true, ring: true, hold: true })
    expect(all).toHaveLength(1)
    const [report] = all
    const lit = Object.values(spec.lights).reduce((sum, bit) => sum + 2 ** bit, 0)
    expect(report?.reportId).toBe(spec.outputReportId)
    expect([...(report?.data ?? [])].reduce((sum, byte, at) => sum + byte * 256 ** at, 0)).toBe(lit)
    const [dark] = reportsFor(layout, { offHook: false, mute: false, ring: false, hold: false })
    expect(dark?.data).toEqual(new Uint8Array(report?.data.length ?? 0))
  })
})

describe('a descriptor', () => {
  it('[H2] without a telephone has no keys for us', () => {
    expect(layoutOf(NO_TELEPHONY)).toBeNull()
    expect(readLayout([], null)).toBeNull()
  })

  it('names keys by a range of usages, inside another collection, over two reports', () => {
    const layout = readLayout(
      [
        {
          usagePage: 0xff00,
          usage: 1,
          children: [
            {
              usagePage: 0x0b,
              usage: 0x01,
              children: [
                { inputReports: [{ reportId: 9, items: [{ usages: [0x0b0021], reportSize: 1, reportCount: 1 }] }] },
              ],
              inputReports: [
                {
                  reportId: 8,
                  items: [
                    { isConstant: true, reportSize: 8, reportCount: 1 },
                    { isRange: true, usageMinimum: 0x0b001e, usageMaximum: 0x0b0020, reportSize: 1, reportCount: 3 },
                    { isArray: true, usages: [0x0b002f], reportSize: 4, reportCount: 1 },
                  ],
                },
              ],
            },
          ],
        },
      ],
      null,
    )
    expect(layout?.keys).toEqual([
      { key: 'hook', isAbsolute: true, reportId: 8, byte: 1, bit: 2 },
      { key: 'hold', isAbsolute: true, reportId: 9, byte: 0, bit: 0 },
    ])
    expect(layout?.lights).toEqual([])
  })

  it('that names a bit wins over what is known of its maker', () => {
    const layout = readLayout(
      [
        {
          usagePage: 0x0b,
          usage: 0x05,
          inputReports: [{ reportId: 4, items: [{ usages: [0x0b002f, 0x0b0020], reportSize: 1, reportCount: 2 }] }],
        },
      ],
      vendorOf(0x6993),
    )
    expect(layout?.keys.map(({ key, bit }) => [key, bit])).toEqual([
      ['mute', 0],
      ['hook', 1],
      ['hold', 3],
      ['reject', 6],
    ])
  })
})

describe('a report', () => {
  it('of another part of the device is none of ours, one that is too short is told', () => {
    const layout = layoutOf(WRONG_REPORTS)
    if (!layout) throw new Error('no layout')
    expect(readKeys(layout, 1, new Uint8Array(2))).toBe('notOurs')
    expect(readKeys(layout, 2, new Uint8Array(1))).toBe('tooShort')
    expect(readKeys(layout, 2, new Uint8Array([8, 2]))).toMatchObject([
      { key: 'hook', isSet: true },
      { key: 'mute', isSet: true },
      { key: 'hold', isSet: false },
      { key: 'reject', isSet: false },
    ])
  })
})

describe('[H1] the microphone of a headset', () => {
  it('is known by the number at the end of its label', () => {
    expect(usbIdOfLabel('Default - Yealink UH37 Dual UC Mono (6993:B017)')).toBe('6993:b017')
    expect(usbIdOf(0x6993, 0x17)).toBe('6993:0017')
    for (const label of ['', 'Built-in Audio Analog Stereo', 'Headset (Bluetooth)'])
      expect(usbIdOfLabel(label)).toBeNull()
  })
})

import type { HidCollection, HidItem } from '../hid'
import type { VirtualHeadsetSpec } from './virtual-headset'

const HOOK = 0x0b0020
const MUTE = 0x0b002f
const FLASH = 0x0b0021
const REDIAL = 0x0b0024
const LED_MUTE = 0x080009
const LED_OFF_HOOK = 0x080017
const LED_RING = 0x080018
const LED_HOLD = 0x080020
const LED_MICROPHONE = 0x080021

function bits(isAbsolute: boolean, ...usages: number[]): HidItem {
  return { isAbsolute, isConstant: false, isRange: false, usages, reportSize: 1, reportCount: usages.length }
}

function room(count: number): HidItem {
  return { isAbsolute: true, isConstant: true, isRange: false, usages: [], reportSize: 1, reportCount: count }
}

/** Volume keys, as nearly every headset has them: another collection, which is not ours. */
const CONSUMER: HidCollection = {
  usagePage: 0x0c,
  usage: 0x01,
  children: [],
  inputReports: [{ reportId: 1, items: [bits(true, 0x0c00e9, 0x0c00ea), room(6)] }],
  outputReports: [],
}

/** Report 4 both ways with the bits that facts/telephony.md (b.2) gives; hold and reject are named by nobody. */
export const YEALINK: VirtualHeadsetSpec = {
  vendorId: 0x6993,
  productId: 0xb017,
  productName: 'Yealink UH37 Dual UC',
  collections: [
    CONSUMER,
    {
      usagePage: 0x0b,
      usage: 0x05,
      children: [],
      inputReports: [{ reportId: 4, items: [bits(true, HOOK), room(1), bits(false, MUTE), room(13)] }],
      outputReports: [{ reportId: 4, items: [bits(true, LED_OFF_HOOK, LED_MUTE, LED_RING), room(13)] }],
    },
  ],
  inputReportId: 4,
  inputBytes: 2,
  keys: {
    hook: { bit: 0, isAbsolute: true },
    mute: { bit: 2, isAbsolute: false },
    hold: { bit: 3, isAbsolute: false },
    reject: { bit: 6, isAbsolute: false },
  },
  outputReportId: 4,
  lights: { offHook: 0, mute: 1, ring: 2, hold: 3 },
  echoes: 'changes',
  hasOwnState: true,
}

/** Every state is told as it is; the bits stand behind others, and the mute in the second byte. */
export const ABSOLUTE: VirtualHeadsetSpec = {
  vendorId: 0x1111,
  productId: 0x0001,
  productName: 'Absolute 1',
  collections: [
    {
      usagePage: 0x0b,
      usage: 0x05,
      children: [],
      inputReports: [
        {
          reportId: 2,
          items: [
            room(3),
            bits(true, HOOK, 0x0b0097),
            room(4),
            bits(true, MUTE),
            bits(false, FLASH, 0x090001),
            room(4),
          ],
        },
      ],
      outputReports: [
        { reportId: 3, items: [room(2), bits(true, LED_MUTE, LED_OFF_HOOK), room(5), bits(true, LED_RING, LED_HOLD)] },
      ],
    },
  ],
  inputReportId: 2,
  inputBytes: 2,
  keys: {
    hook: { bit: 3, isAbsolute: true },
    mute: { bit: 9, isAbsolute: true },
    hold: { bit: 10, isAbsolute: false },
    reject: { bit: 11, isAbsolute: false },
  },
  outputReportId: 3,
  lights: { mute: 2, offHook: 3, ring: 9, hold: 10 },
  echoes: 'changes',
  hasOwnState: true,
}

/** Hook, mute and redial are all relative in one report of three bits (facts/telephony.md, b.1). */
export const RELATIVE: VirtualHeadsetSpec = {
  vendorId: 0x2222,
  productId: 0x0002,
  productName: 'Relative 3',
  collections: [
    {
      usagePage: 0x0b,
      usage: 0x05,
      children: [],
      inputReports: [{ reportId: 5, items: [bits(false, HOOK, MUTE, REDIAL), room(5)] }],
      outputReports: [{ reportId: 5, items: [bits(true, LED_OFF_HOOK, LED_MUTE, LED_RING, LED_MICROPHONE), room(4)] }],
    },
  ],
  inputReportId: 5,
  inputBytes: 1,
  keys: { hook: { bit: 0, isAbsolute: false }, mute: { bit: 1, isAbsolute: false } },
  outputReportId: 5,
  lights: { offHook: 0, mute: 1, ring: 2 },
  echoes: 'never',
  hasOwnState: false,
}

/** A cord with volume keys only. */
export const NO_TELEPHONY: VirtualHeadsetSpec = {
  vendorId: 0x3333,
  productId: 0x0003,
  productName: 'QD cord',
  collections: [CONSUMER],
  inputReportId: 1,
  inputBytes: 1,
  keys: {},
  outputReportId: 0,
  lights: {},
  echoes: 'never',
  hasOwnState: false,
}

/** Sends reports that are shorter than its own descriptor says. */
export const WRONG_REPORTS: VirtualHeadsetSpec = {
  ...ABSOLUTE,
  productId: 0x0009,
  productName: 'Wrong 9',
  sendsAtMost: 1,
}

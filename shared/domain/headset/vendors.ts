import type { HeadsetKey, HeadsetLight } from './keys'

/** Bits of one report that a maker gives a meaning and its descriptor does not name. */
export interface VendorBits {
  readonly reportId: number
  readonly keys: readonly { readonly key: HeadsetKey; readonly bit: number; readonly isAbsolute: boolean }[]
  readonly lights: readonly { readonly light: HeadsetLight; readonly bit: number }[]
}

export interface HeadsetVendor {
  readonly name: string
  readonly usbIds: readonly number[]
  readonly bits?: VendorBits
}

/**
 * Makers whose headsets are known, by their USB number. All are read from their own descriptor; a maker stands here
 * for its name, and for bits of its own where they are known (facts/telephony.md, b.2). An unknown maker works too.
 */
const VENDORS: readonly HeadsetVendor[] = [
  {
    name: 'Yealink',
    usbIds: [0x6993],
    bits: {
      reportId: 4,
      keys: [
        { key: 'hook', bit: 0, isAbsolute: true },
        { key: 'mute', bit: 2, isAbsolute: false },
        { key: 'hold', bit: 3, isAbsolute: false },
        { key: 'reject', bit: 6, isAbsolute: false },
      ],
      lights: [
        { light: 'offHook', bit: 0 },
        { light: 'mute', bit: 1 },
        { light: 'ring', bit: 2 },
        { light: 'hold', bit: 3 },
      ],
    },
  },
  { name: 'VT', usbIds: [0x340b] },
  { name: 'Jabra', usbIds: [0x0b0e] },
  { name: 'Poly', usbIds: [0x047f, 0x03f0, 0x095d] },
  { name: 'EPOS', usbIds: [0x1395] },
  { name: 'Cyber Acoustics', usbIds: [0x3391] },
  { name: 'Logitech', usbIds: [0x046d] },
  { name: 'Microsoft', usbIds: [0x045e] },
  { name: 'Lenovo', usbIds: [0x17ef] },
  { name: 'Dell', usbIds: [0x413c] },
]

export function vendorOf(usbVendorId: number): HeadsetVendor | null {
  return VENDORS.find(({ usbIds }) => usbIds.includes(usbVendorId)) ?? null
}

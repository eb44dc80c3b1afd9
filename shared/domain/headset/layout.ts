import { bytesOf, fieldsOf, type HidCollection, type HidReport } from './hid'
import type { HeadsetKey, HeadsetLight, HeadsetLights } from './keys'
import type { HeadsetVendor, VendorBits } from './vendors'

export interface KeyBit {
  readonly key: HeadsetKey
  readonly reportId: number
  readonly byte: number
  readonly bit: number
  /** The bit is the present state; otherwise every 1 is one press and the 0 after it means nothing. */
  readonly isAbsolute: boolean
}

export interface LightBit {
  readonly light: HeadsetLight
  readonly reportId: number
  readonly byte: number
  readonly bit: number
}

/** Where each key and light of one headset stands, read from its own descriptor. */
export interface HeadsetLayout {
  readonly keys: readonly KeyBit[]
  readonly lights: readonly LightBit[]
  /** Length of each output report that has a light: it is always written whole. */
  readonly outputBytes: ReadonlyMap<number, number>
}

const TELEPHONY_PAGE = 0x0b
const PHONE = 0x01
const HEADSET = 0x05

/** HID usage tables, pages 0x0B (telephony) and 0x09 (button): button 1 or 7 refuses a call that rings. */
const KEY_OF: ReadonlyMap<number, HeadsetKey> = new Map([
  [0x0b0020, 'hook'],
  [0x0b002f, 'mute'],
  [0x0b0021, 'hold'],
  [0x090001, 'reject'],
  [0x090007, 'reject'],
])
/** Page 0x08 (LED). */
const LIGHT_OF: ReadonlyMap<number, HeadsetLight> = new Map([
  [0x080017, 'offHook'],
  [0x080009, 'mute'],
  [0x080018, 'ring'],
  [0x080020, 'hold'],
])

/** `null`: the device has no keys that a telephone program could hear; only its sound works. */
export function readLayout(collections: readonly HidCollection[], vendor: HeadsetVendor | null): HeadsetLayout | null {
  const phone = findTelephony(collections)
  if (!phone) return null
  const inputs = reportsOf(phone, 'inputReports')
  const outputs = reportsOf(phone, 'outputReports')
  const keys: KeyBit[] = []
  for (const report of inputs) {
    for (const { usage, offset, isAbsolute } of fieldsOf(report)) {
      const key = KEY_OF.get(usage)
      if (key !== undefined && !keys.some((known) => known.key === key))
        keys.push({ key, isAbsolute, ...placeOf(report, offset) })
    }
  }
  const lights: LightBit[] = []
  for (const report of outputs) {
    for (const { usage, offset } of fieldsOf(report)) {
      const light = LIGHT_OF.get(usage)
      if (light !== undefined && !lights.some((known) => known.light === light))
        lights.push({ light, ...placeOf(report, offset) })
    }
  }
  if (vendor?.bits) addVendorBits(vendor.bits, { inputs, outputs, keys, lights })
  const outputBytes = new Map(
    outputs
      .filter((report) => lights.some(({ reportId }) => reportId === idOf(report)))
      .map((report) => [idOf(report), bytesOf(report)]),
  )
  return keys.length === 0 && lights.length === 0 ? null : { keys, lights, outputBytes }
}

export function reportsFor(
  layout: HeadsetLayout,
  lights: HeadsetLights,
): readonly { readonly reportId: number; readonly data: Uint8Array<ArrayBuffer> }[] {
  return [...layout.outputBytes].map(([reportId, length]) => {
    const data = new Uint8Array(length)
    for (const { light, byte, bit } of layout.lights.filter((each) => each.reportId === reportId))
      if (lights[light]) data[byte] = (data[byte] ?? 0) | (1 << bit)
    return { reportId, data }
  })
}

export type ReadKeys = 'notOurs' | 'tooShort' | readonly (KeyBit & { readonly isSet: boolean })[]

/** Reports with other ids (volume, the maker's own) are none of ours. */
export function readKeys(layout: HeadsetLayout, reportId: number, data: Uint8Array): ReadKeys {
  const keys = layout.keys.filter((each) => each.reportId === reportId)
  if (keys.length === 0) return 'notOurs'
  if (keys.some(({ byte }) => byte >= data.length)) return 'tooShort'
  return keys.map((each) => ({ ...each, isSet: (((data[each.byte] ?? 0) >> each.bit) & 1) === 1 }))
}

function findTelephony(collections: readonly HidCollection[]): HidCollection | null {
  for (const collection of collections) {
    const { usagePage, usage } = collection
    if (usagePage === TELEPHONY_PAGE && (usage === HEADSET || usage === PHONE)) return collection
  }
  for (const { children } of collections) {
    const found = children && findTelephony(children)
    if (found) return found
  }
  return null
}

/** Of one number the first counts, and what the collection itself lists before what its children do. */
function reportsOf(collection: HidCollection, direction: 'inputReports' | 'outputReports'): readonly HidReport[] {
  const own = collection[direction] ?? []
  const further = (collection.children ?? []).flatMap((child) => reportsOf(child, direction))
  const all = [...own, ...further]
  return all.filter((report, at) => all.findIndex((known) => idOf(known) === idOf(report)) === at)
}

/** What the maker added and the descriptor does not name, where that report has room for it. */
function addVendorBits(
  bits: VendorBits,
  found: {
    readonly inputs: readonly HidReport[]
    readonly outputs: readonly HidReport[]
    readonly keys: KeyBit[]
    readonly lights: LightBit[]
  },
): void {
  const place = (bit: number) => ({ reportId: bits.reportId, byte: bit >> 3, bit: bit & 7 })
  const isFree = (bit: number, taken: readonly (KeyBit | LightBit)[], reports: readonly HidReport[]): boolean =>
    reports.some((report) => idOf(report) === bits.reportId && bytesOf(report) > bit >> 3) &&
    !taken.some((known) => known.reportId === bits.reportId && known.byte * 8 + known.bit === bit)
  for (const { key, bit, isAbsolute } of bits.keys)
    if (!found.keys.some((known) => known.key === key) && isFree(bit, found.keys, found.inputs))
      found.keys.push({ key, isAbsolute, ...place(bit) })
  for (const { light, bit } of bits.lights)
    if (!found.lights.some((known) => known.light === light) && isFree(bit, found.lights, found.outputs))
      found.lights.push({ light, ...place(bit) })
}

function placeOf(report: HidReport, offset: number) {
  return { reportId: idOf(report), byte: offset >> 3, bit: offset & 7 }
}

function idOf(report: HidReport): number {
  return report.reportId ?? 0
}

import type { HidCollection } from '../hid'

type Key = 'hook' | 'mute' | 'hold' | 'reject'
type Light = 'offHook' | 'mute' | 'ring' | 'hold'

/** A headset as its maker built it: where its bits stand, and how it behaves. Plain data, so that it can be sent into a page. */
export interface VirtualHeadsetSpec {
  readonly vendorId: number
  readonly productId: number
  readonly productName: string
  readonly collections: readonly HidCollection[]
  readonly inputReportId: number
  readonly inputBytes: number
  readonly keys: Readonly<Partial<Record<Key, { readonly bit: number; readonly isAbsolute: boolean }>>>
  readonly outputReportId: number
  readonly lights: Readonly<Partial<Record<Light, number>>>
  /**
   * Whether it answers what the host writes with an input of its own; `everyWrite`: states always, and the press of a
   * relative mute as long as its light is lit.
   */
  readonly echoes: 'never' | 'changes' | 'everyWrite'
  /** A key changes its own state at once; otherwise only the host does. */
  readonly hasOwnState: boolean
  /** What it sends is cut off after so many bytes. */
  readonly sendsAtMost?: number
}

export interface VirtualHeadset {
  readonly state: { readonly offHook: boolean; readonly muted: boolean; readonly ring: boolean; readonly hold: boolean }
  readonly written: readonly (readonly number[])[]
  /** A person's finger. */
  press(key: Key): void
  /** The host's write. */
  receive(reportId: number, data: Uint8Array): void
}

/**
 * `emit` carries an input report to the host, `later` delays an echo (and may lose it). It uses nothing from outside
 * itself: end-to-end tests send its source into the page.
 */
export function createVirtualHeadset(
  spec: VirtualHeadsetSpec,
  emit: (reportId: number, data: Uint8Array<ArrayBuffer>) => void,
  later: (echo: () => void) => void,
): VirtualHeadset {
  const state = { offHook: false, muted: false, ring: false, hold: false }
  const written: number[][] = []
  const levelOf = (key: Key): boolean => (key === 'hook' ? state.offHook : key === 'mute' ? state.muted : false)

  const send = (pressed: Key | null): void => {
    const data = new Uint8Array(spec.inputBytes)
    for (const [key, place] of Object.entries(spec.keys) as [Key, { bit: number; isAbsolute: boolean }][]) {
      const isSet = place.isAbsolute && (key === 'hook' || key === 'mute') ? levelOf(key) : key === pressed
      if (isSet) data[place.bit >> 3] = (data[place.bit >> 3] ?? 0) | (1 << (place.bit & 7))
    }
    emit(spec.inputReportId, spec.sendsAtMost === undefined ? data : data.slice(0, spec.sendsAtMost))
  }
  const pulse = (key: Key): void => {
    send(key)
    send(null)
  }
  const isSet = (data: Uint8Array, light: Light): boolean | null => {
    const bit = spec.lights[light]
    return bit === undefined ? null : (((data[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1
  }

  return {
    state,
    written,
    press(key) {
      const place = spec.keys[key]
      if (!place) return
      if (key === 'hook' && (spec.hasOwnState || place.isAbsolute)) state.offHook = !state.offHook
      if (key === 'mute') {
        // Many headsets mute only while they are off-hook.
        if (!state.offHook) return
        if (spec.hasOwnState || place.isAbsolute) state.muted = !state.muted
      }
      if (place.isAbsolute && (key === 'hook' || key === 'mute')) send(null)
      else pulse(key)
    },
    receive(reportId, data) {
      written.push([reportId, ...data])
      if (reportId !== spec.outputReportId) return
      const before = { ...state }
      state.offHook = isSet(data, 'offHook') ?? state.offHook
      state.ring = isSet(data, 'ring') ?? state.ring
      state.hold = isSet(data, 'hold') ?? state.hold
      // As above: on-hook, a mute is not taken, and none is left.
      const canMute = before.offHook && state.offHook
      state.muted = !state.offHook ? false : canMute ? (isSet(data, 'mute') ?? state.muted) : state.muted
      if (spec.echoes === 'never') return
      for (const key of ['hook', 'mute'] as const) {
        const hasChanged = key === 'hook' ? before.offHook !== state.offHook : before.muted !== state.muted
        const place = spec.keys[key]
        if (!place) continue
        const repeats = spec.echoes === 'everyWrite' && (place.isAbsolute || (key === 'mute' && state.muted))
        if (!hasChanged && !repeats) continue
        later(() => {
          if (place.isAbsolute) send(null)
          else pulse(key)
        })
      }
    },
  }
}

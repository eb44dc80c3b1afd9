import { useStore } from 'zustand'

import type {
  DevicesContract,
  HeadsetChoice,
  HeadsetInfo,
  HeadsetList,
  HeadsetPress,
} from '#shared/contract/ipc/devices'
import { usbIdOfLabel } from '#shared/domain/headset/usb-id'
import type { Disposable } from '#shared/lib/disposable'
import { onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'
import { deviceRequests } from './devices'

let mirror: Mirror<HeadsetList> | null = null

export function useHeadsets(): HeadsetList | null {
  mirror ??= createMirror<HeadsetList>(deviceRequests().listHeadsets, (listener) =>
    onEvent<DevicesContract, 'headsetsChanged'>('devices', 'headsetsChanged', listener),
  )
  return useStore(mirror, (state) => state.value)
}

export function onHeadsetTested(listener: (pressed: HeadsetPress) => void): Disposable {
  return onEvent<DevicesContract, 'headsetTested'>('devices', 'headsetTested', ({ pressed }) => {
    listener(pressed)
  })
}

export function onHeadsetTestEnded(listener: () => void): Disposable {
  return onEvent<DevicesContract, 'headsetTestEnded'>('devices', 'headsetTestEnded', listener)
}

/**
 * - `off` not wanted; `soundOnly` there is a microphone, and none of the keys that are plugged in belongs to it
 * - `choose` there are several and nothing says which; `away` the chosen one is not plugged in
 */
export type HeadsetStanding =
  | { readonly kind: 'off' | 'soundOnly' | 'choose' | 'away' | 'nothing' }
  | { readonly kind: 'used'; readonly headset: HeadsetInfo }

export function standingOf(list: HeadsetList, choice: HeadsetChoice): HeadsetStanding {
  if (choice === 'off') return { kind: 'off' }
  const used = list.headsets.find(({ state }) => state !== 'unused')
  if (used) return { kind: 'used', headset: used }
  if (choice !== 'auto') return { kind: 'away' }
  if (list.headsets.length > 1) return { kind: 'choose' }
  return { kind: list.microphone === null ? 'nothing' : 'soundOnly' }
}

/** As the system calls it, without the number that Chromium adds. */
export function plainLabel(label: string): string {
  return usbIdOfLabel(label) === null ? label : label.replace(/\s*\([^()]*\)\s*$/, '')
}

export interface HeadsetChoiceItem {
  readonly value: HeadsetChoice
  readonly label: string
}

/** A chosen one that is unplugged stays in the list, so that it is not lost silently. */
export function headsetChoices(
  list: HeadsetList,
  choice: HeadsetChoice,
  words: { readonly auto: string; readonly off: string; readonly missing: string },
): readonly HeadsetChoiceItem[] {
  const items: HeadsetChoiceItem[] = [
    { value: 'auto', label: words.auto },
    ...list.headsets.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'off', label: words.off },
  ]
  return items.some(({ value }) => value === choice) ? items : [...items, { value: choice, label: words.missing }]
}

/** What a person is asked to press, in the order in which it can be pressed. */
export const TEST_STEPS = ['answer', 'mute', 'hold', 'end'] as const
export type TestStep = (typeof TEST_STEPS)[number]

export function testStepsOf({ keys }: Pick<HeadsetInfo, 'keys'>): readonly TestStep[] {
  return TEST_STEPS.filter((step) => keys.includes(step === 'answer' || step === 'end' ? 'hook' : step))
}

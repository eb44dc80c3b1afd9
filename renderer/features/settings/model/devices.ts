import { useStore } from 'zustand'

import type { RequestsOf } from '#shared/contract/define'
import type { AudioDevice, DeviceList, DevicesContract } from '#shared/contract/ipc/devices'
import { patternOf, wishedDevice } from '#shared/domain/device-wish'
import type { Disposable } from '#shared/lib/disposable'

import { createClient, onEvent } from '../../../ipc/client'
import { createMirror, type Mirror } from '../../../ipc/mirror'

export type EchoRecorded = Awaited<ReturnType<RequestsOf<DevicesContract>['recordEcho']>>

let requests: RequestsOf<DevicesContract> | null = null
let mirror: Mirror<DeviceList> | null = null

export function deviceRequests(): RequestsOf<DevicesContract> {
  requests ??= createClient<DevicesContract>('devices')
  return requests
}

export function useDevices(): DeviceList | null {
  mirror ??= createMirror<DeviceList>(deviceRequests().list, (listener) =>
    onEvent<DevicesContract, 'listChanged'>('devices', 'listChanged', listener),
  )
  return useStore(mirror, (state) => state.value)
}

export function onLevels(listener: (levels: { readonly input: number; readonly output: number }) => void): Disposable {
  return onEvent<DevicesContract, 'levels'>('devices', 'levels', listener)
}

export interface DeviceChoice {
  readonly value: string
  readonly label: string
}

/** Chromium names the system's choice as a device of its own; the person has «Как в системе» for it. */
const SYSTEM_IDS = new Set(['default', 'communications'])

/** Choices of one kind. A chosen device that is unplugged stays in the list, so that it is not lost silently. */
export function deviceChoices(
  devices: readonly AudioDevice[],
  kind: AudioDevice['kind'],
  chosen: string | null,
  words: { readonly system: string; readonly missing: string; readonly noneByName: string },
): readonly DeviceChoice[] {
  const present = devices.filter((device) => device.kind === kind && !SYSTEM_IDS.has(device.deviceId))
  const choices = [
    { value: '', label: words.system },
    ...present.map(({ deviceId, label }) => ({ value: deviceId, label })),
  ]
  const pattern = patternOf(chosen)
  if (chosen !== null && pattern !== null) {
    const meant = present.find(({ deviceId }) => deviceId === wishedDevice(chosen, present))
    choices.push({ value: chosen, label: meant ? meant.label : words.noneByName })
  } else if (chosen !== null && !present.some((device) => device.deviceId === chosen))
    choices.push({ value: chosen, label: words.missing })
  return choices
}

/** RMS of speech is small; its cube root fills the bar as loudness is felt. */
export function meterShare(level: number): number {
  return Math.min(1, Math.cbrt(Math.max(0, level)))
}

import type { DeviceList } from '#shared/contract/ipc/devices'
import { wishedDevice } from '#shared/domain/device-wish'
import type { MediaFailure } from '#shared/contract/ipc/media'

/** Chromium lists the system's choice a second time under these names; "no choice" says the same here. */
const ALIASES = new Set(['default', 'communications', ''])

export async function listDevices(media: MediaDevices, lastFailure: MediaFailure | null): Promise<DeviceList> {
  return toDeviceList(await media.enumerateDevices(), lastFailure)
}

/** The label of what is used for `chosen`; `null` where nothing is there or nothing names it. */
export function labelOfUsed(
  found: readonly Pick<MediaDeviceInfo, 'deviceId' | 'label' | 'kind'>[],
  kind: 'audioinput' | 'audiooutput',
  chosen: string | null,
): string | null {
  const ofKind = found.filter((device) => device.kind === kind)
  const used =
    ofKind.find(({ deviceId }) => deviceId === chosen) ?? ofKind.find(({ deviceId }) => deviceId === 'default')
  return (used ?? ofKind[0])?.label || null
}

export interface DeviceWishes {
  readonly input: string | null
  readonly output: string | null
  readonly ring: string | null
}

/** Wishes by name as the devices of now. */
export function devicesWished(
  found: readonly Pick<MediaDeviceInfo, 'deviceId' | 'label' | 'kind'>[],
  { input, output, ring }: DeviceWishes,
): DeviceWishes {
  const own = found.filter(({ deviceId }) => !ALIASES.has(deviceId))
  const [inputs, outputs] = [
    own.filter(({ kind }) => kind === 'audioinput'),
    own.filter(({ kind }) => kind === 'audiooutput'),
  ]
  return {
    input: wishedDevice(input, inputs),
    output: wishedDevice(output, outputs),
    ring: wishedDevice(ring, outputs),
  }
}

export function toDeviceList(
  found: readonly Pick<MediaDeviceInfo, 'deviceId' | 'label' | 'kind'>[],
  lastFailure: MediaFailure | null,
): DeviceList {
  const devices = found
    .filter(({ deviceId, kind }) => kind !== 'videoinput' && !ALIASES.has(deviceId))
    .map(({ deviceId, label, kind }) => ({
      deviceId,
      label,
      kind: kind === 'audioinput' ? ('input' as const) : ('output' as const),
    }))
  const hasInput = found.some(({ kind }) => kind === 'audioinput')
  if (lastFailure?.reason === 'microphoneRefused') return { devices, microphone: 'refused' }
  return { devices, microphone: hasInput ? 'available' : 'none' }
}

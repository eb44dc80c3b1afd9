import type { WindowKind } from '../windows/window-kind'

/**
 * What a page may be granted; everything else is refused. `speaker-selection` lets it choose an audio output,
 * `persistent-storage` keeps the outbox from being evicted, `hid` is for the keys and lights of headsets.
 */
const GRANTED: Readonly<Record<WindowKind, readonly string[]>> = {
  desk: ['notifications', 'clipboard-sanitized-write', 'persistent-storage'],
  incoming: [],
  media: ['media', 'speaker-selection', 'hid'],
  widget: ['clipboard-sanitized-write'],
}

export function isPermitted(kind: WindowKind, permission: string, mediaTypes: readonly string[]): boolean {
  return GRANTED[kind].includes(permission) && !mediaTypes.includes('video')
}

/** HID usage tables: telephones and headsets are on this page. Keyboards, mice and keys for signing in are not. */
const TELEPHONY_PAGE = 0x0b

/** Asked per device that is plugged in; no page of ours is given any other kind of device. */
export function isPermittedDevice(deviceType: string, device: object): boolean {
  if (deviceType !== 'hid') return false
  // Electron 25 does not always tell the collections; the media window then looks at them itself.
  const collections = 'collections' in device ? device.collections : null
  if (!Array.isArray(collections) || collections.length === 0) return true
  return collections.some((each: { readonly usagePage?: number }) => each.usagePage === TELEPHONY_PAGE)
}

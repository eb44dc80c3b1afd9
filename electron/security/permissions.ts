import type { WindowKind } from '../windows/window-kind'

/**
 * What a page may be granted; everything else is refused. `speaker-selection` lets it choose an audio output,
 * `persistent-storage` keeps the outbox from being evicted.
 */
const GRANTED: Readonly<Record<WindowKind, readonly string[]>> = {
  desk: ['notifications', 'clipboard-sanitized-write', 'persistent-storage'],
  incoming: [],
  media: ['media', 'speaker-selection'],
  widget: ['clipboard-sanitized-write'],
}

export function isPermitted(kind: WindowKind, permission: string, mediaTypes: readonly string[]): boolean {
  return GRANTED[kind].includes(permission) && !mediaTypes.includes('video')
}

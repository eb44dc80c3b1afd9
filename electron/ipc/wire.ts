/** Electron's own channel names, shared by main and preload; contract names travel inside. */
export const INVOKE = 'otklik:invoke'
export const EVENT = 'otklik:event'
export const MEDIA_PORT = 'otklik:media-port'

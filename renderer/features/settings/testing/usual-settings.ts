import type { Settings } from '#shared/contract/ipc/app'
import { DEFAULT_QUIET } from '#shared/domain/quiet'
import { DEFAULT_RING, DEFAULT_TUNES } from '#shared/domain/sounds'

export const usualSettings: Settings = {
  language: 'ru',
  theme: 'dark',
  density: 'normal',
  scalePercent: 100,
  contrast: 'system',
  contextOpen: true,
  listWidth: 340,
  sounds: { message: true, ring: true, callEnded: true, volume: 0.7 },
  hasSounds: true,
  tunes: DEFAULT_TUNES,
  ring: DEFAULT_RING,
  notifications: { messages: true, preview: true },
  quiet: DEFAULT_QUIET,
  repeatMinutes: 0,
  repeatTimes: 0,
  devices: { input: null, output: null, ring: null },
  headset: 'auto',
  answerHotkey: null,
  hangUpHotkey: null,
  dialHotkey: null,
  dialAtOnce: false,
  colleagues: [],
  undoSendSeconds: 0,
  widget: 'whenHidden',
  encryptCache: false,
  keys: {},
  keep: { days: 0, thousands: 1_000 },
  proxy: { server: 'system', bypass: '' },
}

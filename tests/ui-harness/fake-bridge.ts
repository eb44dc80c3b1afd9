import type { Bridge } from '../../shared/contract/bridge'
import { DEFAULT_RING, DEFAULT_TUNES } from '../../shared/domain/sounds'

/** Answers what the screens ask of main, from memory. */
export function fakeBridge(look: object): Bridge {
  let settings: object = {
    ...look,
    sounds: { message: true, ring: true, callEnded: true, volume: 0.7 },
    hasSounds: true,
    tunes: DEFAULT_TUNES,
    ring: DEFAULT_RING,
    notifications: { messages: true, preview: true },
    devices: { input: null, output: null, ring: null },
    headset: 'auto',
    answerHotkey: null,
    hangUpHotkey: null,
    dialHotkey: null,
    dialAtOnce: false,
    colleagues: [],
    undoSendSeconds: 5,
    encryptCache: false,
    keys: {},
    keep: { days: 0, thousands: 1_000 },
    proxy: { server: 'system', bypass: '' },
  }
  const answers: Readonly<Record<string, (args: unknown) => unknown>> = {
    'app:get-settings': () => settings,
    'app:change-settings': (change) => {
      settings = { ...settings, ...(change as object) }
      return { ok: true, value: settings }
    },
    'hub:get-connection': () => ({ kind: 'ready', url: 'http://127.0.0.1:1', secret: '', databaseSetAside: null }),
    'hub:get-time': () => ({ aheadMs: 0 }),
    'notices:message-arrived': () => 'toast',
    'app:list-kept-files': () => [],
    'calls:list': () => [],
    'sip:list-lines': () => [],
    'sip:list-messages': () => [],
    'devices:list': () => ({ inputs: [], outputs: [] }),
  }
  return {
    invoke: (channel, args) => Promise.resolve({ ok: true, value: answers[channel]?.(args) ?? null }),
    on: () => () => undefined,
  }
}

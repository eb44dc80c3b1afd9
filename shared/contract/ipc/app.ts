import { z } from 'zod'

import type { Quiet } from '../../domain/quiet'
import { TUNED } from '../../domain/sounds'
import { isBypassList, proxyChoiceOf } from '../../domain/proxy'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { colleague, MAX_COLLEAGUES } from './colleagues'
import { headsetChoice, ringChoice, tuneChoice } from './devices'

export const language = z.enum(['ru', 'en'])
export type Language = z.output<typeof language>

const minuteOfDay = z.number().int().min(0).max(1439)
const quiet = z.object({
  isScheduled: z.boolean(),
  days: z.array(z.number().int().min(1).max(7)).max(7).readonly(),
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
  untilMs: z.number().int().nullable(),
  calls: z.enum(['silent', 'busy']),
}) satisfies z.ZodType<Quiet>

/** Everything that a person can set and that is not a SIP account or a channel. Kept by main (electron-store). */
export const settings = z.object({
  language,
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'normal', 'roomy']),
  /** How large everything in the windows is, in percent (spec L5). */
  scalePercent: z.number().int().min(80).max(200),
  /** `system`: stronger where the system asks for it. */
  contrast: z.enum(['system', 'more']),
  contextOpen: z.boolean(),
  listWidth: z.number().int().min(280).max(480),
  sounds: z.object({
    message: z.boolean(),
    ring: z.boolean(),
    callEnded: z.boolean(),
    volume: z.number().min(0).max(1),
  }),
  /** Off: nothing is heard but the talk itself and the tones of a call that one makes. */
  hasSounds: z.boolean(),
  /** What each event sounds like. */
  tunes: z.record(z.enum(TUNED), tuneChoice),
  /** What an incoming call rings with. */
  ring: ringChoice,
  notifications: z.object({ messages: z.boolean(), preview: z.boolean() }),
  /** When this desk keeps quiet (spec N7). */
  quiet,
  /** So often what nobody has opened is told again (spec N4); 0: once is enough. */
  repeatMinutes: z.number().int().min(0).max(60),
  /** At most so often; 0: until somebody has opened it. */
  repeatTimes: z.number().int().min(0).max(20),
  /** `deviceId` of enumerateDevices in the media window, or a wish by name (`domain/device-wish`); `null` = the system's default. */
  devices: z.object({ input: z.string().nullable(), output: z.string().nullable(), ring: z.string().nullable() }),
  headset: headsetChoice,
  /** Keys over all programs, as Electron writes them (spec K16). */
  answerHotkey: z.string().nullable(),
  hangUpHotkey: z.string().nullable(),
  /** Dials what is selected in another program. */
  dialHotkey: z.string().nullable(),
  /** Numbers of links and selected texts are dialled without a further key. */
  dialAtOnce: z.boolean(),
  /** Whose lines are shown with the calls (spec K13). */
  colleagues: z.array(colleague).max(MAX_COLLEAGUES),
  /** So long a message can be taken back after Send (spec M22); 0: it leaves at once. */
  undoSendSeconds: z.number().int().min(0).max(30),
  /** When the small window with the chats is on the screen (spec M17). */
  widget: z.enum(['never', 'whenHidden', 'always']),
  /** The windows' database is encrypted, where the system can keep the key (spec I9); from the next opening of the desk on. */
  encryptCache: z.boolean(),
  /** Actions to the keys that the person gave them; `null`: none. What does not fit is told, not thrown away (ADR 72). */
  keys: z.record(z.string().max(64), z.string().max(64).nullable()),
  /** How much of the correspondence the windows' database keeps; 0: no bound. */
  keep: z.object({ days: z.number().int().min(0).max(3_650), thousands: z.number().int().min(0).max(10_000) }),
  /** How the network is reached (spec I4). */
  proxy: z.object({
    server: z.string().refine((given) => proxyChoiceOf(given) !== null, 'expected a proxy, or system'),
    bypass: z.string().refine(isBypassList, 'expected names and nets with ; between them'),
  }),
})
export type Settings = z.output<typeof settings>

/** A file or folder that could not be read and was kept under another name; `path` says where. */
export const keptFile = z.object({
  what: z.enum(['database', 'cache', 'settings', 'lines', 'channelKeys', 'passwords']),
  path: z.string(),
})
export type KeptFile = z.output<typeof keptFile>

const leaving = z.enum(['close', 'quit'])
export type Leaving = z.output<typeof leaving>

export const app = defineContract('app', {
  getSettings: request(nothing, settings),
  /** Only the given top-level keys change; answers the whole. `locked`: keys of the policy that forbid it; nothing changed. */
  changeSettings: request(settings.partial(), resultOf(settings, z.object({ locked: z.array(z.string()) }))),
  settingsChanged: event(settings),
  getVersions: request(nothing, z.object({ app: z.string(), electron: z.string(), chrome: z.string() })),
  /** Only `https:`, `mailto:` and the sandbox's loopback `http:` are opened; others are refused with `false`. */
  openExternal: request(z.object({ url: z.string().max(4000) }), z.boolean()),
  /** The texts of all licences in the program, as one. */
  readLicences: request(nothing, z.string()),
  /** Where secrets are kept: by the OS, or (no keyring here) in a file that only this user can read. */
  getSecretStorage: request(nothing, z.enum(['os', 'file'])),
  /** All that is kept, also from earlier starts; the desk remembers which of it the person knows. */
  listKeptFiles: request(nothing, z.array(keptFile)),
  /** Puts the desk's own database aside and opens the window anew with an empty one; `false`: it cannot be moved. */
  restartCache: request(nothing, z.boolean()),
  /** Copies it where `listKeptFiles` finds it: it can be opened, so that the window itself may delete it then. */
  copyCache: request(nothing, z.boolean()),
  /** Opens the desk window anew; a page may not do so by itself (electron/security/lock-down). */
  reloadDesk: request(nothing, nothing),
  /** Incoming call window: the height of its content, sent by the preload whenever it changes. */
  fitIncoming: request(z.object({ height: z.number().int().min(0).max(10_000) }), nothing),
  /** Something is typed in the desk window that is not saved: closing and quitting ask first. */
  setUnsaved: request(z.object({ hasUnsaved: z.boolean() }), nothing),
  /** To the desk window, which answers by `leave`, or not at all. */
  leaveRequested: event(z.object({ how: leaving })),
  leave: request(z.object({ how: leaving }), nothing),
  /** Is the screen locked or the computer asleep (spec N9)? */
  isAway: request(nothing, z.boolean()),
  absenceChanged: event(z.object({ isAway: z.boolean() })),
  /** The person is in a status in which no calls come (spec N8): callers hear «busy». */
  setTakesCalls: request(z.object({ takesCalls: z.boolean() }), nothing),
  /** The desk has painted its first list; main starts what can wait. */
  reportReady: request(nothing, nothing),
})
export type AppContract = typeof app

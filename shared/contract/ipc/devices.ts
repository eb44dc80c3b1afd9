import { z } from 'zod'

import { RINGS, TUNES } from '../../domain/sounds'
import { defineContract, event, nothing, request } from '../define'

export const audioDevice = z.object({ deviceId: z.string(), label: z.string(), kind: z.enum(['input', 'output']) })
export type AudioDevice = z.output<typeof audioDevice>

/** `refused`: the OS or the person denied the microphone; `none`: no input device is there. */
export const microphoneState = z.enum(['available', 'refused', 'none', 'unknown'])

export const deviceList = z.object({ devices: z.array(audioDevice), microphone: microphoneState })
export type DeviceList = z.output<typeof deviceList>

const tune = z.enum(TUNES)
export const ringChoice = z.enum(RINGS)
export const tuneChoice = z.enum([...TUNES, 'none'])

/** `auto`: the one whose microphone is used; `off`: keys and lights are left alone; else `vvvv:pppp` of the USB device. */
export const headsetChoice = z.union([z.enum(['auto', 'off']), z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/)])
export type HeadsetChoice = z.output<typeof headsetChoice>

export const headsetInfo = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.string().nullable(),
  keys: z.array(z.enum(['hook', 'mute', 'hold', 'reject'])),
  lights: z.array(z.enum(['offHook', 'mute', 'ring', 'hold'])),
  /** `refused`: it cannot be opened or written to, so only its sound works. */
  state: z.enum(['unused', 'opening', 'ready', 'refused']),
})
export type HeadsetInfo = z.output<typeof headsetInfo>

/** Headsets with keys that a program can hear. `microphone`: the label of the one that is spoken into, if there is any. */
export const headsetList = z.object({ headsets: z.array(headsetInfo), microphone: z.string().nullable() })
export type HeadsetList = z.output<typeof headsetList>

export const headsetPress = z.enum(['answer', 'reject', 'end', 'hold', 'resume', 'mute', 'unmute'])
export type HeadsetPress = z.output<typeof headsetPress>

/**
 * `quiet`: heard, but hardly; `silent`: the microphone gave nothing; `busy`: there is a call. The rest as of the meter.
 */
export const echoRecorded = z.enum(['heard', 'quiet', 'silent', 'refused', 'none', 'failed', 'busy'])

export const devices = defineContract('devices', {
  list: request(nothing, deviceList),
  listChanged: event(deviceList),
  /** Opens the chosen microphone for its meter; `levels` events follow until `stopMeter` or 60 s pass. */
  startMeter: request(nothing, z.enum(['started', 'refused', 'none', 'failed'])),
  stopMeter: request(nothing, nothing),
  /** RMS 0–1 of what the microphone hears and of what the output plays, about 12 a second. */
  levels: event(z.object({ input: z.number(), output: z.number() })),
  /** Plays a short tone on the chosen output, or the ring on the ringing device. */
  playTest: request(z.object({ on: z.enum(['output', 'ring']) }), z.boolean()),
  /** Plays it as it would be heard, also while sounds are off. */
  tryTune: request(z.object({ tune }), z.boolean()),
  tryRing: request(z.object({ ring: ringChoice }), z.boolean()),
  /** Records the chosen microphone for three seconds, with `levels` meanwhile. */
  recordEcho: request(nothing, echoRecorded),
  /** Plays that once where calls are heard, and answers when it has ended; `false`: it could not be. */
  playEcho: request(nothing, z.boolean()),
  dropEcho: request(nothing, nothing),
  listHeadsets: request(nothing, headsetList),
  headsetsChanged: event(headsetList),
  /**
   * The headset rings without a call until it is answered, then mutes and holds as it is told; `headsetTested` follows
   * each press, until `stopHeadsetTest`, a call, or 60 s without a press. `false`: there is a call.
   */
  startHeadsetTest: request(nothing, z.boolean()),
  stopHeadsetTest: request(nothing, nothing),
  headsetTested: event(z.object({ pressed: headsetPress })),
  headsetTestEnded: event(nothing),
})
export type DevicesContract = typeof devices

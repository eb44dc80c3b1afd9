import { z } from 'zod'

import { defineContract, event, nothing, request } from '../define'

export const audioDevice = z.object({ deviceId: z.string(), label: z.string(), kind: z.enum(['input', 'output']) })
export type AudioDevice = z.output<typeof audioDevice>

/** `refused`: the OS or the person denied the microphone; `none`: no input device is there. */
export const microphoneState = z.enum(['available', 'refused', 'none', 'unknown'])

export const deviceList = z.object({ devices: z.array(audioDevice), microphone: microphoneState })
export type DeviceList = z.output<typeof deviceList>

export const devices = defineContract('devices', {
  list: request(nothing, deviceList),
  listChanged: event(deviceList),
  /** Opens the chosen microphone for its meter; `levels` events follow until `stopMeter` or 60 s pass. */
  startMeter: request(nothing, z.enum(['started', 'refused', 'none', 'failed'])),
  stopMeter: request(nothing, nothing),
  /** RMS 0–1 of what the microphone hears and of what the output plays, about 12 a second. */
  levels: event(z.object({ input: z.number(), output: z.number() })),
  /** Plays a short tone on the chosen output or ringing device. */
  playTest: request(z.object({ on: z.enum(['output', 'ring']) }), z.boolean()),
})
export type DevicesContract = typeof devices

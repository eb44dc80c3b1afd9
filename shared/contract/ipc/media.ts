import { z } from 'zod'

import type { HeadsetCommand, HeadsetHost } from '../../domain/headset/keys'
import { RINGS, TUNES } from '../../domain/sounds'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { callId } from '../ids'
import { deviceList, echoRecorded, headsetChoice, headsetList } from './devices'

/**
 * Main ↔ media window. The media window is the *answering* side of `media` (main asks, it acts) and reports
 * by `mediaReports`. Both are carried by one MessagePort that main hands over when the window is ready.
 */
const mediaFailure = z.object({
  reason: z.enum(['noMicrophone', 'microphoneRefused', 'noCommonCodec', 'mediaFailed', 'unknownCall']),
  detail: z.string().nullable(),
})
export type MediaFailure = z.output<typeof mediaFailure>

const headsetHost = z.object({
  isRinging: z.boolean(),
  isOffHook: z.boolean(),
  isMuted: z.boolean(),
  isHeld: z.boolean(),
}) satisfies z.ZodType<HeadsetHost>

const headsetCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['answer', 'reject', 'end', 'hold', 'resume']) }),
  z.object({ kind: z.literal('mute'), muted: z.boolean() }),
]) satisfies z.ZodType<HeadsetCommand>

const call = z.object({ callId })
const sdp = z.string().max(65_536)
const done = resultOf(z.null(), mediaFailure)
const description = resultOf(z.object({ sdp }), mediaFailure)

const playedSound = z.object({
  sound: z.enum(['ringback', 'busy', 'callEnded', 'recording', 'test', ...RINGS, ...TUNES]),
  volume: z.number(),
  /** Again and again at this interval, until it is stopped. */
  everyMs: z.number().int().positive().optional(),
  /** To try it out: a sound that goes on until it is stopped is heard once, in place of what was tried out before. */
  isTried: z.boolean().optional(),
})
export type PlayedSound = z.output<typeof playedSound>

export const media = defineContract('media', {
  /**
   * `direction` of our sending side: hold is `inactive` or `sendonly`. ICE gathering is finished before it answers.
   * `muted` is true from the first packet on: no new path of a muted call opens with its microphone (spec H3).
   */
  createOffer: request(
    z.object({ callId, hold: z.boolean(), iceRestart: z.boolean(), muted: z.boolean() }),
    description,
  ),
  createAnswer: request(z.object({ callId, offer: sdp, hold: z.boolean(), muted: z.boolean() }), description),
  /** Final or provisional (early media) answer to the offer before. */
  applyAnswer: request(z.object({ callId, answer: sdp, isFinal: z.boolean() }), done),
  /** Gives up an unanswered offer (491 and other failures of a re-INVITE). */
  rollback: request(call, done),
  setMuted: request(z.object({ callId, muted: z.boolean() }), done),
  /** RFC 4733 by the sender's RTCDTMFSender. */
  sendDtmf: request(z.object({ callId, digits: z.string() }), done),
  /** These calls hear each other and us, each without itself; an empty list ends it. Kept for calls that come later. */
  setConference: request(z.object({ callIds: z.array(callId) }), nothing),
  /**
   * Both sides of a call as one stream in WebM, reported as `recorded` of this `take`; ours is its left channel. With `isAnnounced`
   * both hear the announcement first, else a tone, which stands in the recording too, and nothing of what is said before its end
   * does. Answers when it is over.
   */
  startRecording: request(
    z.object({
      callId,
      take: z.number().int(),
      isAnnounced: z.boolean(),
      announcement: z.instanceof(Uint8Array).nullable(),
      isPaused: z.boolean(),
    }),
    resultOf(z.object({ announcedBy: z.enum(['nothing', 'tone', 'voice']) }), mediaFailure),
  ),
  /** How long this sound lasts; `null`: it cannot be played. */
  measureSound: request(
    z.object({ bytes: z.instanceof(Uint8Array) }),
    z.object({ lengthMs: z.number(), isSilent: z.boolean() }).nullable(),
  ),
  setRecordingPaused: request(z.object({ callId, isPaused: z.boolean() }), done),
  /** Answers after the last `recorded`; of a call without a recording at once. */
  stopRecording: request(call, nothing),
  close: request(call, nothing),
  setDevices: request(
    z.object({ input: z.string().nullable(), output: z.string().nullable(), ring: z.string().nullable() }),
    nothing,
  ),
  /**
   * `ring` (ringing device), `ringback`, `busy` (output) and what has `everyMs` loop until `stopSound` or the next of
   * these; the others play once.
   */
  playSound: request(playedSound, z.boolean()),
  stopSound: request(nothing, nothing),
  startMeter: request(nothing, z.enum(['started', 'refused', 'none', 'failed'])),
  stopMeter: request(nothing, nothing),
  /** As `devices` says of them. */
  recordEcho: request(nothing, echoRecorded),
  playEcho: request(nothing, z.boolean()),
  dropEcho: request(nothing, nothing),
  listDevices: request(nothing, deviceList),
  setHeadset: request(z.object({ choice: headsetChoice }), nothing),
  /** What the headset shows, at every change of it; without a call nothing is written to the headset. */
  setHeadsetHost: request(headsetHost, nothing),
  listHeadsets: request(nothing, headsetList),
})
export type MediaContract = typeof media

export const mediaReports = defineContract('mediaReports', {
  devicesChanged: event(deviceList),
  levels: event(z.object({ input: z.number(), output: z.number() })),
  /** Once a second per connected call. Counters are totals since the call began. */
  stats: event(
    z.object({
      callId,
      packetsSent: z.number(),
      packetsReceived: z.number(),
      packetsLost: z.number(),
      jitterMs: z.number(),
      roundTripMs: z.number().nullable(),
      codec: z.string().nullable(),
      /** Loudness since the report before, 0–1: what our microphone gave, and what came. `null`: not known. */
      voice: z.object({ own: z.number().nullable(), other: z.number().nullable(), forMs: z.number() }),
    }),
  ),
  connectionChanged: event(
    z.object({ callId, state: z.enum(['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed']) }),
  ),
  /**
   * The call's own device went away. `recovered`: another microphone took over, or the device is back; an output that
   * is gone plays on the system's, which is not what was chosen.
   */
  deviceLost: event(z.object({ callId, kind: z.enum(['input', 'output']), recovered: z.boolean() })),
  /** Twice a second, in order, without a gap; to be written one after another. */
  recorded: event(z.object({ callId, take: z.number().int(), bytes: z.instanceof(Uint8Array) })),
  /** Nothing more of it will be reported. */
  recordingFailed: event(z.object({ callId, detail: z.string() })),
  headsetsChanged: event(headsetList),
  /** A person pressed a key while a call of ours lives or rings. */
  headsetCommanded: event(headsetCommand),
  /** For the log: which headset did not do as it should. */
  headsetTroubled: event(
    z.object({ id: z.string(), trouble: z.enum(['wrongReport', 'notOpened', 'notWritten']), detail: z.string() }),
  ),
})
export type MediaReportsContract = typeof mediaReports

import { z } from 'zod'

import type { AnnouncementProblem, RecordingState } from '../../domain/recording'
import { defineContract, event, nothing, request, resultOf } from '../define'
import { callId } from '../ids'

const recordingState = z.union([
  z.object({ kind: z.enum(['starting', 'recording', 'paused']) }),
  z.object({ kind: z.literal('failed'), reason: z.enum(['noSpace', 'notWritten', 'noSound']) }),
]) satisfies z.ZodType<RecordingState>

/** `mode`: the rule that holds for what begins now; each talk keeps the one that it began with. */
export const recordingsNow = z.object({
  mode: z.enum(['off', 'onDemand', 'always']),
  calls: z.array(z.object({ callId, mode: z.enum(['onDemand', 'always']), state: recordingState })),
})
export type RecordingsNow = z.output<typeof recordingsNow>

const act = resultOf(z.null(), z.object({ reason: z.enum(['unknownCall', 'notAllowed']) }))
const target = z.object({ callId })
const announcementProblem = z.enum([
  'wrongType',
  'tooLarge',
  'unreadable',
  'tooLong',
  'noSound',
]) satisfies z.ZodType<AnnouncementProblem>

/** Recordings of talks. They lie on this computer: main writes them, and only the desk window may ask for them. */
export const recordings = defineContract('recordings', {
  getNow: request(nothing, recordingsNow),
  nowChanged: event(recordingsNow),
  start: request(target, act),
  pause: request(target, act),
  resume: request(target, act),
  stop: request(target, act),
  /** Which of these calls have recordings, and in how many files each. */
  find: request(
    z.object({ callIds: z.array(callId).max(1000) }),
    z.array(z.object({ callId, parts: z.number().int().min(1) })),
  ),
  filesChanged: event(nothing),
  /** `null`: it is not there any more, or cannot be read. */
  read: request(z.object({ callId, part: z.number().int().min(1) }), z.instanceof(Uint8Array).nullable()),
  /** In the system's file manager; `false`: it is not there any more. */
  showInFolder: request(target, z.boolean()),
  /** Can this file announce recordings? Decoded where calls are heard. */
  checkAnnouncement: request(
    z.object({ bytes: z.instanceof(Uint8Array) }),
    resultOf(z.object({ lengthMs: z.number().int() }), z.object({ reason: announcementProblem })),
  ),
  /** An administrator of this desk saved another rule: main asks the hub for it. */
  refreshPolicy: request(nothing, nothing),
})
export type RecordingsContract = typeof recordings

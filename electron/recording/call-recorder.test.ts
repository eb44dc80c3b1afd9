import { describe, expect, it, vi } from 'vitest'

import type { CallPhase, CallSnapshot } from '#shared/domain/call'
import type { CallId } from '#shared/domain/ids'
import type { RecordingPolicy } from '#shared/domain/recording'
import { ManualClock } from '#shared/lib/manual-clock'
import { FakeMediaPort } from '../sip/testing/fake-media-port'
import { CallRecorder } from './call-recorder'

const CALL = '01890000-0000-7000-8000-000000000001' as CallId
const ACTIVE: CallPhase = { kind: 'active', answeredAtMs: 0 }
const ENDED: CallPhase = { kind: 'ended', outcome: 'answered', reason: 'hungUpThere', durationMs: 1 }

/** What the recorder reads of a call. */
const call = (phase: CallPhase) => ({ id: CALL, phase }) as CallSnapshot

function setUp(mode: RecordingPolicy['mode'], isAnnounced = false) {
  const media = new FakeMediaPort()
  /** One list of bytes per file; `closed` counts those that came to their end. */
  const written: number[][] = []
  const disk = { closed: 0, error: null as (Error & { code?: string }) | null }
  const onFile = vi.fn()
  const policy: { now: RecordingPolicy } = { now: { mode, isAnnounced, announcement: null, keepDays: null } }
  const voice = { bytes: null as Uint8Array<ArrayBuffer> | null }
  const logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), child: () => logger }
  const recorder = new CallRecorder({
    media,
    policy: () => policy.now,
    announcement: async () => voice.bytes,
    clock: new ManualClock(),
    logger,
    onChanged: () => undefined,
    onFile,
    files: {
      async create() {
        const file: number[] = []
        written.push(file)
        return {
          async append(bytes: Uint8Array<ArrayBuffer>) {
            if (disk.error) throw disk.error
            file.push(...bytes)
          },
          async close() {
            disk.closed += 1
          },
        }
      },
    },
  })
  const settle = async () => {
    await vi.waitFor(() => undefined)
    await recorder.settle()
    await new Promise((done) => setImmediate(done))
  }
  const piece = (...values: number[]) => {
    media.report('recorded', { callId: CALL, take: media.take, bytes: Uint8Array.from(values) })
  }
  const kinds = () => recorder.now().calls.map(({ state }) => state.kind)
  return { recorder, media, written, disk, onFile, policy, settle, piece, kinds, voice, logger }
}

describe('a talk that is always recorded', () => {
  it('is from its first moment on, and the agent cannot stop or pause it', async () => {
    const { recorder, media, written, settle, piece, kinds, disk, onFile } = setUp('always')
    recorder.handleCalls([call({ kind: 'incoming' })])
    expect(media.log).toEqual([])
    recorder.handleCalls([call(ACTIVE)])
    expect(kinds()).toEqual(['starting'])
    await settle()
    expect(kinds()).toEqual(['recording'])
    expect([recorder.stop(CALL), recorder.pause(CALL), recorder.start(CALL)].map(({ ok }) => ok)).toEqual([
      false,
      false,
      false,
    ])
    piece(1, 2)
    piece(3)
    await settle()
    expect([written, disk.closed]).toEqual([[[1, 2, 3]], 0])

    recorder.handleCalls([call(ENDED)])
    piece(4)
    await settle()
    expect([written, disk.closed, onFile.mock.calls.length]).toEqual([[[1, 2, 3, 4]], 1, 1])
    expect(recorder.now().calls).toEqual([])
  })

  it('is not begun twice while the call changes', async () => {
    const { recorder, media, settle } = setUp('always')
    recorder.handleCalls([call(ACTIVE)])
    recorder.handleCalls([call(ACTIVE)])
    await settle()
    expect(media.log).toEqual(['record'])
  })

  it('keeps the rule with which it began', async () => {
    const { recorder, policy, settle } = setUp('always')
    recorder.handleCalls([call(ACTIVE)])
    await settle()
    policy.now = { ...policy.now, mode: 'onDemand' }
    expect(recorder.stop(CALL)).toEqual({ ok: false, error: { reason: 'notAllowed' } })
  })

  it('goes on in another file when the media window was replaced, without another tone', async () => {
    const { recorder, media, written, settle, piece, disk } = setUp('always', true)
    recorder.handleCalls([call(ACTIVE)])
    await settle()
    piece(1)
    await settle()
    media.restart()
    await settle()
    piece(2)
    await settle()
    expect(media.log).toEqual(['record announced', 'record'])
    expect([written, disk.closed]).toEqual([[[1], [2]], 1])
  })
})

describe('[K11] a talk that the media window does not know yet', () => {
  it('is recorded from the moment at which its voice is back', async () => {
    const { recorder, media, written, settle, piece, kinds } = setUp('always', true)
    media.refusals.set('startRecording', 'unknownCall')
    recorder.handleCalls([call(ACTIVE)])
    await settle()
    media.report('connectionChanged', { callId: CALL, state: 'connecting' })
    await settle()
    expect([media.log, kinds()]).toEqual([['record announced → unknownCall'], ['starting']])
    media.report('connectionChanged', { callId: CALL, state: 'connected' })
    await settle()
    piece(1)
    await settle()
    media.report('connectionChanged', { callId: CALL, state: 'connected' })
    await settle()
    expect([media.log.slice(1), kinds(), written]).toEqual([['record announced'], ['recording'], [[1]]])
  })
})

describe('the announcement', () => {
  it('is handed to the media window with the recording, in which it stands', async () => {
    const { recorder, media, written, settle, piece, voice, kinds } = setUp('always', true)
    voice.bytes = Uint8Array.of(1)
    const release = media.gate('startRecording')
    recorder.handleCalls([call(ACTIVE)])
    await settle()
    piece(7)
    await settle()
    expect([kinds(), written]).toEqual([['starting'], [[7]]])
    release()
    await settle()
    expect([kinds(), media.log]).toEqual([['recording'], ['record announced by voice']])
  })

  it('is not asked for where nobody is told', async () => {
    const { recorder, media, settle, voice } = setUp('always', false)
    voice.bytes = Uint8Array.of(1)
    recorder.handleCalls([call(ACTIVE)])
    await settle()
    expect(media.log).toEqual(['record'])
  })

  it('leaves nothing of a take that was given up in the file of the next', async () => {
    const { recorder, media, written, settle, piece } = setUp('onDemand')
    recorder.handleCalls([call(ACTIVE)])
    recorder.start(CALL)
    await settle()
    const before = media.take
    recorder.stop(CALL)
    await settle()
    recorder.start(CALL)
    await settle()
    media.report('recorded', { callId: CALL, take: before, bytes: Uint8Array.of(9) })
    piece(1)
    await settle()
    expect(written).toEqual([[1]])
  })
})

describe('a talk that the agent records', () => {
  it('is from the press on; what is said in a pause is not asked for', async () => {
    const { recorder, media, settle, kinds } = setUp('onDemand', true)
    recorder.handleCalls([call(ACTIVE)])
    expect(media.log).toEqual([])
    expect(recorder.start(CALL).ok).toBe(true)
    await settle()
    expect(recorder.pause(CALL).ok).toBe(true)
    expect([kinds(), recorder.pause(CALL).ok]).toEqual([['paused'], false])
    expect(recorder.resume(CALL).ok).toBe(true)
    expect(recorder.stop(CALL).ok).toBe(true)
    await settle()
    expect(media.log).toEqual(['record announced', 'pause recording', 'resume recording', 'stop recording'])
    expect(kinds()).toEqual([])
  })

  it('stays on its pause when the media window was replaced', async () => {
    const { recorder, media, settle, kinds } = setUp('onDemand')
    recorder.handleCalls([call(ACTIVE)])
    recorder.start(CALL)
    await settle()
    recorder.pause(CALL)
    media.restart()
    await settle()
    expect([media.log.at(-1), kinds()]).toEqual(['record paused', ['paused']])
  })

  it.each([
    ['ENOSPC', 'noSpace'],
    ['EACCES', 'notWritten'],
  ])('says that it stopped when the disk refuses: %s', async (code, reason) => {
    const { recorder, media, settle, piece, disk, written } = setUp('onDemand')
    recorder.handleCalls([call(ACTIVE)])
    recorder.start(CALL)
    await settle()
    disk.error = Object.assign(new Error(code), { code })
    piece(1)
    await settle()
    expect(recorder.now().calls[0]?.state).toEqual({ kind: 'failed', reason })
    expect(media.log.at(-1)).toBe('stop recording')
    // It can be begun again, in a file of its own.
    disk.error = null
    expect(recorder.start(CALL).ok).toBe(true)
    await settle()
    piece(2)
    await settle()
    expect(written).toEqual([[], [2]])
  })

  it('says when the media window could not', async () => {
    const { recorder, media, settle } = setUp('onDemand')
    recorder.handleCalls([call(ACTIVE)])
    media.refusals.set('startRecording', 'mediaFailed')
    recorder.start(CALL)
    await settle()
    expect(recorder.now().calls[0]?.state).toEqual({ kind: 'failed', reason: 'noSound' })
  })
})

it('records nothing where the rule says so, and no call that does not talk', () => {
  const { recorder, media } = setUp('off')
  recorder.handleCalls([call(ACTIVE)])
  expect(recorder.start(CALL)).toEqual({ ok: false, error: { reason: 'notAllowed' } })
  recorder.handleCalls([])
  expect(recorder.start(CALL)).toEqual({ ok: false, error: { reason: 'unknownCall' } })
  expect(media.log).toEqual([])
})

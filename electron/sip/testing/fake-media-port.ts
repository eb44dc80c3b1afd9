import type { RequestsOf } from '#shared/contract/define'
import type { MediaContract, MediaFailure } from '#shared/contract/ipc/media'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { err, ok } from '#shared/lib/result'
import { MediaWindowGone, type MediaPort } from '../../media/media-port'

type Reason = MediaFailure['reason']
type RequestName = keyof RequestsOf<MediaContract>

/** A media window that makes plausible plain-RTP descriptions and writes down what it was asked. */
export class FakeMediaPort implements MediaPort {
  readonly log: string[] = []
  /** Sounds as they were started; `null` for silence. */
  readonly sounds: (string | null)[] = []
  /** The next calls of these requests fail, or wait for `release`. */
  readonly refusals = new Map<RequestName, Reason | 'gone'>()
  /** Of the recording that was asked for last. */
  take = 0
  /** What every sound that is measured is. */
  sound: { readonly lengthMs: number; readonly isSilent: boolean } | null = { lengthMs: 5_000, isSilent: false }
  private readonly gates = new Map<RequestName, Promise<void>>()
  private readonly listeners = new Map<string, Set<(payload: never) => void>>()
  private readonly restartListeners = new Set<() => void>()
  private version = 0

  /** `offer`: a description to give for every offer instead of a made-up one. */
  constructor(private readonly offer: string | null = null) {}

  readonly requests: RequestsOf<MediaContract> = {
    createOffer: async ({ hold, iceRestart, muted }) => {
      await this.gates.get('createOffer')
      return this.answer(
        'createOffer',
        `createOffer${hold ? ' hold' : ''}${iceRestart ? ' restart' : ''}${muted ? ' muted' : ''}`,
        () => ({
          sdp: this.offer ?? this.describe(hold ? 'sendonly' : 'sendrecv'),
        }),
      )
    },
    createAnswer: async ({ hold, offer, muted }) => {
      await this.gates.get('createAnswer')
      return this.answer('createAnswer', `createAnswer${hold ? ' hold' : ''}${muted ? ' muted' : ''}`, () => ({
        sdp: this.describe(answerDirection(offer, hold)),
      }))
    },
    applyAnswer: async ({ isFinal }) => {
      await this.gates.get('applyAnswer')
      return this.answer('applyAnswer', `applyAnswer ${isFinal ? 'final' : 'early'}`, () => null)
    },
    rollback: async () => this.answer('rollback', 'rollback', () => null),
    setMuted: async ({ muted }) => {
      await this.gates.get('setMuted')
      return this.answer('setMuted', muted ? 'mute' : 'unmute', () => null)
    },
    sendDtmf: async ({ digits }) => this.answer('sendDtmf', `dtmf ${digits}`, () => null),
    setConference: async ({ callIds }) => {
      this.log.push(`conference ${String(callIds.length)}`)
      return null
    },
    startRecording: async ({ isAnnounced, announcement, isPaused, take }) => {
      this.take = take
      await this.gates.get('startRecording')
      const how = `${isAnnounced ? ' announced' : ''}${announcement ? ' by voice' : ''}${isPaused ? ' paused' : ''}`
      const announcedBy = announcement ? 'voice' : isAnnounced ? 'tone' : 'nothing'
      return this.answer('startRecording', `record${how}`, () => ({ announcedBy }) as const)
    },
    measureSound: async () => this.sound,
    setRecordingPaused: async ({ isPaused }) =>
      this.answer('setRecordingPaused', isPaused ? 'pause recording' : 'resume recording', () => null),
    stopRecording: async () => {
      this.log.push('stop recording')
      return null
    },
    close: async () => {
      this.log.push('close')
      return null
    },
    setDevices: async () => null,
    playSound: async ({ sound }) => {
      this.sounds.push(sound)
      return true
    },
    stopSound: async () => {
      this.sounds.push(null)
      return null
    },
    startMeter: async () => 'started',
    stopMeter: async () => null,
    recordEcho: async () => 'heard',
    playEcho: async () => true,
    dropEcho: async () => null,
    listDevices: async () => ({ devices: [], microphone: 'available' }),
    setHeadset: async () => null,
    setHeadsetHost: async () => null,
    listHeadsets: async () => ({ headsets: [], microphone: null }),
  }

  on: MediaPort['on'] = (name, listener) => {
    const set = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, set)
    const entry = listener as (payload: never) => void
    set.add(entry)
    return toDisposable(() => set.delete(entry))
  }

  onRestarted(listener: () => void): Disposable {
    this.restartListeners.add(listener)
    return toDisposable(() => this.restartListeners.delete(listener))
  }

  report(name: string, payload: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (value: unknown) => void)(payload)
  }

  restart(): void {
    for (const listener of this.restartListeners) listener()
  }

  /** Holds a request back until the returned function is called. */
  gate(name: RequestName): () => void {
    let open: () => void = () => undefined
    this.gates.set(
      name,
      new Promise((resolve) => {
        open = () => {
          this.gates.delete(name)
          resolve()
        }
      }),
    )
    return () => {
      open()
    }
  }

  private answer<T>(name: RequestName, line: string, make: () => T) {
    const refusal = this.refusals.get(name)
    this.refusals.delete(name)
    this.log.push(refusal ? `${line} → ${refusal}` : line)
    if (refusal === 'gone') throw new MediaWindowGone()
    return refusal ? err({ reason: refusal, detail: null }) : ok(make())
  }

  private describe(direction: string): string {
    this.version += 1
    return [
      'v=0',
      `o=- 1 ${String(this.version)} IN IP4 127.0.0.1`,
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=audio 40000 RTP/AVP 8 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      `a=${direction}`,
      '',
    ].join('\r\n')
  }
}

/** RFC 3264 §6.1: the answer mirrors the offer, less what we hold back. */
function answerDirection(offer: string, hold: boolean): string {
  const offered = /^a=(sendonly|inactive|recvonly)\s*$/m.exec(offer)?.[1]
  if (offered === 'sendonly') return hold ? 'inactive' : 'recvonly'
  if (offered === 'inactive') return 'inactive'
  return hold || offered === 'recvonly' ? 'sendonly' : 'sendrecv'
}

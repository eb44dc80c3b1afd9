import type { Page } from '@playwright/test'

export interface Recorded {
  readonly pieces: number
  readonly seconds: number
  readonly left: readonly number[]
  readonly right: readonly number[]
}

type Reply = {
  readonly ok: boolean
  readonly value?: { readonly sdp: string }
  readonly error?: { readonly reason: string }
}

/** Speaks to the media window as main does: over a MessagePort of its own, with main's requests. */
export class MediaDriver {
  private constructor(private readonly page: Page) {}

  /** The microphone becomes a tone of `hz`, which no echo or noise filter takes away. */
  static async connect(page: Page, hz: number): Promise<MediaDriver> {
    await page.evaluate((frequency) => {
      const context = new AudioContext()
      const tone = new OscillatorNode(context, { frequency })
      tone.start()
      // As a headset that is muted by its own switch: the device is there and delivers zeros.
      const volume = new GainNode(context)
      tone.connect(volume)
      const state = { isPluggedIn: true, tracks: [] as MediaStreamTrack[] }
      navigator.mediaDevices.getUserMedia = () => {
        if (!state.isPluggedIn) return Promise.reject(new DOMException('none', 'NotFoundError'))
        const destination = context.createMediaStreamDestination()
        volume.connect(destination)
        state.tracks.push(...destination.stream.getAudioTracks())
        return Promise.resolve(destination.stream)
      }
      const { port1, port2 } = new MessageChannel()
      const waiting = new Map<number, (value: unknown) => void>()
      const reports: unknown[] = []
      let id = 0
      port1.onmessage = ({ data }: MessageEvent<FromWindow>) => {
        if (data.type === 'report') reports.push(data)
        if (data.type === 'reply') waiting.get(data.id)?.(data.value)
        if (data.type === 'threw') waiting.get(data.id)?.({ ok: false, error: { reason: data.message } })
      }
      window.postMessage('otklik:media-port', window.location.origin, [port2])
      Object.assign(window, {
        media: {
          reports,
          setVolume(gain: number) {
            volume.gain.value = gain
          },
          unplug() {
            state.isPluggedIn = false
            for (const track of state.tracks) track.dispatchEvent(new Event('ended'))
          },
          ask: (name: string, args: unknown) =>
            new Promise((resolve) => {
              waiting.set(++id, resolve)
              port1.postMessage({ type: 'request', id, name, args })
            }),
        },
      })
    }, hz)
    return new MediaDriver(page)
  }

  ask(name: string, args: Readonly<Record<string, unknown>>): Promise<Reply> {
    return this.page.evaluate(
      ([request, parameters]) => (window as unknown as MediaPage).media.ask(request, parameters),
      [name, args] as const,
    )
  }

  /** Offer by `from`, answer by `to`, applied: both directions of each description, as the SDP says. */
  async negotiate(from: string, to: string, hold: boolean, iceRestart = false): Promise<readonly string[]> {
    const offer = sdpOf(await this.ask('createOffer', { callId: from, hold, iceRestart, muted: false }))
    const answer = sdpOf(await this.ask('createAnswer', { callId: to, offer, hold: false, muted: false }))
    const applied = await this.ask('applyAnswer', { callId: from, answer, isFinal: true })
    if (!applied.ok) throw new Error(`The answer was not applied: ${applied.error?.reason ?? ''}`)
    return [offer, answer].map((sdp) => /a=(sendrecv|sendonly|recvonly|inactive)/.exec(sdp)?.[1] ?? 'none')
  }

  /**
   * Calls somebody whose voice is a tone of `hz` and who stands outside of the media window's own calls. `isAnew`: the
   * same call, as after a change of network, with a far end that begins anew too.
   */
  async callFarEnd(callId: string, hz: number, isAnew = false): Promise<void> {
    const offer = sdpOf(await this.ask('createOffer', { callId, hold: false, iceRestart: isAnew, muted: false }))
    const answer = await this.page.evaluate(
      async ([id, sdp, frequency]) => {
        const context = new AudioContext()
        const tone = new OscillatorNode(context, { frequency })
        const destination = context.createMediaStreamDestination()
        tone.connect(destination)
        tone.start()
        const peer = new RTCPeerConnection()
        peer.addEventListener('track', ({ track }) => {
          // Chromium decodes a remote stream only where something plays it.
          const known = document.querySelector<HTMLAudioElement>(`audio[data-call-id="far-${id}"]`)
          const audio = Object.assign(known ?? document.createElement('audio'), { autoplay: true, muted: true })
          audio.dataset['callId'] = `far-${id}`
          audio.srcObject = new MediaStream([track])
          document.body.append(audio)
        })
        await peer.setRemoteDescription({ type: 'offer', sdp })
        const [voice] = destination.stream.getAudioTracks()
        if (voice) peer.addTrack(voice, destination.stream)
        await peer.setLocalDescription(await peer.createAnswer())
        while (peer.iceGatheringState !== 'complete')
          await new Promise((done) => {
            peer.addEventListener('icegatheringstatechange', done, { once: true })
          })
        return peer.localDescription?.sdp ?? ''
      },
      [callId, offer, hz] as const,
    )
    const applied = await this.ask('applyAnswer', { callId, answer, isFinal: true })
    if (!applied.ok) throw new Error(`The answer was not applied: ${applied.error?.reason ?? ''}`)
  }

  /** Which of these tones a call plays (`far-…`: what its other side hears). */
  hearsOf(callId: string, tones: readonly number[]): Promise<readonly number[]> {
    return this.page.evaluate(
      async ([id, frequencies]) => {
        const stream = document.querySelector<HTMLAudioElement>(`audio[data-call-id="${id}"]`)?.srcObject
        if (!(stream instanceof MediaStream)) return []
        const context = new AudioContext()
        const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
        context.createMediaStreamSource(stream).connect(analyser)
        await new Promise((done) => setTimeout(done, 500))
        const levels = new Float32Array(analyser.frequencyBinCount)
        analyser.getFloatFrequencyData(levels)
        const bin = context.sampleRate / analyser.fftSize
        await context.close()
        const levelAt = (hz: number) =>
          Math.max(...[-1, 0, 1].map((step) => levels[Math.round(hz / bin) + step] ?? -Infinity))
        return frequencies.filter((hz) => levelAt(hz) > -50)
      },
      [callId, tones] as const,
    )
  }

  unplugMicrophone(): Promise<void> {
    return this.page.evaluate(() => {
      ;(window as unknown as MediaPage).media.unplug()
    })
  }

  /** What was recorded of a call so far: its length, and which of these tones stand in its left and right channel. */
  recordedOf(callId: string, tones: readonly number[]): Promise<Recorded> {
    return this.page.evaluate(
      async ([id, frequencies]) => {
        const pieces = (window as unknown as MediaPage).media.reports.flatMap(({ name, payload }) =>
          name === 'recorded' && payload.callId === id && payload.bytes ? [payload.bytes] : [],
        )
        if (pieces.length === 0) return { pieces: 0, seconds: 0, left: [], right: [] }
        const context = new AudioContext()
        const bytes = await new Blob(pieces).arrayBuffer()
        const sound = await context.decodeAudioData(bytes)
        await context.close()
        // Goertzel over the last second.
        const level = (samples: Float32Array, hz: number) => {
          const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sound.sampleRate)
          let [one, two] = [0, 0]
          for (const sample of samples) [one, two] = [sample + coefficient * one - two, one]
          return Math.sqrt(one * one + two * two - coefficient * one * two) / samples.length
        }
        const heard = (channel: number) => {
          const samples = sound.getChannelData(channel).slice(-sound.sampleRate)
          return frequencies.filter((hz) => level(samples, hz) > 0.02)
        }
        return { pieces: pieces.length, seconds: sound.duration, left: heard(0), right: heard(1) }
      },
      [callId, tones] as const,
    )
  }

  /** Announced by a WAV of one tone. Bytes cannot be handed over from here, so they are made there. */
  startRecording(callId: string, hz: number, lengthMs: number): Promise<unknown> {
    return this.page.evaluate(
      ([id, frequency, ms]) => {
        const rate = 16_000
        const samples = Math.round((ms / 1000) * rate)
        const bytes = new Uint8Array(44 + samples * 2)
        const view = new DataView(bytes.buffer)
        const text = (at: number, value: string) => {
          bytes.set(new TextEncoder().encode(value), at)
        }
        text(0, 'RIFF')
        view.setUint32(4, 36 + samples * 2, true)
        text(8, 'WAVEfmt ')
        view.setUint32(16, 16, true)
        view.setUint16(20, 1, true)
        view.setUint16(22, 1, true)
        view.setUint32(24, rate, true)
        view.setUint32(28, rate * 2, true)
        view.setUint16(32, 2, true)
        view.setUint16(34, 16, true)
        text(36, 'data')
        view.setUint32(40, samples * 2, true)
        for (let index = 0; index < samples; index += 1)
          view.setInt16(44 + index * 2, 12_000 * Math.sin((2 * Math.PI * frequency * index) / rate), true)
        const wish = { callId: id, take: 1, isAnnounced: true, announcement: bytes, isPaused: false }
        return (window as unknown as MediaPage).media.ask('startRecording', wish)
      },
      [callId, hz, lengthMs] as const,
    )
  }

  setMicrophoneVolume(gain: number): Promise<void> {
    return this.page.evaluate((value) => {
      ;(window as unknown as MediaPage).media.setVolume(value)
    }, gain)
  }

  /** How loud the microphone of a call was in the last second that was reported; `null`: not known. */
  ownLevel(callId: string): Promise<number | null> {
    return this.page.evaluate(
      (id) =>
        (window as unknown as MediaPage).media.reports
          .filter(({ name, payload }) => name === 'stats' && payload.callId === id)
          .at(-1)?.payload.voice?.own ?? null,
      callId,
    )
  }

  lostDevices(): Promise<readonly { kind: string; recovered: boolean }[]> {
    return this.page.evaluate(() =>
      (window as unknown as MediaPage).media.reports
        .filter(({ name }) => name === 'deviceLost')
        .map(({ payload }) => ({ kind: payload.kind ?? '', recovered: payload.recovered ?? false })),
    )
  }

  /** The strongest frequency that a call plays (0: silence), over a short while. */
  heardHz(callId: string): Promise<number> {
    return this.page.evaluate(async (id) => {
      const stream = document.querySelector<HTMLAudioElement>(`audio[data-call-id="${id}"]`)?.srcObject
      if (!(stream instanceof MediaStream)) return 0
      const context = new AudioContext()
      const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
      context.createMediaStreamSource(stream).connect(analyser)
      await new Promise((done) => setTimeout(done, 500))
      const levels = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(levels)
      const loudest = Math.max(...levels)
      const hz = (levels.indexOf(loudest) * context.sampleRate) / analyser.fftSize
      await context.close()
      return loudest > -60 ? hz : 0
    }, callId)
  }
}

/** As in electron/media/port-protocol.ts. */
type FromWindow =
  | { readonly type: 'report' | 'ready' | 'pong' }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'threw'; readonly id: number; readonly message: string }

interface MediaPage {
  readonly media: {
    readonly reports: readonly {
      readonly name: string
      readonly payload: {
        readonly kind?: string
        readonly recovered?: boolean
        readonly callId?: string
        readonly bytes?: Uint8Array<ArrayBuffer>
        readonly voice?: { readonly own: number | null }
      }
    }[]
    ask(name: string, args: unknown): Promise<Reply>
    unplug(): void
    setVolume(gain: number): void
  }
}

function sdpOf(reply: Reply): string {
  if (!reply.value) throw new Error(`No description was made: ${reply.error?.reason ?? ''}`)
  return reply.value.sdp
}

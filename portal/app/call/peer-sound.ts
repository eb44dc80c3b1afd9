import { sleep, type Clock } from '#shared/lib/clock'

import type { CallSound, MicrophoneProblem, SoundState } from './visitor-calls'

/** What is not gathered by then is not waited for: addresses of this computer come at once. */
const GATHERED_WITHIN_MS = 2000

/** Only pages that came encrypted, or from this computer, are given a microphone. */
export function canTalk(): boolean {
  return typeof RTCPeerConnection === 'function' && 'mediaDevices' in navigator
}

/** The sound of one call in this browser. */
export class PeerSound implements CallSound {
  private pc: RTCPeerConnection | null = null
  private microphone: MediaStream | null = null
  /** Of the offer that was taken last. */
  private fingerprints: readonly string[] = []
  private isMuted = false
  private isClosed = false
  private readonly speaker = document.createElement('audio')

  constructor(
    private readonly clock: Clock,
    private readonly changed: (state: SoundState) => void,
  ) {
    this.speaker.autoplay = true
  }

  async openMicrophone(): Promise<MicrophoneProblem | null> {
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      })
      if (this.isClosed) stop(opened)
      else this.microphone = opened
      return null
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'microphoneRefused'
      // Not there, or held by another program.
      return 'noMicrophone'
    }
  }

  async answer(offer: string): Promise<string> {
    const fingerprints = offer.match(/^a=fingerprint:.*$/gm) ?? []
    // The other side began anew: what was agreed with the one before is worth nothing.
    const isAnew = !fingerprints.some((one) => this.fingerprints.includes(one))
    this.fingerprints = fingerprints
    const pc = isAnew || !this.pc ? this.connect() : this.pc
    await pc.setRemoteDescription({ type: 'offer', sdp: offer })
    await pc.setLocalDescription(await pc.createAnswer())
    await this.gathered(pc)
    if (!pc.localDescription) throw new Error('The browser made no answer to an offer.')
    return pc.localDescription.sdp
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted
    this.applyMute()
  }

  close(): void {
    this.isClosed = true
    this.part()
    if (this.microphone) stop(this.microphone)
    this.microphone = null
    this.speaker.srcObject = null
    this.speaker.remove()
  }

  private connect(): RTCPeerConnection {
    this.part()
    const pc = new RTCPeerConnection()
    this.pc = pc
    pc.addEventListener('track', ({ track }) => {
      if (this.pc !== pc) return
      this.speaker.srcObject = new MediaStream([track])
      document.body.append(this.speaker)
      this.play()
    })
    pc.addEventListener('connectionstatechange', () => {
      if (this.pc !== pc) return
      const { connectionState } = pc
      if (connectionState === 'connected') this.changed('connected')
      else if (connectionState === 'disconnected') this.changed('shaky')
      else if (connectionState === 'failed') this.changed('failed')
    })
    if (this.microphone) for (const track of this.microphone.getTracks()) pc.addTrack(track, this.microphone)
    this.applyMute()
    return pc
  }

  /** A browser that forbids it although the person has answered by a click lets it sound at the next touch. */
  private play(): void {
    this.speaker.play().catch((error: unknown) => {
      if (!(error instanceof DOMException)) throw error
      // Otherwise another track has come, which plays by its own call.
      if (error.name !== 'NotAllowedError') return
      const again = () => {
        if (!this.isClosed) this.play()
      }
      document.addEventListener('pointerdown', again, { once: true })
    })
  }

  private part(): void {
    const { pc } = this
    this.pc = null
    pc?.close()
  }

  private applyMute(): void {
    for (const track of this.microphone?.getAudioTracks() ?? []) track.enabled = !this.isMuted
  }

  private async gathered(pc: RTCPeerConnection): Promise<void> {
    if (pc.iceGatheringState === 'complete') return
    const complete = new Promise<void>((resolve) => {
      pc.addEventListener('icegatheringstatechange', () => {
        if (pc.iceGatheringState === 'complete') resolve()
      })
    })
    await Promise.race([complete, sleep(this.clock, GATHERED_WITHIN_MS)])
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

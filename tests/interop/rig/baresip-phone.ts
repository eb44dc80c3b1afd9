import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BaresipControl, BaresipEvent } from './baresip-control'
import type { RigProcess } from './rig-process'
import { lengthOfWavMs, readLastSamples, toneInWav, toneShareInWav } from './wav-tone'

export interface RtpStats {
  readonly packetsSent: number
  readonly packetsReceived: number
  readonly packetsLost: number
}

export interface IncomingCall {
  readonly id: string
  readonly peerUri: string
}

const WAIT_MS = 15_000

/** The other phone of the rig. It says 440 Hz and writes what it hears to a file. */
export class BaresipPhone {
  private digits = ''
  private statsLines: string[] = []
  private taken = 0
  private readonly live = new Set<string>()
  private readonly idleWatchers = new Set<() => void>()

  constructor(
    private readonly control: BaresipControl,
    process: RigProcess,
    private readonly recordings: string,
  ) {
    process.onLine((line) => {
      this.statsLines.push(line)
      this.statsLines = this.statsLines.slice(-400)
    })
    control.onEvent(({ type, id, param }) => {
      if (type === 'CALL_DTMF_START') this.digits += param ?? ''
      if (id === undefined || !type.startsWith('CALL_')) return
      if (type === 'CALL_CLOSED') this.live.delete(id)
      else this.live.add(id)
      if (this.live.size === 0) for (const watcher of this.idleWatchers) watcher()
    })
  }

  get events(): readonly BaresipEvent[] {
    return this.control.events
  }

  /** Begins a new story: events, digits and figures of earlier calls are left behind. */
  forget(): void {
    this.taken = this.control.events.length
    this.digits = ''
    this.statsLines = []
  }

  /** Ends what a story has left, and begins a new one. */
  async untilIdle(): Promise<void> {
    if (this.live.size > 0) {
      const idle = new Promise<void>((resolve) => this.idleWatchers.add(resolve))
      for (let left = this.live.size; left > 0; left -= 1) await this.control.command('hangup')
      await idle
      this.idleWatchers.clear()
    }
    this.forget()
  }

  async waitIncoming(): Promise<IncomingCall> {
    const event = await this.waitEvent('CALL_INCOMING')
    return { id: event.id ?? '', peerUri: event.peeruri ?? '' }
  }

  /** Also of a call for which it has no event: one that it listens to while it rings. */
  async listsCalls(): Promise<boolean> {
    const said = await this.control.command('listcalls')
    return /Active calls \([1-9]/.test(said)
  }

  async accept(): Promise<void> {
    await this.control.command('accept')
    await this.waitEvent('CALL_ESTABLISHED')
  }

  /** Returns once baresip has begun the call; `waitEstablished` waits for the answer. */
  async dial(uri: string): Promise<void> {
    await this.control.command('dial', uri)
  }

  async waitEstablished(): Promise<void> {
    await this.waitEvent('CALL_ESTABLISHED')
  }

  /** The reason that baresip gives, as `Rejected by user` or `486 Busy Here`. */
  async waitClosed(): Promise<string> {
    return (await this.waitEvent('CALL_CLOSED')).param ?? ''
  }

  async hangUp(): Promise<void> {
    await this.control.command('hangup')
  }

  async hold(): Promise<void> {
    await this.control.command('hold')
  }

  async resume(): Promise<void> {
    await this.control.command('resume')
  }

  /** DTMF digits received since `forget`, as RFC 4733 events or INFO. */
  receivedDtmf(): string {
    return this.digits
  }

  /** The tone in the last half second of what baresip heard, or null. Also works during the call. */
  async recordedTone(): Promise<number | null> {
    const file = await this.newestRecording()
    return file === undefined ? null : toneInWav(await readLastSamples(file))
  }

  /** How much of the last half second of what baresip heard is that tone, 0–1. */
  async recordedShare(hz: number): Promise<number> {
    const file = await this.newestRecording()
    return file === undefined ? 0 : toneShareInWav(await readLastSamples(file), hz)
  }

  /** How much sound came in so far: baresip writes what it decodes. */
  async recordedMs(): Promise<number> {
    const file = await this.newestRecording()
    return file === undefined ? 0 : lengthOfWavMs(file)
  }

  /** Figures of the last call; baresip prints them when it ends. */
  rtpStats(): RtpStats | undefined {
    const text = this.statsLines.join('\n')
    const packets = text
      .match(/packets:\s+(\d+)\s+(\d+)/g)
      ?.at(-1)
      ?.match(/(\d+)\s+(\d+)/)
    if (!packets) return undefined
    const lost = text
      .match(/lost:\s+(-?\d+)\s+(-?\d+)/g)
      ?.at(-1)
      ?.match(/(-?\d+)\s+(-?\d+)$/)
    return {
      packetsSent: Number(packets[1]),
      packetsReceived: Number(packets[2]),
      packetsLost: Number(lost?.[2] ?? 0),
    }
  }

  /** The first event of that type that nobody has waited for yet. */
  async waitEvent(type: string): Promise<BaresipEvent> {
    const past = this.control.events.findIndex((event, index) => index >= this.taken && event.type === type)
    if (past >= 0) return this.take(past)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        listener.dispose()
        const seen = this.control.events.slice(this.taken).map((event) => event.type)
        reject(new Error(`baresip gave no ${type} in ${WAIT_MS} ms; since the last one it gave: ${seen.join(', ')}`))
      }, WAIT_MS)
      const listener = this.control.onEvent((event) => {
        if (event.type !== type) return
        clearTimeout(timer)
        listener.dispose()
        resolve(this.take(this.control.events.length - 1))
      })
    })
  }

  /** baresip writes a file per call, named by time: `-dec` is what it decoded. */
  private async newestRecording(): Promise<string | undefined> {
    const names = (await readdir(this.recordings)).filter((name) => name.endsWith('-dec.wav'))
    const newest = names.sort().at(-1)
    return newest === undefined ? undefined : join(this.recordings, newest)
  }

  private take(index: number): BaresipEvent {
    this.taken = index + 1
    const event = this.control.events[index]
    if (!event) throw new Error(`Expected an event at ${index}`)
    return event
  }
}

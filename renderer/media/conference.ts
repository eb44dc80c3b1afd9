import type { CallId } from '#shared/domain/ids'

/** One call as the mix sees it. */
export interface ConferencePart {
  readonly callId: CallId
  /** Our own voice in this call; silent while it is muted or held. */
  readonly voice: MediaStreamTrack | null
  readonly remoteStream: MediaStream | null
  readonly isHeld: boolean
  /** What the other side is to hear from now on; `null`: our own voice alone. */
  send(track: MediaStreamTrack | null): void
}

/**
 * Joins calls: each other side hears our voice and everybody but itself. The graph is made anew whenever a voice, a stream or a
 * hold changes; the tracks that are sent stay the same, so that no negotiation comes of it.
 */
export class Conference {
  private wanted: ReadonlySet<CallId> = new Set()
  private context: AudioContext | null = null
  private readonly mixes = new Map<CallId, MediaStreamAudioDestinationNode>()
  private silence: ConstantSourceNode | null = null
  private sources: MediaStreamAudioSourceNode[] = []

  constructor(private readonly parts: () => readonly ConferencePart[]) {}

  /** None or one: nothing is joined any more. */
  set(callIds: readonly CallId[]): void {
    this.wanted = new Set(callIds)
    this.refresh()
  }

  refresh(): void {
    for (const source of this.sources) source.disconnect()
    this.sources = []
    const all = this.parts()
    const joined = all.filter(({ callId }) => this.wanted.has(callId))
    const isOn = joined.length > 1
    for (const part of all) {
      if (!(isOn && this.wanted.has(part.callId)) && this.mixes.has(part.callId)) part.send(null)
    }
    for (const [callId, mix] of this.mixes) {
      if (isOn && joined.some((part) => part.callId === callId)) continue
      mix.disconnect()
      this.mixes.delete(callId)
    }
    if (isOn) this.connect(joined)
    else this.close()
  }

  private connect(joined: readonly ConferencePart[]): void {
    const context = (this.context ??= new AudioContext())
    this.silence ??= startSilence(context)
    for (const { callId } of joined)
      if (!this.mixes.has(callId)) this.mixes.set(callId, this.createMix(context, this.silence))
    // Whoever is on hold hears nobody and is heard by nobody; the others talk on.
    const present = joined.filter(({ isHeld }) => !isHeld)
    const mixesOf = (parts: readonly ConferencePart[]) => parts.flatMap(({ callId }) => this.mixes.get(callId) ?? [])
    for (const part of present) {
      if (part.voice) this.feed(context, new MediaStream([part.voice]), mixesOf([part]))
      const others = present.filter((other) => other !== part)
      if (part.remoteStream) this.feed(context, part.remoteStream, mixesOf(others))
    }
    for (const part of joined) part.send(this.mixes.get(part.callId)?.stream.getAudioTracks()[0] ?? null)
  }

  private feed(context: AudioContext, stream: MediaStream, mixes: readonly AudioNode[]): void {
    if (stream.getAudioTracks().length === 0) return
    const source = context.createMediaStreamSource(stream)
    for (const mix of mixes) source.connect(mix)
    this.sources.push(source)
  }

  private createMix(context: AudioContext, silence: AudioNode): MediaStreamAudioDestinationNode {
    const mix = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' })
    // Without a source it would send no packets at all.
    silence.connect(mix)
    return mix
  }

  private close(): void {
    this.mixes.clear()
    this.silence = null
    void this.context?.close()
    this.context = null
  }
}

function startSilence(context: AudioContext): ConstantSourceNode {
  const node = new ConstantSourceNode(context, { offset: 0 })
  node.start()
  return node
}

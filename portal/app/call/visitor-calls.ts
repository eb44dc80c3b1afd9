import type { PageFrame, PortalFrame } from '#shared/contract/portal'
import type { PageCallRefusal } from '#shared/domain/site-chat'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

export type MicrophoneProblem = Extract<PageCallRefusal, 'noMicrophone' | 'microphoneRefused'>
/** `lost`: the desk or the sound did not come back. */
export type EndedCall = 'hungUp' | 'lost' | 'takenElsewhere' | MicrophoneProblem | 'mediaFailed'

interface Caller {
  readonly callId: string
  readonly company: string
  /** Why they call. */
  readonly note: string | null
}

export type CallState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'rings' } & Caller)
  /** Answered; nothing is heard yet. */
  | ({ readonly kind: 'connects'; readonly isMuted: boolean } & Caller)
  | ({
      readonly kind: 'talks'
      readonly sinceMs: number
      readonly isMuted: boolean
      readonly isShaky: boolean
    } & Caller)
  | { readonly kind: 'ended'; readonly why: EndedCall; readonly lastedMs: number | null }

/** Microphone, connection and loudspeaker of one call. */
export interface CallSound {
  /** Answers why there is none. */
  openMicrophone(): Promise<MicrophoneProblem | null>
  /** The answer to an offer, ICE gathered. Throws where the browser cannot take it. */
  answer(offer: string): Promise<string>
  setMuted(isMuted: boolean): void
  close(): void
}

/** `shaky`: broken for now. `failed`: it does not mend by itself, only by a new offer of the desk. */
export type SoundState = 'connected' | 'shaky' | 'failed'

export interface VisitorCallsOptions {
  readonly clock: Clock
  /** `false`: there is no line. */
  readonly send: (frame: PageFrame) => boolean
  /** Can this browser, on this page, take calls at all? */
  readonly canTalk: () => boolean
  readonly makeSound: (changed: (state: SoundState) => void) => CallSound
  readonly changed: (state: CallState) => void
}

interface Live extends Caller {
  offer: { readonly number: number; readonly sdp: string }
  answered: { readonly number: number; readonly sdp: string } | null
  sound: CallSound | null
  sinceMs: number | null
  isMuted: boolean
  isShaky: boolean
  /** Offers are answered one after another. */
  work: Promise<void>
}

type CallFrame = Extract<PortalFrame, { type: 'call' | 'callOffer' }>

/** How long a talk without sound is waited for. */
const MENDS_WITHIN_MS = 30_000
/** A plain end says so and goes by itself. */
const ENDED_SHOWN_MS = 5000
const REMEMBERED = 20
const FAREWELLS = 3

/** Calls that arrive in this page: one at a time, as the hub tells of them. Knows nothing of the page that draws it. */
export class VisitorCalls {
  private live: Live | null = null
  private shown: CallState = { kind: 'none' }
  private wait: Disposable | null = null
  /** How the last calls were ended here. Said again on each new line: on the old one it may have been lost. */
  private readonly farewells: PageFrame[] = []
  /** Ended here: what the hub says of them comes late. */
  private readonly done: string[] = []

  constructor(private readonly options: VisitorCallsOptions) {}

  get state(): CallState {
    return this.shown
  }

  handle(frame: PortalFrame): void {
    switch (frame.type) {
      case 'welcome':
        for (const said of this.farewells) this.options.send(said)
        if (this.live) this.options.send({ type: 'callHere', callId: this.live.callId })
        return
      case 'call':
        this.called(frame)
        return
      case 'callOffer':
        if (this.live?.callId === frame.callId) this.offered(this.live, frame)
        else this.options.send({ type: 'callHungUp', callId: frame.callId })
        return
      case 'callOver':
        this.over(frame)
        return
      default:
    }
  }

  answer(): void {
    const { live } = this
    if (!live || live.sound) return
    const sound = this.options.makeSound((state) => {
      if (this.live === live) this.heard(live, state)
    })
    live.sound = sound
    this.tell()
    live.work = sound.openMicrophone().then(
      (problem) => {
        if (this.live !== live) return
        if (problem) this.refuse(live, problem)
        else this.negotiate(live)
      },
      () => {
        if (this.live === live) this.refuse(live, 'mediaFailed')
      },
    )
  }

  decline(): void {
    const { live } = this
    if (!live || live.answered) return
    this.part({ type: 'callRefused', callId: live.callId, reason: 'declined' })
    this.end(live, null)
  }

  /** Also while it connects, where it is a refusal still. */
  hangUp(): void {
    const { live } = this
    if (!live) return
    if (!live.answered) return this.decline()
    this.part({ type: 'callHungUp', callId: live.callId })
    this.end(live, 'hungUp')
  }

  setMuted(isMuted: boolean): void {
    const { live } = this
    if (!live?.sound) return
    live.isMuted = isMuted
    live.sound.setMuted(isMuted)
    this.tell()
  }

  /** The person has read how it ended. */
  dismiss(): void {
    if (this.shown.kind === 'ended') this.show({ kind: 'none' })
  }

  /** The page is closed, or shows the chat no more. */
  leave(): void {
    const { live } = this
    if (!live) return
    this.part({ type: 'callHungUp', callId: live.callId })
    this.end(live, null)
  }

  private called(frame: Extract<PortalFrame, { type: 'call' }>): void {
    const { callId, company, note, offerNumber: number, sdp } = frame
    if (this.live?.callId === callId) return this.offered(this.live, frame)
    if (this.done.includes(callId)) return
    // The hub knows of one call at most: another one is gone.
    if (this.live) this.end(this.live, null)
    if (!this.options.canTalk()) {
      this.part({ type: 'callRefused', callId, reason: 'mediaFailed' })
      return
    }
    this.live = {
      callId,
      company,
      note,
      offer: { number, sdp },
      answered: null,
      sound: null,
      sinceMs: null,
      isMuted: false,
      isShaky: false,
      work: Promise.resolve(),
    }
    this.stopWaiting()
    this.tell()
    this.options.send({ type: 'callRings', callId })
  }

  private offered(live: Live, { offerNumber: number, sdp }: CallFrame): void {
    const { answered } = live
    // It was not heard: the line broke.
    if (answered?.number === number) this.describe(live, answered)
    if (number <= live.offer.number) return
    live.offer = { number, sdp }
    if (live.sound) this.negotiate(live)
  }

  private negotiate(live: Live): void {
    live.work = live.work
      .then(async () => {
        const { offer, sound } = live
        if (this.live !== live || !sound || live.answered?.number === offer.number) return
        const sdp = await sound.answer(offer.sdp)
        // Hung up meanwhile.
        if (this.live !== live) return
        if (!live.answered) this.expectSound(live)
        live.answered = { number: offer.number, sdp }
        this.describe(live, live.answered)
      })
      .catch(() => {
        if (this.live === live) this.refuse(live, 'mediaFailed')
      })
  }

  private describe({ callId }: Live, { number: offerNumber, sdp }: NonNullable<Live['answered']>): void {
    // Without a line it is said again when the hub asks again.
    this.options.send({ type: 'callDescription', callId, offerNumber, sdp })
  }

  private refuse(live: Live, reason: MicrophoneProblem | 'mediaFailed'): void {
    const { callId } = live
    this.part(live.answered ? { type: 'callHungUp', callId } : { type: 'callRefused', callId, reason })
    this.end(live, reason)
  }

  private over({ callId, why }: Extract<PortalFrame, { type: 'callOver' }>): void {
    const { live } = this
    if (live?.callId !== callId) return
    const isAnswered = live.sound !== null
    this.end(live, !isAnswered ? null : why === 'cancelled' ? 'hungUp' : why)
  }

  private heard(live: Live, state: SoundState): void {
    live.isShaky = state !== 'connected'
    if (state === 'connected') {
      live.sinceMs ??= this.options.clock.now()
      this.stopWaiting()
    } else if (state === 'failed') this.expectSound(live)
    this.tell()
  }

  private expectSound(live: Live): void {
    this.stopWaiting()
    this.wait = this.options.clock.schedule(MENDS_WITHIN_MS, () => {
      if (this.live !== live) return
      this.part({ type: 'callHungUp', callId: live.callId })
      this.end(live, live.sinceMs === null ? 'mediaFailed' : 'lost')
    })
  }

  private end(live: Live, why: EndedCall | null): void {
    const { sinceMs } = live
    const { clock } = this.options
    live.sound?.close()
    this.live = null
    this.done.push(live.callId)
    if (this.done.length > REMEMBERED) this.done.shift()
    this.stopWaiting()
    if (why === null) return this.show({ kind: 'none' })
    this.show({ kind: 'ended', why, lastedMs: sinceMs === null ? null : clock.now() - sinceMs })
    if (why !== 'hungUp' && why !== 'takenElsewhere') return
    this.wait = clock.schedule(ENDED_SHOWN_MS, () => {
      this.dismiss()
    })
  }

  private stopWaiting(): void {
    this.wait?.dispose()
    this.wait = null
  }

  private part(frame: Extract<PageFrame, { type: 'callRefused' | 'callHungUp' }>): void {
    this.farewells.push(frame)
    if (this.farewells.length > FAREWELLS) this.farewells.shift()
    this.options.send(frame)
  }

  private tell(): void {
    const { live } = this
    if (!live) return
    const { callId, company, note, sinceMs, isMuted, isShaky } = live
    const caller = { callId, company, note }
    if (!live.sound) this.show({ kind: 'rings', ...caller })
    else if (sinceMs === null) this.show({ kind: 'connects', isMuted, ...caller })
    else this.show({ kind: 'talks', sinceMs, isMuted, isShaky, ...caller })
  }

  private show(state: CallState): void {
    this.shown = state
    this.options.changed(state)
  }
}

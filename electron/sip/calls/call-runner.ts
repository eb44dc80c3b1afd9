import type { CallQuality, CallSnapshot } from '#shared/domain/call'
import type { CallEffect, CallEvent, CallState, CallStep } from '#shared/domain/call-state'
import type { TransferTarget } from '#shared/domain/call-transfer'
import type { CallId, ChatId } from '#shared/domain/ids'
import { transitionCall, wasOutOfPlace } from '#shared/domain/call.machine'
import { assessQuality, hasQualityChanged } from '#shared/domain/call-quality'
import { hearMicrophone, UNHEARD, type VoiceLevels } from '#shared/domain/microphone-silence'
import { assertNever } from '#shared/lib/assert-never'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { MediaWindowGone } from '../../media/media-port'
import { mediaEndReason } from '../../media/media-refused'
import type { Caller, LiveCall, PhoneDependencies } from '../phone-ports'
import { CallMedia } from './call-media'
import { callRecord, callSnapshot, liveCall, type CallFacts } from './call-snapshot'
import type { CallSession, SessionPort } from './call-session'

export interface CallRunnerDependencies extends Pick<PhoneDependencies, 'clock' | 'media' | 'directory' | 'journal'> {
  readonly logger: Logger
  readonly random: () => number
  readonly onChanged: () => void
  readonly siblings: Siblings
}

/** What a call may ask about the others. */
export interface Siblings {
  readonly sessionOf: (id: CallId) => CallSession | null
  readonly dispatch: (id: CallId, event: CallEvent) => void
  readonly isJoined: (id: CallId) => boolean
  /** This call may have the voice back, unless another one has it by now. */
  readonly takeBack: (id: CallId) => void
}

export interface MediaStats {
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly jitterMs: number
  readonly roundTripMs: number | null
  readonly voice: VoiceLevels
}

/** Executes the call machine of one call. */
export class CallRunner implements Disposable {
  readonly media: CallMedia
  private facts: CallFacts
  private current: CallState
  private quality: CallQuality | null = null
  /** The media window has said that nothing is heard of us; until then no screen says so (spec H3). */
  private isSilenced = false
  /** Only the latest answer says how it is now. */
  private muteRequests = 0
  private lastStats: MediaStats | null = null
  private ear = UNHEARD
  /** Muted, held or without a far side for a part of the time since the last report. */
  private couldNotSpeak = true
  private session: CallSession | null = null
  private readonly owned = new DisposableStore()

  constructor(
    private readonly first: CallStep,
    facts: CallFacts,
    private readonly deps: CallRunnerDependencies,
  ) {
    this.facts = facts
    this.current = first.state
    this.media = new CallMedia({
      callId: facts.id,
      media: deps.media,
      logger: deps.logger,
      isHeldByUs: () => this.current.wantsHold,
      isMutedByUs: () => this.current.isMuted,
      onRemoteHold: (isHeld) => {
        if (this.current.stage.kind === 'active') this.dispatch({ kind: 'remoteHoldChanged', isHeld })
      },
    })
  }

  get id() {
    return this.facts.id
  }

  get state(): CallState {
    return this.current
  }

  get carrier(): CallSession | null {
    return this.session
  }

  get known(): CallFacts {
    return this.facts
  }

  get chatId() {
    return this.facts.chatId
  }

  snapshot(): CallSnapshot {
    const isMuted = this.current.isMuted && this.isSilenced
    return callSnapshot(this.facts, { ...this.current, isMuted }, this.quality, this.deps.siblings.isJoined(this.id))
  }

  live(): LiveCall | null {
    const details = {
      keep: () => this.session?.keep() ?? null,
      isJoined: this.deps.siblings.isJoined(this.id),
      takesTelephoneEvents: this.media.remoteTakesTelephoneEvents,
      origin: this.media.origin,
    }
    return liveCall(this.facts, this.current, details, this.deps.clock.now())
  }

  /** Binds what carries the call and runs the first effects: an offer in the making, or 180 on its way. */
  start(openSession: (port: SessionPort<CallMedia>) => CallSession): void {
    this.session = openSession({
      media: this.media,
      logger: this.deps.logger,
      emit: (event) => {
        this.dispatch(event)
      },
    })
    for (const effect of this.first.effects) this.execute(effect)
  }

  /** `false`: the call could not take this event now. */
  dispatch(event: CallEvent): boolean {
    const { clock, logger, random } = this.deps
    const before = this.current
    const step = transitionCall(before, event, { nowMs: clock.now(), random: random() })
    this.current = step.state
    if (before.stage.kind !== step.state.stage.kind) {
      const { stage } = step.state
      logger.info('call', {
        from: before.stage.kind,
        to: stage.kind,
        event: event.kind,
        reason: 'reason' in stage ? stage.reason : undefined,
      })
    }
    if (!canSpeak(step.state)) this.handleSilenced()
    for (const effect of step.effects) this.execute(effect)
    if (before !== step.state) this.deps.onChanged()
    return !wasOutOfPlace(step)
  }

  handleMediaRestarted(): void {
    this.media.handleMediaRestarted()
    this.lastStats = null
    this.dispatch({ kind: 'mediaRestarted' })
  }

  /** Another party at the far end: its own name and chat are looked for. */
  handleRemoteParty({ number, name }: Pick<CallFacts, 'number' | 'name'>): void {
    if (number === this.facts.number || this.current.stage.kind !== 'active') return
    this.facts = { ...this.facts, number, name, chatId: null, subject: null, lastLine: null, callers: undefined }
    this.deps.onChanged()
    void this.lookUpCaller()
  }

  /** Whose call it is, by the word of the person here: of several with one number, or of a number that nobody had. */
  assign(chatId: ChatId): void {
    const name = this.facts.callers?.find((caller) => caller.chatId === chatId)?.name ?? null
    this.facts = { ...this.facts, chatId, name, subject: null, lastLine: null }
    this.deps.onChanged()
    void this.lookUpCaller()
  }

  handleStats(stats: MediaStats): void {
    this.hear(stats.voice)
    const before = this.lastStats
    this.lastStats = stats
    if (!before || this.current.stage.kind !== 'active') return
    const quality = assessQuality({
      ...stats,
      packetsReceived: Math.max(0, stats.packetsReceived - before.packetsReceived),
      packetsLost: Math.max(0, stats.packetsLost - before.packetsLost),
    })
    if (!hasQualityChanged(this.quality, quality)) return
    this.quality = quality
    this.deps.onChanged()
  }

  dispose(): void {
    this.owned.dispose()
    this.session?.dispose()
    this.media.close()
  }

  /** Nobody is to hear us now: that nothing comes from the microphone is as it should be. */
  private handleSilenced(): void {
    this.couldNotSpeak = true
    this.ear = hearMicrophone(this.ear, { own: null, other: null, forMs: 0 }, false)
    const { stage, problems } = this.current
    if (stage.kind === 'active' && problems.microphoneSilent)
      this.dispatch({ kind: 'microphoneHeard', isSilent: false })
  }

  private hear(levels: VoiceLevels): void {
    const isWhole = !this.couldNotSpeak
    this.couldNotSpeak = !canSpeak(this.current)
    this.ear = hearMicrophone(this.ear, levels, isWhole && !this.couldNotSpeak)
    if (this.ear.isSilent !== this.current.problems.microphoneSilent)
      this.dispatch({ kind: 'microphoneHeard', isSilent: this.ear.isSilent })
  }

  private execute(effect: CallEffect): void {
    const { session } = this
    switch (effect.kind) {
      case 'prepareOffer':
        void this.prepareOffer()
        break
      case 'lookUpCaller':
        void this.lookUpCaller()
        break
      case 'sendInvite':
        session?.sendInvite()
        break
      case 'sendRinging':
        session?.sendRinging()
        break
      case 'accept':
        session?.accept()
        break
      case 'reject':
        session?.reject(effect.status)
        break
      case 'cancel':
        session?.cancel()
        break
      case 'refer':
        this.refer(effect.target)
        break
      case 'takeBack':
        this.deps.siblings.takeBack(this.id)
        break
      case 'releasePartner':
        this.deps.siblings.dispatch(effect.callId, { kind: 'setPartner', isPartner: false })
        break
      case 'endPartner':
        this.deps.siblings.dispatch(effect.callId, { kind: 'hangUp' })
        break
      case 'bye':
        session?.bye()
        break
      case 'renegotiate':
        session?.renegotiate(effect)
        break
      case 'applyMute':
        void this.applyMute(effect.muted)
        break
      case 'sendDtmf':
        void this.sendDtmf(effect.digits)
        break
      case 'closeMedia':
        this.media.close()
        break
      case 'schedule': {
        const { event } = effect
        this.owned.add(
          this.deps.clock.schedule(effect.afterMs, () => {
            this.dispatch({ kind: event })
          }),
        )
        break
      }
      case 'record':
        this.record()
        break
      case 'warn':
        this.deps.logger.warn('call event out of place', { event: effect.message })
        break
      default:
        assertNever(effect)
    }
  }

  private async prepareOffer(): Promise<void> {
    try {
      await this.media.prepareOffer()
    } catch (error) {
      this.deps.logger.warn('no offer', { error: describeError(error) })
      this.dispatch({ kind: 'offerFailed', reason: mediaEndReason(error) })
      return
    }
    if (this.current.stage.kind === 'preparing') this.dispatch({ kind: 'offerReady' })
  }

  private async lookUpCaller(): Promise<void> {
    const { chatId, number } = this.facts
    let caller: Caller | null
    try {
      caller = await (chatId === null
        ? this.deps.directory.findByNumber(number)
        : this.deps.directory.findByChat(chatId))
    } catch (error) {
      this.deps.logger.warn('caller look-up failed', { error: describeError(error) })
      return
    }
    if (!caller) return
    // Meanwhile somebody else may have come to the other end, or the person has said whose call it is.
    if (this.facts.number !== number || this.facts.chatId !== chatId) return
    const { subject, lastLine, callers = this.facts.callers } = caller
    const name = caller.name ?? this.facts.name
    this.facts = { ...this.facts, chatId: caller.chatId, name, subject, lastLine, callers }
    this.deps.onChanged()
  }

  private refer({ number, withCall }: TransferTarget): void {
    if (withCall === null) {
      this.session?.refer({ number })
      return
    }
    const other = this.deps.siblings.sessionOf(withCall)
    if (other) this.session?.refer({ replacing: other })
    else this.dispatch({ kind: 'transferFailed', reason: 'failed' })
  }

  private async applyMute(muted: boolean): Promise<void> {
    const request = ++this.muteRequests
    // From here on something may be heard, however quickly the next mute follows.
    if (!muted) this.isSilenced = false
    const confirm = (): void => {
      if (request !== this.muteRequests || this.isSilenced === muted) return
      this.isSilenced = muted
      this.deps.onChanged()
    }
    try {
      const result = await this.deps.media.requests.setMuted({ callId: this.facts.id, muted })
      // `unknownCall`: nothing is sent yet, and what will be is opened muted.
      if (!result.ok && result.error.reason !== 'unknownCall')
        this.deps.logger.warn('mute not applied', { reason: result.error.reason })
      else confirm()
    } catch (error) {
      if (error instanceof MediaWindowGone) confirm()
      else this.deps.logger.error('mute failed', { error: describeError(error) })
    }
  }

  private async sendDtmf(digits: string): Promise<void> {
    if (this.media.remoteTakesTelephoneEvents && (await this.sendTelephoneEvents(digits))) return
    for (const digit of digits) {
      if (await this.session?.sendInfo(digit)) continue
      this.dispatch({ kind: 'dtmfRefused' })
      return
    }
  }

  private async sendTelephoneEvents(digits: string): Promise<boolean> {
    try {
      return (await this.deps.media.requests.sendDtmf({ callId: this.facts.id, digits })).ok
    } catch (error) {
      this.deps.logger.warn('digits not sent by media', { error: describeError(error) })
      return false
    }
  }

  private record(): void {
    const record = callRecord(this.facts, this.current)
    if (!record) return
    try {
      this.deps.journal.record(record)
    } catch (error) {
      this.deps.logger.error('call not recorded', { callId: record.id, error: describeError(error) })
    }
  }
}

function canSpeak({ stage, isMuted, isHeld, wantsHold, isHeldRemotely, problems }: CallState): boolean {
  return stage.kind === 'active' && !isMuted && !isHeld && !wantsHold && !isHeldRemotely && !problems.microphoneLost
}

import type { Invitation, Inviter, Session, SessionDescriptionHandlerFactory } from 'sip.js'

import type { CallPresentation, CallSnapshot } from '#shared/domain/call'
import { returningCall } from '#shared/domain/call-return'
import { newCall, type CallEvent, type CallStep } from '#shared/domain/call-state'
import type { CallId, ChatId } from '#shared/domain/ids'
import type { SipMedia } from '#shared/domain/sip-account'
import { hasVoice, type CallAmongOthers } from '#shared/domain/several-calls'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import type { AccountLine } from '../account/account-line'
import { MediaWindowGone, type MediaPort } from '../../media/media-port'
import type { KeptTalk, LiveCall, PhoneDependencies } from '../phone-ports'
import { callEndReason, callEndReasonOf } from '../sip-failure'
import type { CallMedia } from './call-media'
import { CallRunner } from './call-runner'
import type { CallFacts } from './call-snapshot'
import { LiveNotes } from './live-notes'
import { remoteParty, SessionAdapter } from './session-adapter'
import { SoundDirector } from './sound-director'
import { TakenUpSession } from './taken-up-session'

export interface CallListDependencies extends Pick<
  PhoneDependencies,
  'clock' | 'newId' | 'media' | 'gateway' | 'directory' | 'journal' | 'heardAs' | 'liveCalls' | 'openPageCall'
> {
  readonly logger: Logger
  readonly random: () => number
  readonly onChanged: (calls: readonly CallSnapshot[]) => void
}

/** How long a screen can say why a call ended. */
const ENDED_SHOWN_MS = 4_000
/** More than this at once is no person any more. */
const MAX_CALLS = 6

type Target = Pick<CallFacts, 'route' | 'accountId' | 'number' | 'presentation' | 'name' | 'chatId'> &
  Partial<Pick<CallFacts, 'id' | 'sound' | 'subject' | 'lastLine'>>

/** All calls of all lines and into pages: starts them, routes media reports to them, keeps one sound for them. */
export class CallList implements Disposable {
  private readonly calls = new Map<CallId, CallRunner>()
  /** Calls into pages have none. */
  private readonly lines = new Map<CallId, AccountLine>()
  /** Those whose line speaks no WebRTC. */
  private readonly throughGateway = new Set<CallId>()
  private readonly mediaOf = new WeakMap<Session, CallMedia>()
  private readonly owned = new DisposableStore()
  private readonly sounds: SoundDirector
  private joined: readonly CallId[] = []
  private readonly callOf = new WeakMap<Session, CallRunner>()
  private readonly notes: LiveNotes

  constructor(private readonly deps: CallListDependencies) {
    const { media } = deps
    this.sounds = this.owned.add(new SoundDirector(deps))
    this.notes = this.owned.add(
      new LiveNotes(deps.liveCalls, deps.clock, () => [...this.calls.values()].flatMap((call) => call.live() ?? [])),
    )
    this.owned.add(media.on('stats', (stats) => this.calls.get(stats.callId)?.handleStats(stats)))
    this.owned.add(
      media.on('connectionChanged', ({ callId, state }) => {
        if (state !== 'connected' && state !== 'disconnected' && state !== 'failed') return
        this.calls.get(callId)?.dispatch({ kind: 'mediaConnectionChanged', state })
      }),
    )
    this.owned.add(
      media.on('deviceLost', ({ callId, kind, recovered }) => {
        this.calls.get(callId)?.dispatch({ kind: 'deviceLost', device: kind, recovered })
      }),
    )
    this.owned.add(
      media.onRestarted(() => {
        for (const call of this.calls.values()) call.handleMediaRestarted()
        this.tellConference()
        this.sounds.handleMediaRestarted(this.states())
      }),
    )
    this.owned.add(
      deps.gateway.onRestarted(() => {
        for (const id of this.throughGateway) this.calls.get(id)?.handleMediaRestarted()
      }),
    )
  }

  /** The library asks for the media of a session; every session of ours has one before it can ask. */
  readonly sessionDescriptionHandlerFactory: SessionDescriptionHandlerFactory = (session) => {
    const media = this.mediaOf.get(session)
    if (!media) throw new Error('A session without a call asked for media.')
    return media
  }

  get(id: CallId): CallRunner | undefined {
    return this.calls.get(id)
  }

  snapshots(): CallSnapshot[] {
    return [...this.calls.values()].map((call) => call.snapshot())
  }

  /** As the rules about several calls see them (`shared/domain/several-calls`). */
  amongOthers(): readonly CallAmongOthers[] {
    return [...this.calls.values()].map(({ id, state, known }) => ({
      id,
      accountId: known.accountId,
      isActive: state.stage.kind === 'active',
      isOnHold: state.wantsHold,
      isJoined: this.joined.includes(id),
      startedAtMs: state.startedAtMs,
    }))
  }

  startOutgoing(
    line: AccountLine,
    target: Pick<CallFacts, 'number' | 'presentation' | 'chatId'>,
    makeSession: () => Inviter,
    endReason: typeof callEndReason = (refusal) => callEndReasonOf(line.account.media, refusal),
  ): CallId {
    const { id: accountId } = line.account
    const call = this.create(this.begin('outgoing'), { ...target, route: 'phone', accountId, name: null }, line)
    this.bind(call, line, makeSession(), { endReason })
    return call.id
  }

  startOnPage(chatId: ChatId, presentation: CallPresentation | null): CallId {
    const call = this.create(
      this.begin('outgoing'),
      {
        route: 'page',
        accountId: null,
        number: '',
        presentation,
        name: null,
        chatId,
      },
      null,
    )
    call.start((port) => this.deps.openPageCall({ callId: call.id, chatId }, port))
    this.handleChanged(call.id)
    return call.id
  }

  handleInvite(line: AccountLine, invitation: Invitation): void {
    const replaced = invitation.replacee && this.callOf.get(invitation.replacee)
    if (replaced?.state.stage.kind === 'active') {
      this.replace(replaced, line, invitation)
      return
    }
    const running = [...this.calls.values()].filter((call) => call.state.stage.kind !== 'ended')
    if (running.length >= MAX_CALLS) {
      invitation.reject({ statusCode: 486 }).catch(() => {
        this.deps.logger.warn('surplus call not refused')
      })
      return
    }
    const target = { route: 'phone', accountId: line.account.id, presentation: null, chatId: null } as const
    const call = this.create(this.begin('incoming'), { ...target, ...remoteParty(invitation) }, line)
    this.bind(call, line, invitation)
  }

  /**
   * Goes on with talks of the process before this one, each as it was; what cannot be gone on with is given to
   * `onOver`. The note of before is replaced once all are here.
   */
  takeUp(
    calls: readonly LiveCall[],
    {
      lineOf,
      onOver,
    }: {
      readonly lineOf: (talk: KeptTalk, seenAtMs: number) => AccountLine | null
      readonly onOver: (call: LiveCall) => void
    },
  ): void {
    this.notes.holdDuring(() => {
      for (const call of calls) if (!this.returnTo(call, lineOf)) onOver(call)
      this.join(calls.flatMap(({ record, talk }) => (talk?.isJoined && this.calls.has(record.id) ? record.id : [])))
    })
  }

  handleReachable(line: AccountLine, isReachable: boolean): void {
    for (const [id, call] of this.calls) {
      if (this.lines.get(id) === line) call.dispatch({ kind: isReachable ? 'signallingBack' : 'signallingLost' })
    }
  }

  /** Once the lines know: a call whose line is lost waits for it. */
  handleNetworkChanged(): void {
    for (const call of this.calls.values()) call.dispatch({ kind: 'networkChanged' })
  }

  /** Calls of a conference; fewer than two end it. */
  join(ids: readonly CallId[]): void {
    const joined = ids.length > 1 ? ids : []
    if (joined.length === 0 && this.joined.length === 0) return
    this.joined = joined
    this.tellConference()
    this.deps.onChanged(this.snapshots())
  }

  get conference(): readonly CallId[] {
    return this.joined
  }

  hangUpAll(line?: AccountLine): void {
    for (const [id, call] of this.calls) {
      if (line && this.lines.get(id) !== line) continue
      if (call.state.stage.kind !== 'ended' && call.state.stage.kind !== 'ending') call.dispatch({ kind: 'hangUp' })
    }
  }

  dispose(): void {
    for (const call of this.calls.values()) call.dispose()
    this.owned.dispose()
  }

  private returnTo(
    { record, answeredAtMs, seenAtMs, talk }: LiveCall,
    lineOf: (talk: KeptTalk, seenAtMs: number) => AccountLine | null,
  ): boolean {
    if (!talk || answeredAtMs === null) return false
    const line = lineOf(talk, seenAtMs)
    const session = line && TakenUpSession.of(line.agent.userAgent, talk.dialog)
    if (!line || !session) return false
    const { id, chatId, number, name, direction, startedAtMs } = record
    const { accountId, sound, presentation } = talk
    this.deps.logger.warn('a talk goes on after a restart', { callId: id })
    const call = this.create(
      returningCall({ ...talk, direction, startedAtMs, answeredAtMs, seenAtMs }),
      { id, route: 'phone', accountId, sound, presentation, number, name, chatId },
      line,
    )
    call.media.goOn(talk.origin, talk.takesTelephoneEvents)
    this.bind(call, line, session)
    return true
  }

  /**
   * A call with Replaces (RFC 3891) takes the place of one that is being talked on: it is taken without a ring, and the
   * old one ends by it. Who it is, and whose card is shown, is looked up anew unless it is the same number.
   */
  private replace(old: CallRunner, line: AccountLine, invitation: Invitation): void {
    const { accountId, chatId, name, subject, lastLine, number } = old.known
    const party = remoteParty(invitation)
    const known =
      party.number === number
        ? { number, chatId, name: name ?? party.name, subject, lastLine }
        : { ...party, chatId: null, subject: null, lastLine: null }
    const first = newCall('incoming', this.deps.clock.now(), old.state)
    const call = this.create(first, { route: 'phone', accountId, presentation: null, ...known }, line)
    old.dispatch({ kind: 'setPartner', isPartner: true })
    this.bind(call, line, invitation, { next: { kind: 'answer' } })
  }

  private begin(direction: 'incoming' | 'outgoing'): CallStep {
    return newCall(direction, this.deps.clock.now())
  }

  private create(first: CallStep, target: Target, line: AccountLine | null): CallRunner {
    const { id = this.deps.newId() as CallId, sound = line?.account.media ?? null } = target
    const { clock, directory, journal, random } = this.deps
    const media = this.chooseMedia(id, sound, line)
    const call = new CallRunner(
      first,
      { subject: null, lastLine: null, ...target, id, sound },
      {
        clock,
        media,
        directory,
        journal,
        random,
        logger: this.deps.logger.child('call', { callId: id }),
        onChanged: () => {
          this.handleChanged(id)
        },
        siblings: {
          sessionOf: (other) => this.calls.get(other)?.carrier ?? null,
          isJoined: (own) => this.joined.includes(own),
          dispatch: (other, event) => this.calls.get(other)?.dispatch(event),
          takeBack: (own) => {
            if (!this.amongOthers().some((each) => each.id !== own && hasVoice(each)))
              this.calls.get(own)?.dispatch({ kind: 'resume' })
          },
        },
      },
    )
    this.calls.set(id, call)
    return call
  }

  /** What the account says when the call begins holds for the whole of it. */
  private chooseMedia(id: CallId, sound: SipMedia | null, line: AccountLine | null): MediaPort {
    if (!line || sound === 'webrtc') return this.deps.media
    this.throughGateway.add(id)
    const isEncrypted = sound === 'srtp'
    return this.deps.gateway.mediaFor(() => ({
      isEncrypted,
      localAddress: line.localHost,
      server: line.account.host,
    }))
  }

  private bind(
    call: CallRunner,
    line: AccountLine,
    session: Session,
    { next, endReason = callEndReason }: { readonly next?: CallEvent; readonly endReason?: typeof callEndReason } = {},
  ): void {
    this.lines.set(call.id, line)
    this.mediaOf.set(session, call.media)
    this.callOf.set(session, call)
    call.start((port) => {
      const whenConnected = (action: () => void) => {
        line.whenConnected(action)
      }
      return new SessionAdapter(session, {
        ...port,
        whenConnected,
        endReason,
        domain: line.account.domain,
        onMessage: (message) => {
          line.handleMessage(message)
        },
        onRemoteParty: (party) => {
          call.handleRemoteParty(party)
          // A re-INVITE may have changed where the other side is reached.
          this.notes.update()
        },
      })
    })
    if (next) call.dispatch(next)
    this.handleChanged(call.id)
  }

  handleSoundsChanged(): void {
    this.sounds.handleWishesChanged(this.states())
  }

  private handleChanged(id: CallId): void {
    const call = this.calls.get(id)
    if (call?.state.stage.kind === 'ended') this.scheduleRemoval(id)
    if (call?.state.stage.kind !== 'active' && this.joined.includes(id)) this.join([])
    this.sounds.update(this.states())
    this.notes.update()
    this.deps.onChanged(this.snapshots())
  }

  private readonly removals = new Set<CallId>()

  private scheduleRemoval(id: CallId): void {
    if (this.removals.has(id)) return
    this.removals.add(id)
    this.owned.add(
      this.deps.clock.schedule(ENDED_SHOWN_MS, () => {
        this.removals.delete(id)
        this.calls.get(id)?.dispose()
        this.calls.delete(id)
        this.lines.delete(id)
        this.throughGateway.delete(id)
        this.sounds.update(this.states())
        this.deps.onChanged(this.snapshots())
      }),
    )
  }

  private tellConference(): void {
    this.deps.media.requests.setConference({ callIds: [...this.joined] }).catch((error: unknown) => {
      // A new window is told when it has come.
      if (!(error instanceof MediaWindowGone))
        this.deps.logger.error('conference not set', { error: describeError(error) })
    })
  }

  private states() {
    return [...this.calls.values()].map((call) => call.state)
  }
}

import type { HandlersOf } from '#shared/contract/define'
import type { CallsContract } from '#shared/contract/ipc/calls'
import type { MoveFailure } from '#shared/contract/ipc/desk-phone'
import type { CallSnapshot } from '#shared/domain/call'
import type { DeskCall, DeskPhoneState } from '#shared/domain/desk-phone/desk-phone-state'
import type { CallId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'
import type { DeskPhone } from './desk-phone'
import type { Party } from './phone-call-keeper'
import { isSameNumber } from './same-number'

/** A person walks over to the phone if it does not answer by itself. */
const TAKEN_WITHIN_MS = 30_000
const CONNECTED_WITHIN_MS = 15_000

export type Moved = Result<null, { readonly reason: MoveFailure }>
type Calls = Pick<HandlersOf<CallsContract>, 'startCall' | 'answer' | 'hangUp' | 'resume' | 'connect' | 'transfer'>

export interface CallMoverDependencies {
  readonly calls: () => Promise<Calls>
  /** From now on the phone's call `key` is the computer's `call`. */
  readonly onPushed: (call: CallSnapshot, key: string) => void
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Moves a live call between the computer and the desk phone (spec D5) by what every exchange can: a call to the phone's
 * own number, and transfers. Whatever goes wrong, the client is not lost: the call stays, or comes back, where it was.
 */
export class CallMover {
  private calls: readonly CallSnapshot[] = []
  private readonly changed: Emitter<null>

  constructor(private readonly deps: CallMoverDependencies) {
    this.changed = new Emitter((error) => {
      deps.logger.error('a move of a call failed', { error: describeError(error) })
    })
  }

  handleCalls(calls: readonly CallSnapshot[]): void {
    this.calls = calls
    this.changed.emit(null)
  }

  /** The phone's ringing is another fact to wait for. */
  handlePhone(): void {
    this.changed.emit(null)
  }

  /** Calls the phone, and when it is taken there connects the client with it. */
  async push(id: CallId, extension: string, phone: DeskPhone): Promise<Moved> {
    const call = this.find(id)
    if (call?.phase.kind !== 'active' || call.route !== 'phone') return fail('wrongPhase')
    const calls = await this.deps.calls()
    const started = await this.callPhone(calls, extension, call, phone)
    if (!started.ok) {
      await calls.resume({ id })
      return started
    }
    const { id: withId, ring } = started.value
    const connected = await calls.connect({ id, withId })
    const isOver = connected.ok && (await this.until(() => isEnded(this.find(id)), CONNECTED_WITHIN_MS))
    if (isOver) {
      if (ring !== null) this.deps.onPushed(call, ring)
      return ok(null)
    }
    await calls.hangUp({ id: withId })
    await calls.resume({ id })
    return fail('exchangeRefused')
  }

  /** The phone sends its talk to the computer's own number, and the computer takes it when it comes. */
  async pull(
    ownNumber: string,
    extension: string | null,
    phone: DeskPhone,
    partyOf: (talk: DeskCall) => Party,
  ): Promise<Moved> {
    const talk = phone.state.calls.find(({ phase }) => phase === 'talking')
    if (!talk) return fail('wrongPhase')
    const before = new Set<string>(this.calls.map(({ id }) => id))
    // The exchange may show the client or, as of any call by the phone, the phone's own number.
    const shown = [partyOf(talk).number, talk.number, extension]
    const sent = await phone.run({ kind: 'transfer', key: talk.key, number: ownNumber })
    if (!sent.ok) return fail(sent.error)
    const arrived = (): CallSnapshot | undefined =>
      this.calls.find(
        ({ id, phase, number }) =>
          phase.kind === 'incoming' && !before.has(id) && shown.some((each) => isSameNumber(number, each)),
      )
    await this.until(() => arrived() !== undefined, TAKEN_WITHIN_MS)
    const call = arrived()
    if (!call) return fail('notTaken')
    const answered = await (await this.deps.calls()).answer({ id: call.id })
    return answered.ok ? ok(null) : fail('notTaken')
  }

  /** Dials without the phone's control: the line calls the phone, then sends it on to the number. */
  async dialByLine(number: string, extension: string, phone: DeskPhone): Promise<Moved> {
    const calls = await this.deps.calls()
    const started = await this.callPhone(calls, extension, null, phone)
    if (!started.ok) return started
    const { id } = started.value
    const sent = await calls.transfer({ id, number })
    if (sent.ok) return ok(null)
    await calls.hangUp({ id })
    return fail(sent.error.reason === 'badNumber' ? 'badNumber' : 'exchangeRefused')
  }

  /** A call to the phone that the phone takes by itself where it obeys; else a person lifts its handset. */
  private async callPhone(
    calls: Calls,
    extension: string,
    beside: CallSnapshot | null,
    phone: DeskPhone,
  ): Promise<Result<{ readonly id: CallId; readonly ring: string | null }, { readonly reason: MoveFailure }>> {
    const accountId = beside?.accountId ?? null
    const ringingBefore = new Set(phone.state.calls.map(({ key }) => key))
    const started = await calls.startCall({ number: extension, chatId: null, accountId, presentation: null })
    if (!started.ok) return fail('noLine')
    // The handler made it: it comes in its unparsed form.
    const id = started.value as CallId
    let ring: string | null = null
    const answerPhone = (): void => {
      if (ring !== null) return
      ring = newRing(phone.state, ringingBefore)
      if (ring !== null) void phone.run({ kind: 'answer', key: ring })
    }
    const answering = this.changed.on(answerPhone)
    answerPhone()
    let hasBegun = false
    const isDecided = (): boolean => {
      const call = this.find(id)
      hasBegun ||= call !== undefined
      return (
        (hasBegun && isEnded(call)) ||
        call?.phase.kind === 'active' ||
        (beside !== null && isEnded(this.find(beside.id)))
      )
    }
    await this.until(isDecided, TAKEN_WITHIN_MS)
    answering.dispose()
    if (this.find(id)?.phase.kind === 'active' && !(beside && isEnded(this.find(beside.id)))) return ok({ id, ring })
    await calls.hangUp({ id })
    return fail('notTaken')
  }

  private find(id: CallId): CallSnapshot | undefined {
    return this.calls.find((call) => call.id === id)
  }

  /** `false`: the time is over. */
  private until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isTrue: boolean): void => {
        patience.dispose()
        listening.dispose()
        resolve(isTrue)
      }
      const patience = this.deps.clock.schedule(withinMs, () => {
        end(false)
      })
      const listening = this.changed.on(() => {
        if (isSo()) end(true)
      })
      if (isSo()) end(true)
    })
  }
}

function newRing({ calls }: DeskPhoneState, before: ReadonlySet<string>): string | null {
  return calls.find(({ key, phase }) => phase === 'ringing' && !before.has(key))?.key ?? null
}

/** A call that is not in the list any more has ended as well. */
function isEnded(call: CallSnapshot | undefined): boolean {
  return call === undefined || call.phase.kind === 'ended'
}

function fail(reason: MoveFailure): { readonly ok: false; readonly error: { readonly reason: MoveFailure } } {
  return err({ reason })
}

import { z } from 'zod'

import type { CallSnapshot } from '#shared/domain/call'
import type { CallEnd, DeskCall, DeskPhoneState } from '#shared/domain/desk-phone/desk-phone-state'
import type { CallId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import type { NoteFile } from '../note-file'
import { repeat } from '../repeat'
import type { CallDirectory, CallJournal } from '../sip/phone-ports'
import { keptCall, recordOf, type KeptCall } from './kept-call'
import { isSameNumber } from './same-number'

const NOTE_EVERY_MS = 10_000
/** One caller who rings at two devices begins there at about the same time. */
const TWINS_WITHIN_MS = 20_000
const PUT_THROUGH_WITHIN_MS = 15_000

export const keptCalls = z.object({
  /** Which phone they were at. */
  phone: z.string(),
  calls: z.array(keptCall),
})
export type KeptCalls = z.output<typeof keptCalls>

export interface PhoneCallKeeperDependencies {
  readonly file: NoteFile<KeptCalls>
  readonly journal: CallJournal
  readonly directory: Pick<CallDirectory, 'findByNumber'>
  readonly newId: () => CallId
  /** Of this computer at its exchanges. */
  readonly ownNumbers: () => readonly string[]
  readonly clock: Clock
  readonly logger: Logger
}

interface Pushed {
  readonly continued: NonNullable<KeptCall['continued']>
  readonly key: string
  readonly atMs: number
}

export interface Party {
  readonly number: string | null
  readonly name: string | null
}

/**
 * Brings the calls of the desk phone into the history (spec K10, K18): each once, whatever happens to this program
 * meanwhile. A call is noted from its first word on; its id stays, so that a repeat is no second call.
 */
export class PhoneCallKeeper implements Disposable {
  private phone: string | null = null
  private kept: readonly KeptCall[] = []
  private computer: readonly CallSnapshot[] = []
  private before: DeskPhoneState | null = null
  private pushed: Pushed | null = null
  private readonly known: Emitter<null>
  private readonly owned = new DisposableStore()

  constructor(private readonly deps: PhoneCallKeeperDependencies) {
    this.known = new Emitter((error) => {
      deps.logger.error('a caller at the desk phone was not told of', { error: describeError(error) })
    })
    const left = deps.file.load()
    this.phone = left?.phone ?? null
    this.kept = left?.calls ?? []
    this.owned.add(
      repeat(deps.clock, NOTE_EVERY_MS, () => {
        if (this.kept.some(({ call }) => call.isSure)) this.change(this.kept.map((each) => this.seen(each)))
      }),
    )
  }

  /** More is known of a call than the phone has said. */
  onKnown(listener: () => void): Disposable {
    return this.known.on(listener)
  }

  /** Who is at the other end, also where the phone only knows of this computer. */
  partyOf({ key, number }: DeskCall): Party {
    const { name = null, continued = null } = this.kept.find(({ call }) => call.key === key) ?? {}
    return continued ? { number: continued.record.number, name: continued.record.name } : { number, name }
  }

  /** This phone is listened to from now on, or none. Answers what went on there when it last was. */
  begin(phone: string | null): readonly DeskCall[] {
    if (phone !== this.phone) {
      for (const each of this.kept) this.record(each, 'unheard')
      this.phone = phone
      this.change([])
    }
    this.before = null
    // What was said meanwhile, nobody heard.
    this.kept = this.kept.map((each) => ({ ...each, call: { ...each.call, isSure: false } }))
    return this.kept.map(({ call }) => call)
  }

  handlePhone(state: DeskPhoneState): void {
    const { before } = this
    this.before = state
    const over = this.kept.filter(({ call }) => !state.calls.some(({ key }) => key === call.key))
    const going = state.calls.map((call) => {
      const known = this.kept.find((each) => each.call.key === call.key)
      return known ? { ...known, call } : this.newlyKept(call)
    })
    for (const each of over) this.record(each, endOf(each.call, before, state))
    if (over.length === 0 && before?.calls === state.calls) return
    this.change(going.map((each) => this.withTwin(this.withPushed(this.seen(each)))))
  }

  handleCalls(calls: readonly CallSnapshot[]): void {
    this.computer = calls
    if (this.kept.length > 0) this.change(this.kept.map((each) => this.withTwin(each)))
  }

  /** The computer's call goes on as this one of the phone, or as the one that the exchange put in its place. */
  handlePushed(computers: CallSnapshot, key: string): void {
    const { id, chatId, direction, number, name, startedAtMs, phase } = computers
    if (phase.kind !== 'active') return
    const { answeredAtMs } = phase
    const record = {
      ...{ id, chatId, direction, number, name, startedAtMs },
      route: 'phone' as const,
      outcome: 'answered' as const,
      durationMs: 0,
      isSeen: true,
    }
    this.pushed = { continued: { record, answeredAtMs }, key, atMs: this.deps.clock.now() }
    this.change(this.kept.map((each) => this.withPushed(each)))
    this.known.emit(null)
  }

  dispose(): void {
    this.owned.dispose()
  }

  private newlyKept(call: DeskCall): KeptCall {
    const { newId, directory, clock, logger } = this.deps
    const id = newId()
    if (call.number !== null)
      directory
        .findByNumber(call.number)
        .then((caller) => {
          if (!caller || this.owned.isDisposed) return
          const { chatId, name } = caller
          this.change(this.kept.map((each) => (each.id === id ? { ...each, chatId, name } : each)))
          this.known.emit(null)
        })
        .catch((error: unknown) => {
          logger.warn('the caller at the desk phone was not looked up', { error: describeError(error) })
        })
    return { id, call, chatId: null, name: null, seenAtMs: clock.now(), twin: null, continued: null }
  }

  private seen(kept: KeptCall): KeptCall {
    return kept.call.isSure ? { ...kept, seenAtMs: this.deps.clock.now() } : kept
  }

  /** What is known of the same caller's ringing at the computer, which is off the screen long before a talk is over. */
  private withTwin(kept: KeptCall): KeptCall {
    const { call } = kept
    const twin = this.computer.find(
      ({ direction, route, number, startedAtMs }) =>
        direction === 'incoming' &&
        call.direction === 'incoming' &&
        route === 'phone' &&
        isSameNumber(number, call.number) &&
        Math.abs(startedAtMs - call.sinceMs) <= TWINS_WITHIN_MS,
    )
    return twin ? { ...kept, twin: { id: twin.id, isAnswered: isAnswered(twin) } } : kept
  }

  private withPushed(kept: KeptCall): KeptCall {
    const { pushed } = this
    const { key, number, sinceMs } = kept.call
    if (!pushed || kept.continued) return kept
    const { continued, atMs } = pushed
    const isInItsPlace =
      isSameNumber(continued.record.number, number) && Math.abs(sinceMs - atMs) <= PUT_THROUGH_WITHIN_MS
    return key === pushed.key || isInItsPlace ? { ...kept, continued } : kept
  }

  private record(kept: KeptCall, how: CallEnd): void {
    const { deps } = this
    // Between the computer's own line and the phone: the line tells of it.
    const { number } = kept.call
    const isInternal = number !== null && deps.ownNumbers().some((own) => isSameNumber(own, number))
    const record = isInternal && !kept.continued ? null : recordOf(kept, how, deps.clock.now())
    if (!record) return
    try {
      deps.journal.record(record)
    } catch (error) {
      deps.logger.error('a call of the desk phone was not recorded', { error: describeError(error) })
    }
  }

  private change(kept: readonly KeptCall[]): void {
    if (kept.length === 0 && this.kept.length === 0) return
    this.kept = kept
    this.deps.file.save(this.phone === null || kept.length === 0 ? null : { phone: this.phone, calls: [...kept] })
  }
}

/** A ringing call that was rejected from the screen has been declined, whether or not the phone says so. */
function endOf(call: DeskCall, before: DeskPhoneState | null, now: DeskPhoneState): CallEnd {
  const { how = 'over' } = now.gone.find(({ key }) => key === call.key) ?? {}
  const asked = before?.expected
  const isRejected = call.phase === 'ringing' && asked?.kind === 'over' && asked.key === call.key
  return how === 'over' && isRejected ? 'declined' : how
}

function isAnswered({ phase }: CallSnapshot): boolean {
  return phase.kind === 'active' || (phase.kind === 'ended' && phase.outcome === 'answered')
}

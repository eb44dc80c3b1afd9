import type { ControlFailure, DeskPhoneFailure } from '#shared/contract/ipc/desk-phone'
import { dialledOn, planCommand } from '#shared/domain/desk-phone/commands'
import {
  applyReport,
  expect,
  forgetCall,
  loseTouch,
  nextTimeMs,
  passTime,
  resumedPhone,
} from '#shared/domain/desk-phone/desk-phone.machine'
import type {
  DeskCall,
  DeskPhoneCommand,
  DeskPhoneState,
  PhoneReport,
} from '#shared/domain/desk-phone/desk-phone-state'
import type { DeskPhoneModel } from '#shared/domain/desk-phone/models'
import { assertNever } from '#shared/lib/assert-never'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'
import type { Done, PhoneClient } from './phone-client'

/** A phone that can be asked is asked: often while it is in use, else as often as it costs nothing. */
const READ_WHILE_BUSY_MS = 1_000
const READ_WHILE_IDLE_MS = 2_500

export interface DeskPhoneDependencies {
  readonly model: DeskPhoneModel
  readonly client: PhoneClient
  /** Went on when the phone was last listened to. */
  readonly calls: readonly DeskCall[]
  readonly clock: Clock
  readonly logger: Logger
  readonly onChanged: (state: DeskPhoneState) => void
  readonly onLink: (link: 'ready' | ControlFailure) => void
}

/** One desk phone: its words in, commands out one after another, and what is known of it in between. */
export class DeskPhone implements Disposable {
  private current: DeskPhoneState
  private queue: Promise<unknown> = Promise.resolve()
  private tick: Disposable | null = null
  private nextRead: Disposable | null = null
  private isReading = false
  /** Counts whatever makes an answer that is still under way too old to be believed. */
  private happenings = 0
  private readonly owned = new DisposableStore()

  constructor(private readonly deps: DeskPhoneDependencies) {
    this.current = resumedPhone(deps.model, deps.calls)
    this.owned.defer(() => this.tick?.dispose())
    this.owned.defer(() => this.nextRead?.dispose())
    this.awaitTime()
    this.look()
  }

  get state(): DeskPhoneState {
    return this.current
  }

  handleReport(report: PhoneReport): void {
    this.take(applyReport(this.current, report, this.deps.model, this.deps.clock.now()))
  }

  /** Something happened: a phone that can be asked is asked at once, and what it was saying is too old. */
  look(): void {
    this.happenings += 1
    this.read()
  }

  /** After the commands before it. A command that makes no sense any more by then presses nothing. */
  run(command: DeskPhoneCommand): Promise<Result<null, DeskPhoneFailure>> {
    const result = this.queue.then(() => this.carryOut(command))
    this.queue = result.catch(() => undefined)
    return result
  }

  forget(key: string): void {
    this.take(forgetCall(this.current, key, this.deps.model, this.deps.clock.now()))
  }

  async check(): Promise<Done> {
    const done = await this.deps.client.check()
    this.tellLink(done)
    return done
  }

  dispose(): void {
    this.owned.dispose()
  }

  private async carryOut(command: DeskPhoneCommand): Promise<Result<null, DeskPhoneFailure>> {
    const { model, clock, logger } = this.deps
    const plan = planCommand(this.current, command, model)
    if (plan.kind === 'refused') return err(plan.reason)
    if (plan.kind === 'already') return ok(null)
    // Before the press: the phone’s own word may be quicker than its answer.
    if (plan.expected) this.take(expect(this.current, plan.expected, clock.now()))
    const done = await this.press(command)
    this.tellLink(done)
    if (!done.ok) {
      logger.info('the desk phone did not take a command', { command: command.kind, reason: done.error })
      // Without an answer it may have been done all the same; otherwise nothing is to follow.
      if (done.error !== 'noAnswer') this.take({ ...this.current, expected: null })
    }
    this.look()
    return done
  }

  private press(command: DeskPhoneCommand): Promise<Done> {
    const { client } = this.deps
    switch (command.kind) {
      case 'dial':
        return client.dial(dialledOn(command.number) ?? '')
      case 'answer':
        return client.answer(this.find(command.key))
      case 'reject':
        return client.reject(this.find(command.key))
      case 'hangUp':
        return client.hangUp(this.find(command.key))
      case 'hold':
        return client.setHeld(this.find(command.key), command.held)
      case 'mute':
        return client.toggleMute()
      case 'dtmf':
        return client.sendDigits(command.digits)
      case 'transfer':
        return client.transfer(this.find(command.key), dialledOn(command.number) ?? '')
      default:
        return assertNever(command)
    }
  }

  private find(key: string): DeskCall {
    const call = this.current.calls.find((each) => each.key === key)
    if (!call) throw new Error('A command was planned for a call that is not there')
    return call
  }

  private read(): void {
    const { readLines } = this.deps.client
    if (!readLines || this.isReading || this.owned.isDisposed) return
    this.isReading = true
    this.nextRead?.dispose()
    const before = this.happenings
    readLines()
      .then((lines) => {
        this.isReading = false
        if (this.owned.isDisposed) return
        this.tellLink(lines)
        if (before !== this.happenings) {
          // Asked before the last happening: it may know nothing of it.
          this.read()
          return
        }
        if (lines.ok) this.handleReport({ kind: 'read', lines: lines.value })
        else this.take(loseTouch(this.current))
        this.readLater()
      })
      .catch((error: unknown) => {
        this.isReading = false
        this.deps.logger.error('the desk phone was not read', { error: describeError(error) })
        this.readLater()
      })
  }

  private readLater(): void {
    if (this.owned.isDisposed) return
    const pauseMs = this.current.calls.length > 0 ? READ_WHILE_BUSY_MS : READ_WHILE_IDLE_MS
    this.nextRead?.dispose()
    this.nextRead = this.deps.clock.schedule(pauseMs, () => {
      this.read()
    })
  }

  private tellLink(result: Result<unknown, ControlFailure>): void {
    this.deps.onLink(result.ok ? 'ready' : result.error)
  }

  private take(next: DeskPhoneState): void {
    if (this.owned.isDisposed) return
    this.current = next
    this.awaitTime()
    this.deps.onChanged(next)
  }

  private awaitTime(): void {
    const { clock, model } = this.deps
    this.tick?.dispose()
    const atMs = nextTimeMs(this.current)
    this.tick =
      atMs === null
        ? null
        : clock.schedule(Math.max(0, atMs - clock.now()), () => {
            this.take(passTime(this.current, model, clock.now()))
          })
  }
}

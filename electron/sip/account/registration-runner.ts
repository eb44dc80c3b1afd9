import type { Registration, SipAccount } from '#shared/domain/sip-account'
import {
  initialRegistration,
  transitionRegistration,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationState,
} from '#shared/domain/registration.machine'
import { assertNever } from '#shared/lib/assert-never'
import { sleep, type Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'
import type { RegistrarClient, RegisterReply } from '../registrar-client'
import { failureVerdict, registrationVerdict, type SipRefusal } from '../sip-failure'
import type { SipTransport } from '../transport/sip-transport'
import { TransportFailedError } from '../transport/transport-failure'

export interface RegistrationRunnerDependencies {
  readonly account: SipAccount
  readonly clock: Clock
  readonly logger: Logger
  readonly random: () => number
  readonly transport: SipTransport
  readonly connect: () => Promise<void>
  readonly registrar: RegistrarClient
  readonly hasPassword: () => boolean
  readonly onChanged: () => void
  /** The connection stands and the registrar took us: calls may refresh their path. */
  readonly onReachable: () => void
  readonly onUnreachable: () => void
  /** The server in use failed and is to be avoided for that long; whether there is another to go to now. */
  readonly onServerFailed: (retryAfterMs: number | null) => boolean
}

const GOODBYE_MS = 1_500

/** Executes the registration machine of one account over its transport. */
export class RegistrationRunner implements Disposable {
  private state: RegistrationState = initialRegistration
  private timer: Disposable | null = null
  /** Answers that belong to an earlier connection are not heard. */
  private epoch = 0
  private isDisposed = false
  private leaving: Promise<void> = Promise.resolve()

  constructor(private readonly deps: RegistrationRunnerDependencies) {
    deps.transport.onFlowLost = ({ reason, detail }) => {
      deps.onUnreachable()
      deps.onServerFailed(null)
      this.dispatch({ kind: 'connectionFailed', verdict: failureVerdict(reason, detail) })
    }
  }

  get registration(): Registration {
    return this.state.registration
  }

  dispatch(event: RegistrationEvent): void {
    if (this.isDisposed) return
    const { clock, logger, random } = this.deps
    const before = this.state
    const { state, effects } = transitionRegistration(before, event, { nowMs: clock.now(), random: random() })
    this.state = state
    if (before.registration.kind !== state.registration.kind) {
      const { registration } = state
      logger.info('registration', {
        from: before.registration.kind,
        to: registration.kind,
        event: event.kind,
        reason: 'reason' in registration ? registration.reason : undefined,
      })
    }
    for (const effect of effects) this.execute(effect)
    if (before.registration !== state.registration) this.deps.onChanged()
  }

  /** Disables the line; resolves when the registrar let us go or did not answer in time. */
  async leave(): Promise<void> {
    this.dispatch({ kind: 'disabled' })
    await this.leaving
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    this.epoch += 1
    this.timer?.dispose()
    void this.deps.transport.dispose()
  }

  private execute(effect: RegistrationEffect): void {
    switch (effect.kind) {
      case 'connect':
        void this.connect()
        break
      case 'disconnect':
        this.disconnect()
        break
      case 'leave':
        this.leaving = this.unregisterAndDisconnect()
        break
      case 'register':
        void this.register()
        break
      case 'scheduleRefresh':
        this.schedule(effect.atMs, { kind: 'refreshDue' })
        break
      case 'scheduleRetry':
        this.schedule(effect.atMs, { kind: 'retryDue' })
        break
      case 'cancelTimers':
        this.timer?.dispose()
        this.timer = null
        break
      case 'warn':
        this.deps.logger.warn('registration event out of place', { event: effect.message })
        break
      default:
        assertNever(effect)
    }
  }

  private disconnect(): void {
    this.epoch += 1
    this.deps.onUnreachable()
    void this.deps.transport.disconnect()
  }

  private async unregisterAndDisconnect(): Promise<void> {
    this.epoch += 1
    const { epoch } = this
    try {
      await Promise.race([this.deps.registrar.unregister(), sleep(this.deps.clock, GOODBYE_MS)])
    } catch (error) {
      this.deps.logger.warn('unregister failed', { error: describeError(error) })
    }
    if (epoch === this.epoch) this.disconnect()
  }

  /** RFC 3263 §4.3: a server that does not answer or says 503 is left for the next; its Retry-After binds only itself. */
  private considerOthers(refusal: SipRefusal): SipRefusal {
    const hasFailed = refusal.status === 503 || (refusal.isLocal && refusal.status === 408)
    return hasFailed && this.deps.onServerFailed(refusal.retryAfterMs) ? { ...refusal, retryAfterMs: null } : refusal
  }

  private schedule(atMs: number, event: RegistrationEvent): void {
    this.timer?.dispose()
    this.timer = this.deps.clock.schedule(atMs - this.deps.clock.now(), () => {
      this.dispatch(event)
    })
  }

  /** What the person has still to say of a line that the company has set up. */
  private missing(): 'userMissing' | 'passwordMissing' | null {
    if (this.deps.account.user === '') return 'userMissing'
    return this.deps.hasPassword() ? null : 'passwordMissing'
  }

  private async connect(): Promise<void> {
    this.epoch += 1
    const { epoch } = this
    const missing = this.missing()
    if (missing) {
      // Not within the effect that asked: the machine must have taken its step first.
      await Promise.resolve()
      if (epoch === this.epoch) this.dispatch({ kind: 'connectionFailed', verdict: failureVerdict(missing, null) })
      return
    }
    try {
      await this.deps.connect()
    } catch (error) {
      if (epoch !== this.epoch) return
      const failure =
        error instanceof TransportFailedError
          ? error.failure
          : { reason: 'connectionLost' as const, detail: describeError(error) }
      this.dispatch({ kind: 'connectionFailed', verdict: failureVerdict(failure.reason, failure.detail) })
      return
    }
    if (epoch === this.epoch) this.dispatch({ kind: 'connected' })
  }

  private async register(): Promise<void> {
    const { epoch } = this
    let reply: RegisterReply
    try {
      reply = await this.deps.registrar.register()
    } catch (error) {
      this.deps.logger.error('REGISTER could not be made', { error: describeError(error) })
      reply = { kind: 'refused', refusal: { status: 500, isLocal: true, retryAfterMs: null, algorithms: [] } }
    }
    if (epoch !== this.epoch) return
    if (reply.kind === 'refused') {
      this.dispatch({ kind: 'refused', verdict: registrationVerdict(this.considerOthers(reply.refusal)) })
      return
    }
    this.dispatch({ kind: 'accepted', expiresAtMs: this.deps.clock.now() + reply.expiresMs })
    this.deps.onReachable()
  }
}

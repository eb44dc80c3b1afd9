import type { Invitation, Message, SessionDescriptionHandlerFactory } from 'sip.js'

import type { SipLine } from '#shared/contract/ipc/sip'
import type { VoiceMail } from '#shared/domain/message-summary'
import type { SipAccount } from '#shared/domain/sip-account'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { PhoneDependencies } from '../phone-ports'
import { failUnanswered, setSeekServer, unansweredGoodbyes } from '../next-server'
import { sendAgain } from '../request-under-way'
import { RegistrarClient } from '../registrar-client'
import { hasTalks } from '../session-refresh'
import type { OpenFlow } from '../transport/open-flow'
import { ServerHealth } from '../transport/server-health'
import { createUserAgent, type AccountUserAgent } from '../user-agent'
import { RegistrationRunner } from './registration-runner'
import { VoiceMailWatch } from './voice-mail-watch'

export interface AccountLineDependencies extends Pick<PhoneDependencies, 'clock' | 'accounts' | 'userAgent'> {
  readonly logger: Logger
  readonly random: () => number
  readonly openFlow: OpenFlow
  readonly sessionDescriptionHandlerFactory: SessionDescriptionHandlerFactory
  readonly onInvite: (line: AccountLine, invitation: Invitation) => void
  readonly onMessage: (line: AccountLine, message: Message) => void
  readonly onChanged: () => void
  /** Calls of this line lost their signalling, or have it back. */
  readonly onReachable: (line: AccountLine, isReachable: boolean) => void
}

/** A request that ends a call is worth sending for as long as the other side may still hold the dialog. */
const DEFERRED_REQUEST_MS = 60_000

/** A person hears nothing meanwhile. */
const SEEK_LIMIT_MS = 12_000
/** What a server may ask for at most: agents have no other telephone. */
const LONGEST_WAIT_MS = 300_000

/** One account: its user agent, its connection, its registration. Saving the account makes a new line. */
export class AccountLine implements Disposable {
  readonly agent: AccountUserAgent
  private readonly runner: RegistrationRunner
  private readonly owned = new DisposableStore()
  private readonly waiting = new Set<() => void>()
  private readonly servers: ServerHealth
  private readonly voiceMailWatch: VoiceMailWatch
  private voiceMail: VoiceMail | null = null
  private isReachable = false
  private busyUntilMs = 0
  private readonly seekers = new Set<(isThere: boolean) => void>()

  constructor(
    private current: SipAccount,
    private readonly deps: AccountLineDependencies,
  ) {
    const account = current
    const { clock, accounts, logger } = deps
    this.servers = new ServerHealth(clock)
    this.agent = createUserAgent({
      account,
      clock,
      userAgentHeader: deps.userAgent,
      logger,
      open: () => deps.openFlow(account, { clock, userAgent: deps.userAgent, servers: this.servers }),
      readPassword: () => accounts.readPassword(account.id),
      sessionDescriptionHandlerFactory: deps.sessionDescriptionHandlerFactory,
      onNotify: (notification) => {
        this.voiceMailWatch.handleNotify(notification)
      },
      onMessage: (message) => {
        this.handleMessage(message)
      },
      onInvite: (invitation) => {
        deps.onInvite(this, invitation)
      },
    })
    const { userAgent, transport, connect } = this.agent
    setSeekServer(userAgent.userAgentCore, (retryAfterMs) => this.seekServer(retryAfterMs))
    this.voiceMailWatch = this.owned.add(
      new VoiceMailWatch({
        userAgent,
        clock,
        logger,
        onChanged: (voiceMail) => {
          this.voiceMail = voiceMail
          deps.onChanged()
        },
      }),
    )
    this.runner = this.owned.add(
      new RegistrationRunner({
        account,
        clock,
        logger,
        random: deps.random,
        transport,
        connect,
        registrar: new RegistrarClient(userAgent, account.id),
        hasPassword: () => accounts.readPassword(account.id) !== null,
        onChanged: deps.onChanged,
        onServerFailed: (retryAfterMs) => this.servers.noteFailure(retryAfterMs),
        onReachable: () => {
          this.setReachable(true)
        },
        onUnreachable: () => {
          this.setReachable(false)
        },
      }),
    )
  }

  get account(): SipAccount {
    return this.current
  }

  get snapshot(): SipLine {
    return { account: this.account, registration: this.runner.registration, voiceMail: this.voiceMail }
  }

  /** IPv4 address of this computer on the way to the server, while it is connected. */
  get localHost(): string | null {
    return this.agent.transport.localHost
  }

  /** IP address of the server that it is connected to, or was last. */
  get serverAddress(): string | null {
    return this.agent.transport.serverAddress
  }

  get isRegistered(): boolean {
    return this.runner.registration.kind === 'registered'
  }

  /** The server wants no calls for now, and there is no other (`Retry-After`). */
  get isAskedToWait(): boolean {
    return this.deps.clock.now() < this.busyUntilMs
  }

  start(): void {
    if (this.account.isEnabled) this.runner.dispatch({ kind: 'enabled' })
  }

  /** Takes what does not touch the connection, such as the label; `false`: a new line is needed. */
  adopt(account: SipAccount): boolean {
    if (connectionKey(account) !== connectionKey(this.current)) return false
    this.current = account
    return true
  }

  /** A text to the line, in a call or out of it. */
  handleMessage(message: Message): void {
    this.deps.onMessage(this, message)
  }

  retryNow(): void {
    this.runner.dispatch({ kind: 'retryAsked' })
  }

  handleNetworkChanged(): void {
    this.servers.forget()
    this.busyUntilMs = 0
    this.runner.dispatch({ kind: 'networkChanged' })
  }

  /** Runs at once while the connection stands, else when it is back. */
  whenConnected(action: () => void): void {
    if (this.agent.transport.isConnected()) {
      action()
      return
    }
    this.whenBack(action)
  }

  /** Unregisters, for a bounded time, and releases everything. */
  async close(): Promise<void> {
    this.voiceMailWatch.leave()
    await this.runner.leave()
    this.dispose()
  }

  dispose(): void {
    this.waiting.clear()
    this.tellSeekers(false)
    this.owned.dispose()
    this.agent.userAgent.userAgentCore.dispose()
  }

  /**
   * RFC 3263 §4.3. A connection that is lost is being opened anew already; one that stands is left for another server,
   * unless a call that is talked on would lose its way by that.
   */
  private async seekServer(retryAfterMs: number | null): Promise<boolean> {
    if (this.isReachable) {
      const hasOther = this.servers.noteFailure(retryAfterMs)
      if (!hasOther && retryAfterMs !== null)
        this.busyUntilMs = this.deps.clock.now() + Math.min(LONGEST_WAIT_MS, retryAfterMs)
      if (!hasOther || hasTalks(this.agent.userAgent)) return false
      // The ACK of the refusal leaves by the connection that is given up here.
      await new Promise(setImmediate)
      this.runner.dispatch({ kind: 'serverLeft' })
    }
    return new Promise((done) => {
      const limit = this.deps.clock.schedule(SEEK_LIMIT_MS, () => {
        finish(false)
      })
      const finish = (isThere: boolean): void => {
        this.seekers.delete(finish)
        limit.dispose()
        done(isThere)
      }
      this.seekers.add(finish)
    })
  }

  private whenBack(action: () => void): void {
    this.waiting.add(action)
    this.owned.add(
      this.deps.clock.schedule(DEFERRED_REQUEST_MS, () => {
        this.waiting.delete(action)
      }),
    )
  }

  private tellSeekers(isThere: boolean): void {
    for (const tell of [...this.seekers]) tell(isThere)
  }

  private setReachable(isReachable: boolean): void {
    if (this.isReachable === isReachable) return
    this.isReachable = isReachable
    this.deps.onReachable(this, isReachable)
    if (!isReachable) {
      this.voiceMailWatch.stop()
      const { userAgentCore } = this.agent.userAgent
      failUnanswered(userAgentCore)
      for (const goodbye of unansweredGoodbyes(userAgentCore))
        this.whenBack(() => {
          sendAgain(goodbye)
        })
      return
    }
    this.tellSeekers(true)
    this.voiceMailWatch.start()
    const actions = [...this.waiting]
    this.waiting.clear()
    for (const action of actions) action()
  }
}

function connectionKey({
  label: _label,
  media: _media,
  pickupCode: _pickupCode,
  hasPassword: _hasPassword,
  ...connection
}: SipAccount): string {
  return JSON.stringify(Object.entries(connection).sort(([a], [b]) => a.localeCompare(b)))
}

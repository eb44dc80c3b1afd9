import { EmitterImpl, TransportState, type Emitter, type Transport } from 'sip.js'

import { describeError, type Logger } from '#shared/lib/logger'
import type { Result } from '#shared/lib/result'
import type { DialogExtensions } from './dialog-extensions'
import type { Flow } from './flow'
import { rewriteIncoming, rewriteOutgoing, type RewriteRules } from './message-rewriter'
import { TransportFailedError, type TransportFailure } from './transport-failure'

export interface SipTransportOptions {
  readonly protocol: 'WS' | 'WSS' | 'TCP' | 'TLS' | 'UDP'
  readonly viaHost: string
  readonly contactUser: string
  readonly open: () => Promise<Result<Flow, TransportFailure>>
  readonly logger: Logger
}

/**
 * Carries messages between the library and one flow at a time. Never reconnects by itself: the registration
 * machine decides when. Nothing that arrives can throw out of here.
 */
export class SipTransport implements Transport {
  onConnect: (() => void) | undefined
  onDisconnect: ((error?: Error) => void) | undefined
  onMessage: ((message: string) => void) | undefined
  /** Set by the owner of the user agent; the library's own callback loses the reason. */
  onFlowLost: ((failure: TransportFailure) => void) | undefined

  /** Set by the owner of the user agent, whose dialogs it must know. */
  extensions: DialogExtensions | null = null

  readonly protocol: string
  /** IP address of the server that it is connected to, or was last. */
  serverAddress: string | null = null
  private readonly stateEmitter = new EmitterImpl<TransportState>()
  private currentState = TransportState.Disconnected
  private flow: Flow | null = null
  /** Grows with every connect and disconnect, so that a connection that comes too late is thrown away. */
  private generation = 0
  /** What came right behind an ACK; see `receive`. */
  private readonly held: { readonly text: string; readonly flow: Flow }[] = []
  private isHolding = false

  constructor(
    _libraryLogger: unknown,
    private readonly options: SipTransportOptions,
  ) {
    this.protocol = options.protocol
  }

  get state(): TransportState {
    return this.currentState
  }

  get stateChange(): Emitter<TransportState> {
    return this.stateEmitter
  }

  isConnected(): boolean {
    return this.flow !== null
  }

  async connect(): Promise<void> {
    if (this.flow) return
    this.generation += 1
    const { generation } = this
    this.setState(TransportState.Connecting)
    const opened = await this.options.open()
    if (generation !== this.generation) {
      if (opened.ok) opened.value.close()
      throw new TransportFailedError({ layer: 'connect', reason: 'connectionLost', detail: 'given up' })
    }
    if (!opened.ok) {
      this.setState(TransportState.Disconnected)
      throw new TransportFailedError(opened.error)
    }
    this.adopt(opened.value)
  }

  async disconnect(): Promise<void> {
    this.generation += 1
    const { flow } = this
    this.flow = null
    flow?.close()
    if (this.currentState === TransportState.Disconnected) return
    this.setState(TransportState.Disconnected)
    if (flow) this.onDisconnect?.()
  }

  async dispose(): Promise<void> {
    this.extensions?.dispose()
    await this.disconnect()
  }

  async send(message: string): Promise<void> {
    if (!this.flow) throw new Error('Not connected to the SIP server.')
    const extended = this.extensions ? this.extensions.handleOutgoing(message) : message
    if (extended !== null) this.flow.send(rewriteOutgoing(extended, this.rules(this.flow)))
  }

  /** Something that never came over the wire, made up in its stead. */
  deliverMadeUp(text: string): void {
    try {
      this.onMessage?.(text)
    } catch (error) {
      this.options.logger.warn('made-up SIP message dropped', { error: describeError(error) })
    }
  }

  /** IPv4 address of this end of the connection; `null` where there is none, or none that is known. */
  get localHost(): string | null {
    return /^(\d+\.\d+\.\d+\.\d+):/.exec(this.flow?.localAddress ?? '')?.[1] ?? null
  }

  private adopt(flow: Flow): void {
    this.flow = flow
    this.serverAddress = flow.remoteAddress
    flow.onMessage = (text) => {
      if (this.flow === flow) this.receive(text, flow)
    }
    flow.onLost = (failure) => {
      if (this.flow === flow) this.lose(failure)
    }
    this.setState(TransportState.Connected)
    this.onConnect?.()
  }

  /**
   * The library takes an ACK in a few promise turns and refuses with 500 whatever INVITE comes meanwhile. PBXs send
   * their re-INVITE in the same packet as the ACK, so what follows an ACK waits for the next turn of the loop.
   */
  private receive(text: string, flow: Flow): void {
    if (this.isHolding) {
      this.held.push({ text, flow })
      return
    }
    this.deliver(text, flow)
    if (!text.startsWith('ACK ')) return
    this.isHolding = true
    setImmediate(() => {
      this.isHolding = false
      for (const next of this.held.splice(0)) {
        if (this.flow === next.flow) this.receive(next.text, next.flow)
      }
    })
  }

  /** facts/telephony.md c.4 rows 3 and 4: unknown schemes and broken CSeq throw inside the library. */
  private deliver(text: string, flow: Flow): void {
    try {
      const rewritten = rewriteIncoming(text, this.rules(flow))
      const passed = this.extensions?.handleIncoming(rewritten) ?? { kind: 'deliver', text: rewritten }
      if (passed.kind === 'answer') flow.send(rewriteOutgoing(passed.text, this.rules(flow)))
      else this.onMessage?.(passed.text)
    } catch (error) {
      this.options.logger.warn('incoming SIP message dropped', { error: describeError(error), bytes: text.length })
    }
  }

  private lose(failure: TransportFailure): void {
    this.generation += 1
    this.flow = null
    this.setState(TransportState.Disconnected)
    this.onDisconnect?.(new TransportFailedError(failure))
    this.onFlowLost?.(failure)
  }

  private rules(flow: Flow): RewriteRules {
    const { viaHost, contactUser } = this.options
    return { viaHost, contactUser, localAddress: flow.localAddress, publicAddress: flow.publicAddress ?? null }
  }

  private setState(state: TransportState): void {
    if (this.currentState === state) return
    this.currentState = state
    this.stateEmitter.emit(state)
  }
}

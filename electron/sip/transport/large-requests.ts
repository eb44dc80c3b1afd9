import type { Socket } from 'node:net'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Result } from '#shared/lib/result'
import { readEnvelope } from './envelope'
import { StreamFlow } from './stream-flow'
import type { TransportFailure } from './transport-failure'

export interface LargeRequestsOptions {
  readonly clock: Clock
  readonly openStream: () => Promise<Result<Socket, TransportFailure>>
  readonly onMessage: (text: string) => void
  readonly sendAsDatagram: (text: string) => void
}

/** RFC 3261 §18.1.1: larger requests go over a transport with congestion control when the path MTU is unknown. */
const LARGEST_DATAGRAM_BYTES = 1_300
/** Whose CANCEL or ACK may still come; both have the branch of their INVITE and must go its way. */
const REMEMBERED_BRANCHES = 64
const TOP_VIA = /\r\n(?:via|v)[ \t]*:[ \t]*SIP\/2\.0\/(\w+)/i

/**
 * Sends over TCP what is too large for a datagram, where the server takes TCP at the same address; else in fragments,
 * as §18.1.1 allows. A server that takes none is not asked again while the flow lasts.
 */
export class LargeRequests implements Disposable {
  private readonly branches = new Set<string>()
  private stream: Promise<StreamFlow | null> | null = null
  private hasNoTcp = false
  private isOver = false

  constructor(private readonly options: LargeRequestsOptions) {}

  /** Whether the message goes by TCP; it may fall back to a datagram later, in the order of sending. */
  takes(text: string): boolean {
    if (this.hasNoTcp) return false
    if (text.startsWith('SIP/')) return this.takesResponse(text)
    const envelope = readEnvelope(text)
    if (!envelope) return false
    if (!this.branches.has(envelope.branch) && Buffer.byteLength(text) <= LARGEST_DATAGRAM_BYTES) return false
    this.remember(envelope.branch)
    void this.sendOverStream(text)
    return true
  }

  dispose(): void {
    this.isOver = true
    void this.stream?.then((stream) => {
      stream?.close()
    })
  }

  /** RFC 3261 §18.2.2: the answer goes back the way its request came; the topmost Via says which. */
  private takesResponse(text: string): boolean {
    if (!this.stream || TOP_VIA.exec(text)?.[1]?.toUpperCase() !== 'TCP') return false
    void this.sendOverStream(text)
    return true
  }

  private async sendOverStream(text: string): Promise<void> {
    this.stream ??= this.open()
    const stream = await this.stream
    if (this.isOver) return
    if (stream) stream.send(text.startsWith('SIP/') ? text : withTransport(text, 'TCP'))
    else this.options.sendAsDatagram(text)
  }

  private async open(): Promise<StreamFlow | null> {
    const opened = await this.options.openStream()
    if (!opened.ok) {
      this.hasNoTcp = true
      return null
    }
    const stream = new StreamFlow(opened.value, this.options.clock)
    stream.onMessage = (text) => {
      this.options.onMessage(text.startsWith('SIP/') ? withTransport(text, 'UDP') : text)
    }
    stream.onLost = () => {
      // The next large request opens another; what waits for an answer meets its time-out.
      this.stream = null
    }
    if (this.isOver) stream.close()
    return stream
  }

  private remember(branch: string): void {
    this.branches.delete(branch)
    this.branches.add(branch)
    const [oldest] = this.branches
    if (this.branches.size > REMEMBERED_BRANCHES && oldest !== undefined) this.branches.delete(oldest)
  }
}

function withTransport(text: string, transport: 'TCP' | 'UDP'): string {
  return text.replace(/(\r\n(?:via|v)[ \t]*:[ \t]*SIP\/2\.0\/)(?:TCP|UDP)/i, `$1${transport}`)
}

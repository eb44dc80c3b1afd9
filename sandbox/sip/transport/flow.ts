export type FlowProtocol = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS'

/** One way to one phone: a connection, or the address pair that UDP datagrams come from. */
export interface Flow {
  readonly id: string
  readonly protocol: FlowProtocol
  readonly remoteAddress: string
  readonly remotePort: number
  readonly localPort: number
  readonly isOpen: boolean
  send(text: string): void
  close(): void
}

/** What a transport hands upwards. */
export interface FlowSink {
  handleMessage(flow: Flow, text: string): void
  handleClosed(flow: Flow): void
}

export interface TransportListener {
  readonly port: number
  readonly flows: ReadonlySet<Flow>
  close(): Promise<void>
}

/** UDP loses messages, so requests and final responses are repeated there (RFC 3261 §17). */
export function isReliable(protocol: FlowProtocol): boolean {
  return protocol !== 'UDP'
}

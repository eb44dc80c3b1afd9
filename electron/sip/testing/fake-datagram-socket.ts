import type { DatagramSocket, Endpoint } from '../transport/datagram-socket'

/** A socket whose other end is the test. */
export class FakeDatagramSocket implements DatagramSocket {
  onDatagram: ((bytes: Buffer) => void) | null = null
  onError: ((code: string) => void) | null = null
  readonly sent: string[] = []
  isOpen = true
  /** Set by a test that answers by itself. */
  onSent: ((text: string) => void) | null = null

  constructor(
    readonly local: Endpoint = { address: '192.168.1.7', port: 40_000 },
    readonly remote: Endpoint = { address: '203.0.113.5', port: 5060 },
  ) {}

  send(bytes: Buffer): void {
    if (!this.isOpen) throw new Error('sent on a closed socket')
    const text = bytes.toString('utf8')
    this.sent.push(text)
    this.onSent?.(text)
  }

  close(): void {
    this.isOpen = false
  }

  arrive(text: string): void {
    this.onDatagram?.(Buffer.from(text))
  }
}

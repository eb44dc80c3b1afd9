/** Larger heads or bodies mean that the peer does not speak SIP. */
const MAX_MESSAGE_BYTES = 256 * 1024
const HEAD_END = Buffer.from('\r\n\r\n')

export interface FramerEvents {
  message(text: string): void
  /** A double CRLF: the sender expects one CRLF back (RFC 5626 §3.5.1). */
  ping(): void
  /** The stream cannot be followed any more; the connection should be closed. */
  broken(): void
}

/** Cuts a TCP stream into messages by Content-Length (RFC 3261 §18.3). */
export class StreamFramer {
  private buffer: Buffer = Buffer.alloc(0)

  constructor(private readonly events: FramerEvents) {}

  push(chunk: Buffer): void {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk])
    while (this.buffer.length > 0) {
      if (this.takeKeepAlive()) continue
      const length = this.messageLength()
      if (length === 'incomplete') return
      if (length === 'broken') {
        this.buffer = Buffer.alloc(0)
        this.events.broken()
        return
      }
      const text = this.buffer.subarray(0, length).toString()
      this.buffer = this.buffer.subarray(length)
      this.events.message(text)
    }
  }

  private takeKeepAlive(): boolean {
    if (this.buffer.subarray(0, 4).equals(HEAD_END)) {
      this.buffer = this.buffer.subarray(4)
      this.events.ping()
      return true
    }
    // A single CRLF is a pong or padding between messages, once it cannot grow into a ping.
    if (this.buffer.length > 2 && this.buffer[0] === 13 && this.buffer[1] === 10 && this.buffer[2] !== 13) {
      this.buffer = this.buffer.subarray(2)
      return true
    }
    return false
  }

  private messageLength(): number | 'incomplete' | 'broken' {
    if (this.buffer[0] === 13 && this.buffer.length < 4) return 'incomplete'
    const headEnd = this.buffer.indexOf(HEAD_END)
    if (headEnd < 0) return this.buffer.length > MAX_MESSAGE_BYTES ? 'broken' : 'incomplete'
    const head = this.buffer.subarray(0, headEnd).toString()
    const bodyLength = Number(/^(?:content-length|l)[ \t]*:[ \t]*(\d+)[ \t]*$/im.exec(head)?.[1] ?? '0')
    if (bodyLength > MAX_MESSAGE_BYTES) return 'broken'
    const total = headEnd + 4 + bodyLength
    return this.buffer.length < total ? 'incomplete' : total
  }
}

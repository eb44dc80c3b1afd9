import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

const TEXT = 0x1
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa
const FINAL = 0x80
const MASKED = 0x80
const OPCODE = 0x0f
const LENGTH = 0x7f
const NO_MASK = Buffer.alloc(4)
const NOTHING = Buffer.alloc(0)

export interface DeskLineEvents {
  readonly opened: () => void
  /** The payload as it came, deflated or not. It is the reader's only until the call is over. */
  readonly received: (payload: Buffer, isDeflated: boolean) => void
  readonly closed: () => void
}

/** All lines read into it, one after another: a buffer for each read costs more than what is read. */
const READING = Buffer.alloc(64 * 1024)
const HEAD_END = '\r\n\r\n'

/**
 * A WebSocket of a client (RFC 6455, RFC 7692) that hands over what came before it is inflated: a thousand desks that
 * get the same bytes are compared instead, on the two processors that they share with the hub.
 */
export class DeskLine {
  private readonly socket: Socket
  private rest: Buffer = NOTHING
  private isOpened = false
  private isOver = false

  constructor(
    url: string,
    protocols: readonly string[],
    private readonly events: DeskLineEvents,
  ) {
    const { hostname, port, host, pathname } = new URL(url)
    const onread = {
      buffer: READING,
      callback: (count: number, buffer: Uint8Array) => {
        this.read(Buffer.from(buffer.buffer, buffer.byteOffset, count))
        return true
      },
    }
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true, onread }, () => {
      this.socket.write(handshake(host, pathname, protocols))
    })
    this.socket.on('error', () => undefined)
    this.socket.on('close', () => {
      this.over()
    })
  }

  send(text: string): void {
    this.write(TEXT, Buffer.from(text))
  }

  terminate(): void {
    this.isOver = true
    this.socket.destroy()
  }

  private over(): void {
    if (this.isOver) return
    this.isOver = true
    this.socket.destroy()
    this.events.closed()
  }

  /** `chunk` is written over by the next one. */
  private read(chunk: Buffer): void {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    if (!this.isOpened) {
      const end = bytes.indexOf(HEAD_END)
      if (end === -1) {
        this.rest = Buffer.from(bytes)
        return
      }
      if (!bytes.toString('latin1', 0, end).startsWith('HTTP/1.1 101 ')) {
        this.over()
        return
      }
      this.isOpened = true
      bytes = bytes.subarray(end + HEAD_END.length)
      this.events.opened()
    }
    for (;;) {
      const size = sizeOf(bytes)
      if (!size || bytes.length < size.whole) break
      this.frame(bytes.readUInt8(0), bytes.subarray(size.header, size.whole))
      bytes = bytes.subarray(size.whole)
    }
    this.rest = bytes.length === 0 ? NOTHING : Buffer.from(bytes)
  }

  private frame(first: number, payload: Buffer): void {
    const kind = first & OPCODE
    if (kind === TEXT && (first & FINAL) !== 0) this.events.received(payload, (first & 0x40) !== 0)
    else if (kind === PING) this.write(PONG, payload)
    else if (kind === CLOSE) this.over()
    else if (kind !== PONG) throw new Error('The hub splits no message into frames, and sends text alone.')
  }

  /** Masked with zeros, which is a mask like any other. */
  private write(kind: number, payload: Buffer): void {
    if (payload.length >= 0x1_00_00) throw new Error('A desk of this benchmark sends no long frames.')
    const isShort = payload.length < 126
    const header = isShort ? Buffer.alloc(2) : Buffer.alloc(4)
    header[0] = FINAL | kind
    header[1] = MASKED | (isShort ? payload.length : 126)
    if (!isShort) header.writeUInt16BE(payload.length, 2)
    this.socket.write(Buffer.concat([header, NO_MASK, payload]))
  }
}

/** RFC 6455 §4.1. */
function handshake(host: string, path: string, protocols: readonly string[]): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Sec-WebSocket-Protocol: ${protocols.join(', ')}`,
    'Sec-WebSocket-Extensions: permessage-deflate',
  ]
  return lines.join('\r\n') + HEAD_END
}

/** `null`: its header is not there yet. */
function sizeOf(bytes: Buffer): { readonly header: number; readonly whole: number } | null {
  if (bytes.length < 2) return null
  const length = bytes.readUInt8(1) & LENGTH
  if (length < 126) return { header: 2, whole: 2 + length }
  const header = length === 126 ? 4 : 10
  if (bytes.length < header) return null
  return { header, whole: header + (length === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))) }
}

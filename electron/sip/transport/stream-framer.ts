import type { SipFailure } from '#shared/domain/sip-account'

/** A message with a body of one SDP and some XML is below 16 kB; RFC 3261 §18.1.1 asks for 65,535 bytes to be taken. */
export const MAX_MESSAGE_BYTES = 256 * 1024
/** Parsing costs about 0.2 ms a header (facts/telephony.md c.2), so a flood of them must stop before the parser. */
export const MAX_HEADERS = 256
const MAX_HEADER_BYTES = 64 * 1024

export type Frame =
  | { readonly kind: 'message'; readonly text: string }
  /** Double CRLF of the other side, RFC 5626 §3.5.1: to be answered with one CRLF. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }
  /** The stream cannot be followed any further. */
  | { readonly kind: 'broken'; readonly reason: SipFailure; readonly detail: string }

const CRLF = Buffer.from('\r\n')
const HEADERS_END = Buffer.from('\r\n\r\n')
const START_LINE = /^(SIP\/2\.0 \d{3}[ \r]|[!-~]+ .* SIP\/\d\.\d\r)/

/** Cuts a byte stream into SIP messages by Content-Length (RFC 3261 §18.3). */
export class StreamFramer {
  private buffer: Buffer = Buffer.alloc(0)
  private isBroken = false

  push(chunk: Buffer): readonly Frame[] {
    if (this.isBroken) return []
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk])
    const frames: Frame[] = []
    for (let frame = this.next(); frame; frame = this.next()) {
      frames.push(frame)
      if (frame.kind === 'broken') {
        this.isBroken = true
        this.buffer = Buffer.alloc(0)
        break
      }
    }
    return frames
  }

  private next(): Frame | null {
    if (startsWith(this.buffer, HEADERS_END)) {
      this.consume(HEADERS_END.length)
      return { kind: 'ping' }
    }
    // A lone CRLF may be the first half of a ping: it is a pong once something else follows or nothing does.
    if (startsWith(this.buffer, CRLF)) {
      this.consume(CRLF.length)
      return { kind: 'pong' }
    }
    if (this.buffer.length === 0) return null
    return this.nextMessage()
  }

  private nextMessage(): Frame | null {
    const firstLineEnd = this.buffer.indexOf('\r')
    const firstLine = this.buffer.subarray(0, firstLineEnd === -1 ? 64 : firstLineEnd + 1).toString('latin1')
    if (firstLineEnd === -1 ? !couldBeSip(firstLine) : !START_LINE.test(firstLine)) {
      return broken('notSip', `first bytes: ${printable(firstLine)}`)
    }
    const headersEnd = this.buffer.indexOf(HEADERS_END)
    if (headersEnd === -1) {
      return this.buffer.length > MAX_HEADER_BYTES ? broken('notSip', 'header block too long') : null
    }
    if (headersEnd > MAX_HEADER_BYTES) return broken('notSip', 'header block too long')
    const head = this.buffer.subarray(0, headersEnd).toString('utf8')
    const problem = countHeaders(head) > MAX_HEADERS ? 'too many headers' : null
    if (problem !== null) return broken('notSip', problem)
    const bodyLength = contentLength(head)
    if (bodyLength === null || bodyLength > MAX_MESSAGE_BYTES) return broken('notSip', 'Content-Length out of range')
    const total = headersEnd + HEADERS_END.length + bodyLength
    if (this.buffer.length < total) return null
    const text = this.buffer.subarray(0, total).toString('utf8')
    this.consume(total)
    return { kind: 'message', text }
  }

  private consume(bytes: number): void {
    this.buffer = this.buffer.subarray(bytes)
  }
}

export function countHeaders(head: string): number {
  let count = 0
  for (let at = head.indexOf('\r\n'); at !== -1; at = head.indexOf('\r\n', at + 2)) count += 1
  return count
}

/** A stream without Content-Length has no body: there would be no way to tell its end. `null`: not a number. */
function contentLength(head: string): number | null {
  const value = /\r\n(?:content-length|l)[ \t]*:[ \t]*([^\r\n]*)/i.exec(head)?.[1]
  if (value === undefined) return 0
  return /^\d{1,9}[ \t]*$/.test(value) ? Number(value) : null
}

/** Before the first line is complete: every SIP start line is printable ASCII. */
function couldBeSip(start: string): boolean {
  return /^[!-~][ -\uffff]*$/.test(start) && !start.startsWith('HTTP/')
}

function broken(reason: SipFailure, detail: string): Frame {
  return { kind: 'broken', reason, detail }
}

function startsWith(buffer: Buffer, prefix: Buffer): boolean {
  return buffer.length >= prefix.length && buffer.subarray(0, prefix.length).equals(prefix)
}

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '.').slice(0, 24)
}

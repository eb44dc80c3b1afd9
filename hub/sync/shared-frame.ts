import { constants, deflateRawSync } from 'node:zlib'

/** Below it the line carries a frame in one packet either way. */
const WORTH_DEFLATING_BYTES = 1_400
/** RFC 7692 §7.2.1: what a flushed block ends with is left out. */
const TAIL_BYTES = 4
const QUICKLY = { level: 1, finishFlush: constants.Z_SYNC_FLUSH } as const

/** RFC 6455 §5.2: a whole message of text in one frame. */
const WHOLE_TEXT = 0x81
/** RFC 7692 §6: it is deflated. */
const DEFLATED = 0x40
const LENGTH_IN_2_BYTES = 126
const LENGTH_IN_8_BYTES = 127

/**
 * A message as a WebSocket server sends it, made once however many lines it goes to: frames to a client are not masked,
 * and deflated without a memory of what went before they are the same for each (docs/adr/0046).
 */
export class SharedFrame {
  private madePlain: Buffer | null = null
  private madeDeflated: Buffer | null = null

  constructor(private readonly text: Buffer) {}

  get plain(): Buffer {
    this.madePlain ??= Buffer.concat([headerOf(WHOLE_TEXT, this.text.length), this.text])
    return this.madePlain
  }

  /** For a line that has agreed on `permessage-deflate; server_no_context_takeover`. */
  get deflated(): Buffer {
    this.madeDeflated ??= this.text.length < WORTH_DEFLATING_BYTES ? this.plain : deflate(this.text)
    return this.madeDeflated
  }
}

function deflate(text: Buffer): Buffer {
  const payload = deflateRawSync(text, QUICKLY).subarray(0, -TAIL_BYTES)
  return Buffer.concat([headerOf(WHOLE_TEXT | DEFLATED, payload.length), payload])
}

function headerOf(first: number, length: number): Buffer {
  if (length < LENGTH_IN_2_BYTES) return Buffer.from([first, length])
  if (length < 0x1_00_00) {
    const header = Buffer.from([first, LENGTH_IN_2_BYTES, 0, 0])
    header.writeUInt16BE(length, 2)
    return header
  }
  const header = Buffer.alloc(10)
  header[0] = first
  header[1] = LENGTH_IN_8_BYTES
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}

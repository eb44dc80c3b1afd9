import { randomInt } from 'node:crypto'
import { serialiseRtp } from './rtp-packet'

/** Numbers the packets of one outgoing stream. */
export class RtpSender {
  sent = 0
  private sequence = randomInt(0x8000)
  private timestamp = randomInt(0x7fffffff)
  private readonly ssrc = randomInt(1, 0x7fffffff)

  next(payloadType: number, payload: Buffer): Buffer {
    this.sent += 1
    this.sequence = (this.sequence + 1) & 0xffff
    const { sequence, timestamp, ssrc } = this
    // G.711 has one byte a sample.
    this.timestamp = (this.timestamp + payload.length) >>> 0
    return serialiseRtp({ payloadType, marker: this.sent === 1, sequence, timestamp, ssrc, payload })
  }
}

import { randomUUID } from 'node:crypto'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

export interface DatagramKeepAliveOptions {
  readonly clock: Clock
  readonly userAgent: string
  readonly addressOfRecord: string
  readonly sentBy: string
  readonly server: string
  /** Sends it as any request, again and again until it is answered. */
  readonly ask: (text: string) => void
  readonly onSilent: () => void
}

/** NAT boxes forget a UDP path after 30 s and more (RFC 4787 REQ-5 asks for two minutes; many do not care). */
const ASK_EVERY_MS = 25_000
/** Seven tries of the same question fit into it: at 20 % loss each way all of them fail once in 1300 times. */
const ANSWER_WITHIN_MS = 16_000

/**
 * Asks the server OPTIONS whenever nothing came from it for a while. That keeps the path through a NAT open, which a
 * double CRLF would too, and unlike that it is answered over UDP, so that a dead path shows. A server that has never
 * answered the question may be deaf to it alone: its silence counts only after a first answer.
 */
export class DatagramKeepAlive implements Disposable {
  private askTimer: Disposable
  private answerTimer: Disposable | null = null
  private awaited: string | null = null
  private answersQuestions = false

  constructor(private readonly options: DatagramKeepAliveOptions) {
    this.askTimer = this.scheduleAsking()
  }

  /** Anything that came is as good as an answer. */
  noteSignOfLife(): void {
    this.answerTimer?.dispose()
    this.answerTimer = null
  }

  /** Whether it is the answer to a question of ours, which concerns nobody else. */
  takes(text: string): boolean {
    if (this.awaited === null || !text.startsWith('SIP/2.0 ') || !text.includes(this.awaited)) return false
    this.answersQuestions = true
    return true
  }

  dispose(): void {
    this.askTimer.dispose()
    this.answerTimer?.dispose()
  }

  private scheduleAsking(): Disposable {
    return this.options.clock.schedule(ASK_EVERY_MS, () => {
      this.ask()
      this.askTimer = this.scheduleAsking()
    })
  }

  private ask(): void {
    const { addressOfRecord, sentBy, server, userAgent } = this.options
    const token = randomUUID().replaceAll('-', '')
    this.awaited = `alive-${token}`
    this.answerTimer?.dispose()
    this.answerTimer = this.answersQuestions
      ? this.options.clock.schedule(ANSWER_WITHIN_MS, this.options.onSilent)
      : null
    this.options.ask(
      [
        `OPTIONS sip:${server} SIP/2.0`,
        `Via: SIP/2.0/UDP ${sentBy};branch=z9hG4bK${token};rport`,
        'Max-Forwards: 70',
        `From: <${addressOfRecord}>;tag=${token.slice(-8)}`,
        `To: <sip:${server}>`,
        `Call-ID: ${this.awaited}`,
        'CSeq: 1 OPTIONS',
        `User-Agent: ${userAgent}`,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    )
  }
}

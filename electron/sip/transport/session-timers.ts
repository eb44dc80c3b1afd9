import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { answerRequest } from './answer-request'
import { tokens, valueOf } from './refuse-request'
import { isResponse, type WireHeader, type WireMessage } from './wire-message'

export interface SessionTimersOptions {
  readonly clock: Clock
  /** It is our turn to say that the call is still on. */
  readonly onRefreshDue: (callId: string) => void
  /** The other side has not said so in time. */
  readonly onExpired: (callId: string) => void
}

/** RFC 4028 §4 recommends half an hour; anything below a minute and a half is refused (§5). */
const INTERVAL_S = 1_800
const SHORTEST_S = 90

interface Interval {
  readonly seconds: number
  readonly weRefresh: boolean
}

/** What an INVITE or UPDATE of the other side asked for, until it is answered. */
interface Asked {
  readonly seconds: number
  readonly refresher: 'uac' | 'uas' | null
  readonly peerKnowsTimers: boolean
}

/**
 * Session timers of all calls of one line (RFC 4028), which sip.js does not have: told and agreed in the headers of
 * INVITE, UPDATE and their answers as they pass. Without them a call whose other end died would last until somebody
 * looks.
 */
export class SessionTimers implements Disposable {
  private readonly timers = new Map<string, Disposable>()
  private readonly minima = new Map<string, number>()
  private readonly asked = new Map<string, Asked>()

  constructor(private readonly options: SessionTimersOptions) {}

  /** Requests that start or refresh a session name the interval; so do our answers to such. */
  handleOutgoing(message: WireMessage): WireMessage {
    const callId = valueOf(message, 'call-id')
    if (isResponse(message)) return this.answer(message, callId)
    const method = message.startLine.split(' ')[0]
    if (method === 'BYE') this.forget(callId)
    if (method !== 'INVITE' && method !== 'UPDATE') return message
    const minimum = this.minima.get(callId) ?? SHORTEST_S
    return withHeaders(message, [
      { name: 'Session-Expires', value: String(Math.max(INTERVAL_S, minimum)) },
      { name: 'Min-SE', value: String(minimum) },
    ])
  }

  /** A refusal to be sent, or `null`: the message goes on. */
  handleIncoming(message: WireMessage): string | null {
    const callId = valueOf(message, 'call-id')
    if (isResponse(message)) {
      this.takeAnswer(message, callId)
      return null
    }
    const method = message.startLine.split(' ')[0]
    if (method === 'BYE') this.forget(callId)
    if (method !== 'INVITE' && method !== 'UPDATE') return null
    const wanted = intervalOf(message)
    const peerKnowsTimers = tokens(message, 'supported').some((tag) => tag.toLowerCase() === 'timer')
    if (wanted && wanted.seconds < SHORTEST_S && peerKnowsTimers)
      return answerRequest(message, 422, [{ name: 'Min-SE', value: String(SHORTEST_S) }])
    if (wanted)
      this.asked.set(keyOf(message, callId), {
        seconds: Math.max(SHORTEST_S, wanted.seconds),
        refresher: wanted.refresher,
        peerKnowsTimers,
      })
    return null
  }

  dispose(): void {
    for (const timer of this.timers.values()) timer.dispose()
    this.timers.clear()
    this.minima.clear()
    this.asked.clear()
  }

  private answer(message: WireMessage, callId: string): WireMessage {
    const status = Number(message.startLine.split(' ')[1])
    if (status < 200) return message
    const key = keyOf(message, callId)
    const asked = this.asked.get(key)
    this.asked.delete(key)
    if (!asked || status >= 300) return message
    // §9: who asked for somebody gets them; one who knows no timers cannot refresh; else the asking side does.
    const refresher = !asked.peerKnowsTimers ? 'uas' : (asked.refresher ?? 'uac')
    this.arm(callId, { seconds: asked.seconds, weRefresh: refresher === 'uas' })
    return withHeaders(message, [
      { name: 'Session-Expires', value: `${String(asked.seconds)};refresher=${refresher}` },
      ...(asked.peerKnowsTimers && refresher === 'uac' ? [{ name: 'Require', value: 'timer' }] : []),
    ])
  }

  private takeAnswer(message: WireMessage, callId: string): void {
    if (!/ (?:INVITE|UPDATE)$/.test(valueOf(message, 'cseq').trim())) return
    const status = Number(message.startLine.split(' ')[1])
    if (status === 422) {
      const minimum = Number(/^\s*(\d{1,9})/.exec(valueOf(message, 'min-se'))?.[1] ?? 0)
      if (minimum > 0) this.minima.set(callId, minimum)
    }
    if (status < 200 || status >= 300) return
    const agreed = intervalOf(message)
    // §7.2: an answer without an interval ends the timers of this call.
    if (!agreed) this.stop(callId)
    else this.arm(callId, { seconds: agreed.seconds, weRefresh: agreed.refresher !== 'uas' })
  }

  /** §10: half way through it is refreshed; without that the call ends a little before the interval does. */
  private arm(callId: string, { seconds, weRefresh }: Interval): void {
    this.stop(callId)
    const endsInMs = (seconds - Math.min(32, seconds / 3)) * 1_000
    const delayMs = weRefresh ? seconds * 500 : endsInMs
    this.timers.set(
      callId,
      this.options.clock.schedule(delayMs, () => {
        if (!weRefresh) {
          this.stop(callId)
          this.options.onExpired(callId)
          return
        }
        // A refresh that nobody answers is no refresh.
        this.timers.set(
          callId,
          this.options.clock.schedule(endsInMs - delayMs, () => {
            this.stop(callId)
            this.options.onExpired(callId)
          }),
        )
        this.options.onRefreshDue(callId)
      }),
    )
  }

  private stop(callId: string): void {
    this.timers.get(callId)?.dispose()
    this.timers.delete(callId)
  }

  private forget(callId: string): void {
    this.stop(callId)
    this.minima.delete(callId)
  }
}

function intervalOf(message: WireMessage): { seconds: number; refresher: Asked['refresher'] } | null {
  const value = valueOf(message, 'session-expires')
  const seconds = /^\s*(\d{1,9})/.exec(value)?.[1]
  if (seconds === undefined) return null
  const refresher = /;\s*refresher\s*=\s*(uac|uas)/i.exec(value)?.[1]?.toLowerCase()
  return { seconds: Number(seconds), refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null }
}

function keyOf(message: WireMessage, callId: string): string {
  return `${callId} ${valueOf(message, 'cseq')}`
}

function withHeaders(message: WireMessage, added: readonly WireHeader[]): WireMessage {
  return { ...message, headers: [...message.headers, ...added] }
}

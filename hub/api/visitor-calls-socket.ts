import type { RawData, WebSocket } from 'ws'

import {
  deskCallFrame,
  VISITOR_CALLS_CLOSE,
  VISITOR_CALLS_PATH,
  VISITOR_CALLS_SUBPROTOCOL,
  type DeskCallFrame,
  type HubCallFrame,
  type VisitorCallRefusal,
} from '#shared/contract/visitor-calls'
import type { CallId, ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import type { Result } from '#shared/lib/result'

import type { CallExchange, DeskLine } from '../calls/call-exchange'
import type { Callee } from '../calls/visitor-call.machine'
import type { DeskSocket } from './desk-sockets'
import { parseFrame } from './parse-frame'

/** A description of the longest kind, with each of its marks escaped. */
const MAX_FRAME_BYTES = 256 * 1024
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024
const FIRST_FRAME_WITHIN_MS = 10_000

export interface VisitorCallsDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly exchange: CallExchange
  readonly findCallee: (chatId: ChatId) => Promise<Result<Callee, VisitorCallRefusal>>
}

/** WebSocket `/api/visitor-calls` (shared/contract/visitor-calls.ts). */
export function visitorCallsSocket(deps: VisitorCallsDependencies): DeskSocket {
  return {
    path: VISITOR_CALLS_PATH,
    protocol: VISITOR_CALLS_SUBPROTOCOL,
    maxFrameBytes: MAX_FRAME_BYTES,
    access: 'agent',
    opened(desk) {
      new DeskCallLine(desk, deps).open()
    },
  }
}

/** One call of a desk. Frames are taken one after another: whom a chat leads to has to be looked up first. */
class DeskCallLine implements DeskLine {
  private callId: CallId | null = null
  private work: Promise<void> = Promise.resolve()
  private isClosed = false

  constructor(
    private readonly desk: WebSocket,
    private readonly deps: VisitorCallsDependencies,
  ) {}

  open(): void {
    const { clock, logger } = this.deps
    const patience = clock.schedule(FIRST_FRAME_WITHIN_MS, () => {
      this.desk.close(VISITOR_CALLS_CLOSE.badFrame, 'call or resume was expected first')
    })
    this.desk.once('message', () => {
      patience.dispose()
    })
    this.desk.on('message', (data, isBinary) => {
      this.received(data, isBinary)
    })
    this.desk.on('error', (error) => {
      logger.warn('a line of a call to a visitor failed', { cause: describeError(error) })
    })
    this.desk.on('close', () => {
      patience.dispose()
      this.isClosed = true
      this.enqueue(() => {
        if (this.callId) this.deps.exchange.deskLost(this.callId, this)
      })
    })
  }

  send(frame: HubCallFrame): void {
    if (this.desk.readyState !== this.desk.OPEN) return
    if (this.desk.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.desk.close(VISITOR_CALLS_CLOSE.tooSlow, 'too slow')
      return
    }
    this.desk.send(JSON.stringify(frame))
  }

  replaced(): void {
    this.desk.close(VISITOR_CALLS_CLOSE.replaced, 'another line speaks for this call')
  }

  over(): void {
    this.desk.close(1000, 'the call is over')
  }

  private received(data: RawData, isBinary: boolean): void {
    const frame = parseFrame(deskCallFrame, data, isBinary)
    if (!frame) {
      this.desk.close(VISITOR_CALLS_CLOSE.badFrame, 'a frame did not parse')
      return
    }
    if (frame.type === 'ping') {
      this.send({ type: 'pong', nonce: frame.nonce })
      return
    }
    this.enqueue(() => this.take(frame))
  }

  private async take(frame: Exclude<DeskCallFrame, { type: 'ping' }>): Promise<void> {
    const { exchange } = this.deps
    const isFirst = frame.type === 'call' || frame.type === 'resume'
    if (isFirst === (this.callId !== null)) {
      const reason = isFirst ? 'one line, one call' : 'call or resume was expected first'
      this.desk.close(VISITOR_CALLS_CLOSE.badFrame, reason)
      return
    }
    switch (frame.type) {
      case 'call':
        return this.call(frame)
      case 'resume':
        this.callId = frame.callId
        if (!exchange.knows(frame.callId)) return this.refuse('unknownCall')
        exchange.deskReturned(frame.callId, this, 'resume')
        return
      case 'offer':
      case 'hangUp':
        if (this.callId) exchange.deskSays(this.callId, this, frame)
    }
  }

  private async call(frame: Extract<DeskCallFrame, { type: 'call' }>): Promise<void> {
    const { exchange, findCallee } = this.deps
    const { callId, chatId } = frame
    this.callId = callId
    if (!exchange.knows(callId)) {
      const callee = await findCallee(chatId)
      if (!callee.ok) return this.refuse(callee.error)
      // Gone while it was looked up: it has heard of nothing and comes back with the same call.
      if (this.isClosed) return
      if (!exchange.knows(callId)) {
        if (exchange.isBusy(callee.value.visitorId)) return this.refuse('busy')
        exchange.begin(frame, callee.value, this)
        return
      }
    }
    exchange.deskReturned(callId, this, 'call')
  }

  private refuse(reason: VisitorCallRefusal): void {
    this.send({ type: 'refused', reason })
    this.over()
  }

  private enqueue(job: () => Promise<void> | void): void {
    this.work = this.work.then(job).catch((error: unknown) => {
      this.deps.logger.error('a call to a visitor could not be served', { cause: describeError(error) })
      this.desk.close(1011, 'internal')
    })
  }
}

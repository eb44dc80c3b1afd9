import type { ChatId } from '#shared/domain/ids'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

import type { OlderAnswer } from './history-loader'
import type { EngineStatus } from './sync-engine'
import type { FromWorker, ToWorker } from './worker-messages'
import type { WorkerLike } from './worker-host'

/**
 * Only the desk window has a sync worker; the small windows of the same desk read the same cache, write into the same
 * outbox and reach the worker through the desk. Two halves of one build: typed, not parsed.
 */
type ToDesk =
  | { readonly type: 'hello' }
  | { readonly type: 'typing'; readonly chatId: ChatId }
  /** Somebody is at that window. */
  | { readonly type: 'touched' }
  | { readonly type: 'loadOlder'; readonly from: string; readonly requestId: number; readonly chatId: ChatId }
  /** The chat that the person looks at in that window. */
  | { readonly type: 'front'; readonly chatId: ChatId | null }

type News = Exclude<FromWorker, { type: 'log' | 'olderAnswered' | 'hubTime' }>

type FromDesk =
  | News
  /** The desk was opened anew: what it was asked before is not answered any more. */
  | { readonly type: 'began' }
  | { readonly type: 'olderAnswered'; readonly to: string; readonly requestId: number; readonly answer: OlderAnswer }
  /** To the screen reader of whoever works in that window. */
  | { readonly type: 'speak'; readonly text: string }

const TOUCHED_EVERY_MS = 5_000

const channelOf = (databaseName: string, way: 'to' | 'from'): BroadcastChannel =>
  new BroadcastChannel(`${databaseName}-${way}-desk`)

export interface DeskSide {
  readonly sendTyping: (chatId: ChatId) => void
  readonly loadOlder: (chatId: ChatId) => Promise<OlderAnswer>
  readonly status: () => EngineStatus
  readonly touched: () => void
}

/** The desk's end. */
export class OtherWindows implements Disposable {
  private readonly from: BroadcastChannel
  private readonly to: BroadcastChannel
  private front: ChatId | null = null
  private readonly frontListeners = new Set<(chatId: ChatId) => void>()

  constructor(databaseName: string, desk: DeskSide) {
    this.from = channelOf(databaseName, 'from')
    this.to = channelOf(databaseName, 'to')
    this.post({ type: 'began' })
    this.to.onmessage = ({ data }: MessageEvent<ToDesk>) => {
      switch (data.type) {
        case 'hello':
          this.tell({ type: 'status', status: desk.status() })
          break
        case 'typing':
          desk.sendTyping(data.chatId)
          break
        case 'touched':
          desk.touched()
          break
        case 'front':
          this.front = data.chatId
          if (data.chatId !== null) for (const listener of [...this.frontListeners]) listener(data.chatId)
          break
        case 'loadOlder': {
          const { from: to, requestId } = data
          void desk.loadOlder(data.chatId).then((answer) => {
            this.post({ type: 'olderAnswered', to, requestId, answer })
          })
        }
      }
    }
  }

  /** Does a person look at this chat in another window? */
  hasInFront(chatId: ChatId): boolean {
    return this.front === chatId
  }

  /** Each chat that a person opens in another window. */
  onFront(listener: (chatId: ChatId) => void): Disposable {
    this.frontListeners.add(listener)
    return toDisposable(() => this.frontListeners.delete(listener))
  }

  /** The person is back at the desk, whatever the other window last said. */
  clearFront(): void {
    this.front = null
  }

  speak(text: string): void {
    this.post({ type: 'speak', text })
  }

  tell(message: News): void {
    this.post(message)
  }

  dispose(): void {
    this.from.close()
    this.to.close()
  }

  private post(message: FromDesk): void {
    this.from.postMessage(message)
  }
}

/** A small window's stand-in for the worker: the desk's, over there. */
export class WorkerOfDesk implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null
  onSpeak: ((text: string) => void) | null = null
  private readonly to: BroadcastChannel
  private readonly from: BroadcastChannel
  private readonly unanswered = new Set<number>()
  private touchedAtMs = Number.NEGATIVE_INFINITY

  constructor(
    databaseName: string,
    private readonly windowId: string,
  ) {
    this.to = channelOf(databaseName, 'to')
    this.from = channelOf(databaseName, 'from')
    this.from.onmessage = ({ data }: MessageEvent<FromDesk>) => {
      if (data.type === 'began') this.giveUp()
      else if (data.type === 'speak') this.onSpeak?.(data.text)
      else if (data.type !== 'olderAnswered') this.receive(data)
      else if (data.to === this.windowId) this.answer(data.requestId, data.answer)
    }
  }

  postMessage(message: ToWorker): void {
    switch (message.type) {
      case 'start':
        this.post({ type: 'hello' })
        break
      case 'typing':
        this.post(message)
        break
      case 'loadOlder':
        this.unanswered.add(message.requestId)
        this.post({ ...message, from: this.windowId })
        break
      case 'hub':
      case 'online':
      case 'calls':
      case 'keep':
      case 'looking':
      case 'open':
      case 'pace':
      case 'noRoom':
      case 'told':
        // The desk tells its worker itself, or finds it itself.
        break
    }
  }

  setFront(chatId: ChatId | null): void {
    this.post({ type: 'front', chatId })
  }

  /** Each of them would be a message to the desk. */
  touch(): void {
    const nowMs = performance.now()
    if (nowMs - this.touchedAtMs < TOUCHED_EVERY_MS) return
    this.touchedAtMs = nowMs
    this.post({ type: 'touched' })
  }

  terminate(): void {
    this.to.close()
    this.from.close()
  }

  private giveUp(): void {
    for (const requestId of this.unanswered) this.answer(requestId, 'offline')
    this.post({ type: 'hello' })
  }

  private answer(requestId: number, answer: OlderAnswer): void {
    this.unanswered.delete(requestId)
    this.receive({ type: 'olderAnswered', requestId, answer })
  }

  private receive(message: FromWorker): void {
    this.onmessage?.(new MessageEvent('message', { data: message }))
  }

  private post(message: ToDesk): void {
    this.to.postMessage(message)
  }
}

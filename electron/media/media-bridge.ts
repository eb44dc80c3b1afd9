import type { EventsOf, RequestsOf } from '#shared/contract/define'
import { media, mediaReports, type MediaContract, type MediaReportsContract } from '#shared/contract/ipc/media'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { MediaWindowGone, type MediaPort } from './media-port'
import { fromMedia } from './port-protocol'

type Reports = EventsOf<MediaReportsContract>

const RETRY_MS = [0, 500, 2_000, 5_000] as const
const PING_EVERY_MS = 3_000
/** A window that is silent for so long hangs: it is ended and opened anew. */
const SILENT_MS = 10_000
const STEADY_MS = 30_000

/** One opened media window; `media-window.ts` makes real ones. */
export interface MediaWindow {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Crashed, killed or closed; told once. */
  onGone(listener: (reason: string) => void): void
  /** `isHanging`: its process does not answer and must be ended by force. */
  destroy(isHanging: boolean): void
}

interface Pending {
  readonly name: string
  readonly args: unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

export interface MediaBridgeOptions {
  readonly open: () => MediaWindow
  readonly clock: Clock
  readonly logger: Logger
}

/** Drives the media window and opens a new one whenever it dies or hangs. */
export class MediaBridge implements MediaPort, Disposable {
  readonly requests: RequestsOf<MediaContract>
  private readonly owned = new DisposableStore()
  private readonly reports = new Map<string, Emitter<unknown>>()
  private readonly restarted: Emitter<void>
  private readonly opened: Emitter<void>
  private readonly sent = new Map<number, Pending>()
  private waiting: Pending[] = []
  private window: MediaWindow | null = null
  private isReady = false
  private openings = 0
  private failures = 0
  private openedAtMs = 0
  private heardAtMs = 0
  private nextId = 1

  constructor(private readonly options: MediaBridgeOptions) {
    const requests: Record<string, (args?: unknown) => Promise<unknown>> = {}
    for (const [name, spec] of Object.entries(media.members)) {
      requests[name] = async (args: unknown = null) => spec.result.parse(await this.request(name, args))
    }
    // Every member of the contract is a request, and its reply was parsed by its schema.
    this.requests = requests as unknown as RequestsOf<MediaContract>
    this.restarted = this.owned.add(new Emitter(this.logListenerError))
    this.opened = this.owned.add(new Emitter(this.logListenerError))
  }

  on<K extends keyof Reports>(name: K, listener: (payload: Reports[K]) => void): Disposable {
    const emitter = this.reports.get(name) ?? new Emitter<unknown>(this.logListenerError)
    this.reports.set(name, emitter)
    return emitter.on((payload) => {
      // Parsed against this report's schema in handleReport.
      listener(payload as Reports[K])
    })
  }

  onRestarted(listener: () => void): Disposable {
    return this.restarted.on(listener)
  }

  /** Every window that stands ready, the first included; runs before any waiting request is sent. */
  onOpened(listener: () => void): Disposable {
    return this.opened.on(listener)
  }

  /** Opens the window if there is none yet; a request does so too. */
  start(): void {
    if (this.window || this.owned.isDisposed) return
    const window = this.options.open()
    this.window = window
    this.openings += 1
    this.openedAtMs = this.heardAtMs = this.options.clock.now()
    window.onMessage((raw) => {
      if (this.window === window) this.handleMessage(raw)
    })
    window.onGone((reason) => {
      if (this.window === window) this.handleGone(reason)
    })
    this.watch(window)
  }

  dispose(): void {
    const window = this.window
    this.window = null
    this.owned.dispose()
    this.rejectAll()
    for (const request of this.waiting.splice(0)) request.reject(new MediaWindowGone('the media window is closed'))
    window?.destroy(false)
  }

  private request(name: string, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.owned.isDisposed) {
        reject(new MediaWindowGone('the media window is closed'))
        return
      }
      this.waiting.push({ name, args, resolve, reject })
      if (this.isReady) this.sendWaiting()
      else this.start()
    })
  }

  private sendWaiting(): void {
    for (const request of this.waiting.splice(0)) {
      const id = this.nextId++
      this.sent.set(id, request)
      this.window?.post({ type: 'request', id, name: request.name, args: request.args })
    }
  }

  private handleMessage(raw: unknown): void {
    this.heardAtMs = this.options.clock.now()
    const parsed = fromMedia.safeParse(raw)
    if (!parsed.success) {
      this.options.logger.error('the media window said something unknown')
      return
    }
    const message = parsed.data
    switch (message.type) {
      case 'ready':
        this.handleReady()
        return
      case 'pong':
        return
      case 'reply':
        this.take(message.id)?.resolve(message.value)
        return
      case 'threw':
        this.options.logger.error('a media request failed', { error: message.message })
        this.take(message.id)?.reject(new Error(`media window: ${message.message}`))
        return
      case 'report':
        this.handleReport(message.name, message.payload)
    }
  }

  private handleReady(): void {
    this.isReady = true
    this.options.logger.info('media window ready', {
      opening: this.openings,
      ms: this.options.clock.now() - this.openedAtMs,
    })
    const waiting = this.waiting.splice(0)
    this.opened.emit()
    this.waiting.push(...waiting)
    this.sendWaiting()
    if (this.openings > 1) this.restarted.emit()
  }

  private handleReport(name: string, payload: unknown): void {
    const members: Readonly<Record<string, (typeof mediaReports.members)[keyof typeof mediaReports.members]>> =
      mediaReports.members
    const parsed = members[name]?.payload.safeParse(payload)
    if (parsed?.success) this.reports.get(name)?.emit(parsed.data)
    else this.options.logger.error('the media window reported something unknown', { name })
  }

  private handleGone(reason: string): void {
    const { clock, logger } = this.options
    this.window = null
    this.isReady = false
    this.rejectAll()
    if (clock.now() - this.openedAtMs >= STEADY_MS) this.failures = 0
    const delayMs = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? 0
    this.failures += 1
    logger.warn('the media window is gone', { reason, delayMs })
    this.owned.add(
      clock.schedule(delayMs, () => {
        this.start()
      }),
    )
  }

  private watch(window: MediaWindow): void {
    const { clock, logger } = this.options
    const timer: Disposable = clock.schedule(PING_EVERY_MS, () => {
      this.owned.release(timer)
      if (this.window !== window) return
      if (clock.now() - this.heardAtMs >= SILENT_MS) {
        logger.warn('the media window hangs')
        window.destroy(true)
        this.handleGone('hang')
        return
      }
      if (this.isReady) window.post({ type: 'ping' })
      this.watch(window)
    })
    this.owned.add(timer)
  }

  private take(id: number): Pending | undefined {
    const request = this.sent.get(id)
    this.sent.delete(id)
    return request
  }

  private rejectAll(): void {
    const pending = [...this.sent.values()]
    this.sent.clear()
    for (const request of pending) request.reject(new MediaWindowGone(`the media window died during ${request.name}`))
  }

  private readonly logListenerError = (error: unknown): void => {
    this.options.logger.error('a listener of the media window failed', { error: describeError(error) })
  }
}

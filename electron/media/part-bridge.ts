import type { Contract, EventsOf, RequestsOf } from '#shared/contract/define'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { RestartPace } from '../restart-pace'
import { MediaWindowGone, type PartPort } from './media-port'
import { fromMedia } from './port-protocol'

const PING_EVERY_MS = 3_000
/** A part that is silent for so long hangs: it is ended and opened anew. */
const SILENT_MS = 10_000

/** A window or process that was opened; `media-window.ts` and `gateway-process.ts` make real ones. */
export interface OpenedPart {
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

export interface PartBridgeOptions {
  readonly open: () => OpenedPart
  readonly clock: Clock
  readonly logger: Logger
}

/** What the part is called in the log, what may be asked of it and what it reports. */
export interface PartDefinition<C extends Contract, R extends Contract> {
  readonly name: string
  readonly asked: C
  readonly reports: R
}

/** Drives one part of the sound that lives in a process of its own, and opens a new one whenever it dies or hangs. */
export class PartBridge<C extends Contract, R extends Contract> implements PartPort<C, R>, Disposable {
  readonly requests: RequestsOf<C>
  private readonly owned = new DisposableStore()
  private readonly reports = new Map<string, Emitter<unknown>>()
  private readonly restarted: Emitter<void>
  private readonly opened: Emitter<void>
  private readonly sent = new Map<number, Pending>()
  private waiting: Pending[] = []
  private running: OpenedPart | null = null
  private isReady = false
  private openings = 0
  private readonly pace: RestartPace
  private openedAtMs = 0
  private heardAtMs = 0
  private nextId = 1

  constructor(
    private readonly part: PartDefinition<C, R>,
    private readonly options: PartBridgeOptions,
  ) {
    this.pace = new RestartPace(options.clock)
    const requests: Record<string, (args?: unknown) => Promise<unknown>> = {}
    for (const [name, spec] of Object.entries(part.asked.members)) {
      if (spec.kind === 'request')
        requests[name] = async (args: unknown = null) => spec.result.parse(await this.request(name, args))
    }
    // Every request of the contract, and its reply was parsed by its schema.
    this.requests = requests as unknown as RequestsOf<C>
    this.restarted = this.owned.add(new Emitter(this.logListenerError))
    this.opened = this.owned.add(new Emitter(this.logListenerError))
  }

  on<K extends keyof EventsOf<R>>(name: K, listener: (payload: EventsOf<R>[K]) => void): Disposable {
    const emitter = this.reports.get(String(name)) ?? new Emitter<unknown>(this.logListenerError)
    this.reports.set(String(name), emitter)
    return emitter.on((payload) => {
      // Parsed against this report's schema in handleReport.
      listener(payload as EventsOf<R>[K])
    })
  }

  onRestarted(listener: () => void): Disposable {
    return this.restarted.on(listener)
  }

  /** Every one that stands ready, the first included; runs before any waiting request is sent. */
  onOpened(listener: () => void): Disposable {
    return this.opened.on(listener)
  }

  /** Opens it if there is none yet; a request does so too. */
  start(): void {
    if (this.running || this.owned.isDisposed) return
    const running = this.options.open()
    this.running = running
    this.openings += 1
    this.pace.noteStart()
    this.openedAtMs = this.heardAtMs = this.options.clock.now()
    running.onMessage((raw) => {
      if (this.running === running) this.handleMessage(raw)
    })
    running.onGone((reason) => {
      if (this.running === running) this.handleGone(reason)
    })
    this.watch(running)
  }

  dispose(): void {
    const running = this.running
    this.running = null
    this.owned.dispose()
    this.rejectAll()
    for (const request of this.waiting.splice(0)) request.reject(new MediaWindowGone(`the ${this.part.name} is closed`))
    running?.destroy(false)
  }

  private request(name: string, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.owned.isDisposed) {
        reject(new MediaWindowGone(`the ${this.part.name} is closed`))
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
      this.running?.post({ type: 'request', id, name: request.name, args: request.args })
    }
  }

  private handleMessage(raw: unknown): void {
    this.heardAtMs = this.options.clock.now()
    const parsed = fromMedia.safeParse(raw)
    if (!parsed.success) {
      this.options.logger.error(`the ${this.part.name} said something unknown`)
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
        this.options.logger.error(`a request to the ${this.part.name} failed`, { error: message.message })
        this.take(message.id)?.reject(new Error(`${this.part.name}: ${message.message}`))
        return
      case 'report':
        this.handleReport(message.name, message.payload)
    }
  }

  private handleReady(): void {
    this.isReady = true
    this.options.logger.info(`${this.part.name} ready`, {
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
    const spec = this.part.reports.members[name]
    const parsed = spec?.kind === 'event' ? spec.payload.safeParse(payload) : undefined
    if (parsed?.success) this.reports.get(name)?.emit(parsed.data)
    else this.options.logger.error(`the ${this.part.name} reported something unknown`, { name })
  }

  private handleGone(reason: string): void {
    const { clock, logger } = this.options
    this.running = null
    this.isReady = false
    this.rejectAll()
    const delayMs = this.pace.noteDeath()
    logger.warn(`the ${this.part.name} is gone`, { reason, delayMs })
    this.owned.add(
      clock.schedule(delayMs, () => {
        this.start()
      }),
    )
  }

  private watch(running: OpenedPart): void {
    const { clock, logger } = this.options
    const timer: Disposable = clock.schedule(PING_EVERY_MS, () => {
      this.owned.release(timer)
      if (this.running !== running) return
      if (clock.now() - this.heardAtMs >= SILENT_MS) {
        logger.warn(`the ${this.part.name} hangs`)
        running.destroy(true)
        this.handleGone('hang')
        return
      }
      if (this.isReady) running.post({ type: 'ping' })
      this.watch(running)
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
    for (const request of pending)
      request.reject(new MediaWindowGone(`the ${this.part.name} died during ${request.name}`))
  }

  private readonly logListenerError = (error: unknown): void => {
    this.options.logger.error(`a listener of the ${this.part.name} failed`, { error: describeError(error) })
  }
}

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { sealRows, unsealedRows } from '../store/audit-log'
import { BEFORE_ALL, readHead, writeHead } from '../store/audit-marks'
import type { Store } from '../store/store'
import { linkText } from './audit-chain'

/** So long a row can stand without a place in the chain; its own tag guards what it says from the first moment on. */
const EVERY_MS = 2_000
const ROWS_AT_ONCE = 500

interface AuditSealerDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Gives each row of the audit its place in the chain; one hub does it for all, so that nobody waits for it. Alone on its
 * database it looks once it has written rows, and else never.
 */
export class AuditSealer {
  private timer: Disposable | null = null
  private running: Promise<void> = Promise.resolve()
  private isStopped = false
  private listener: Disposable | null = null

  constructor(private readonly deps: AuditSealerDependencies) {}

  async start(): Promise<void> {
    const { store } = this.deps
    this.listener = store.audited.on(() => {
      this.schedule()
    })
    await this.seal()
    if (store.isShared) this.schedule()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.listener?.dispose()
    this.timer?.dispose()
    await this.running
  }

  /** Everything that is committed now. */
  async seal(): Promise<void> {
    for (;;) {
      const sealed = await this.sealSome()
      if (sealed < ROWS_AT_ONCE || this.isStopped) return
    }
  }

  private async sealSome(): Promise<number> {
    const { store } = this.deps
    // Most of the time there is nothing: no transaction for that.
    const waiting = await store.read((view) => unsealedRows(view, 1))
    if (waiting.length === 0) return 0
    return store.write(async (tx) => {
      let { seq, link } = (await readHead(tx)) ?? BEFORE_ALL
      const sealed = (await unsealedRows(tx, ROWS_AT_ONCE)).map(({ id, tag }) => {
        seq += 1
        link = tx.sign(linkText(link, seq, tag))
        return { id, seq, link }
      })
      if (sealed.length === 0) return 0
      await sealRows(tx, sealed)
      await writeHead(tx, { seq, link })
      return sealed.length
    })
  }

  private schedule(): void {
    if (this.timer !== null || this.isStopped) return
    this.timer = this.deps.clock.schedule(EVERY_MS, () => {
      this.timer = null
      this.running = this.running.then(() => this.sealAndGoOn())
    })
  }

  private async sealAndGoOn(): Promise<void> {
    const { store, logger } = this.deps
    try {
      await this.seal()
      // Another hub may write rows.
      if (store.isShared) this.schedule()
    } catch (error) {
      logger.error('the audit could not be sealed', { cause: describeError(error) })
      this.schedule()
    }
  }
}

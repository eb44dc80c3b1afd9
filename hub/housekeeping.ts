import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import { FAILURES_KEPT_MS } from './accounts/lock-out'
import type { BlobStore } from './files/blob-store'
import { removeDroppedFiles } from './personal-data/file-remover'
import { forgetOutcomesBefore } from './store/applied-commands'
import { pruneFeed } from './store/changes'
import { forgetEmptyDraftsBefore } from './store/drafts'
import { pruneMissedWaits } from './store/missed-targets'
import { forgetPassedHooksBefore } from './store/passed-hooks'
import { forgetSessionsBefore } from './store/sessions'
import { forgetFailuresBefore } from './store/sign-in-failures'
import type { Store } from './store/store'
import { pruneWall } from './store/wall-log'

const EVERY_MS = 60 * 60_000
/** Longer than any channel is without a hub that works for it. */
const HOOKS_KEPT_MS = 24 * 60 * 60_000
/** A desk that was away for longer begins with a fresh snapshot; its outbox is far younger. */
const OUTCOMES_KEPT_MS = 90 * 24 * 60 * 60_000
/** A desk that comes back after its session is told why it ended. */
const ENDED_SESSIONS_KEPT_MS = 30 * 24 * 60 * 60_000

/** How far back the wall can be played again. */
const WALL_KEPT_MS = 14 * 24 * 60 * 60_000

/** Keeps the feed, the wall's log, the list of applied commands and what is over of accounts from growing for ever. */
export class Housekeeping {
  private timer: Disposable

  constructor(
    private readonly store: Store,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.timer = this.schedule()
  }

  stop(): void {
    this.timer.dispose()
  }

  private schedule(): Disposable {
    return this.clock.schedule(EVERY_MS, () => {
      this.timer = this.schedule()
      this.tidy().catch((error: unknown) => {
        this.logger.error('tidying up failed', { cause: describeError(error) })
      })
    })
  }

  private async tidy(): Promise<void> {
    const pruned = await this.store.write(async (tx) => {
      await forgetOutcomesBefore(tx, tx.nowMs - OUTCOMES_KEPT_MS)
      await forgetEmptyDraftsBefore(tx, tx.nowMs - OUTCOMES_KEPT_MS)
      await forgetPassedHooksBefore(tx, tx.nowMs - HOOKS_KEPT_MS)
      await forgetSessionsBefore(tx, tx.nowMs - ENDED_SESSIONS_KEPT_MS)
      await forgetFailuresBefore(tx, tx.nowMs - FAILURES_KEPT_MS)
      await pruneWall(tx, tx.nowMs - WALL_KEPT_MS)
      await pruneMissedWaits(tx, tx.nowMs - WALL_KEPT_MS)
      return pruneFeed(tx)
    })
    // What a crash has left of an erasure.
    await removeDroppedFiles(this.store, this.blobs)
    if (pruned > 0) this.logger.info('old changes dropped', { count: pruned })
  }
}

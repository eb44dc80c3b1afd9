import { dayOf } from '#shared/domain/wall/day'
import type { CaseFact } from '#shared/domain/wall/facts'
import { targetMsOf } from '#shared/domain/wall/service-targets'
import { Wall } from '#shared/domain/wall/wall'
import type { WallView } from '#shared/domain/wall/wall-view'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import { readHours } from '../store/central-settings'
import type { Store } from '../store/store'
import { factsAfter, newestFrameMs, presentFrame, putFrame } from '../store/wall-log'

/** As often as a person can follow, while somebody looks; without, only so that a missed target is told. */
const WATCHED_EVERY_MS = 250
const UNWATCHED_EVERY_MS = 2_000
/** What is late becomes so without anything happening. */
const CLOCK_WATCHED_EVERY_MS = 1_000
const CLOCK_UNWATCHED_EVERY_MS = 5_000
const FACTS_AT_ONCE = 1_000
/** What was missed while no hub was there is still told; what is longer ago everybody knows. */
const TELL_MISSED_FOR_MS = 15 * 60_000
/** A replay reads at most so much of the log before it shows its first moment. */
const FRAME_EVERY_MS = 15 * 60_000

export interface LiveWallDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
}

type Watcher = (view: WallView, nowMs: number) => void

/** The wall of now: follows the log of facts from its own place in it, also over what other hubs commit. */
export class LiveWall {
  /** A target was missed by these cases; after a start those of the last minutes again. */
  readonly missed: Emitter<readonly CaseFact[]>
  private wall: Wall
  private cursor = 0
  private readonly watchers = new Set<Watcher>()
  private readonly owned = new DisposableStore()
  private timer: Disposable | null = null
  private isBehind = false
  private reading: Promise<void> = Promise.resolve()
  private framedMs = 0
  private framedSeq = -1

  constructor(private readonly deps: LiveWallDependencies) {
    this.wall = new Wall(deps.clock.now())
    this.missed = new Emitter((error) => {
      deps.logger.error('a listener of missed targets failed', { cause: describeError(error) })
    })
  }

  async start(): Promise<void> {
    const { store } = this.deps
    const fellBehind = () => {
      if (this.isBehind) return
      this.isBehind = true
      // Sooner than the next look at the clock.
      this.timer?.dispose()
      this.timer = null
      this.wake()
    }
    // First: what is committed while the frame is read comes after it.
    this.owned.add(store.committed.on(fellBehind))
    this.owned.add(store.resumed.on(fellBehind))
    const frame = await store.read(async (view) => {
      const { startMs } = dayOf((await readHours(view)).timeZone, view.nowMs)
      return presentFrame(view, startMs)
    })
    this.wall = new Wall(frame.atMs)
    for (const fact of frame.facts) this.wall.apply(fact, frame.atMs)
    const justMissed = this.wall.takeMissed().filter((fact) => this.missedForMs(fact) <= TELL_MISSED_FOR_MS)
    if (justMissed.length > 0) this.missed.emit(justMissed)
    this.cursor = frame.seq
    this.framedMs = (await store.read(newestFrameMs)) ?? 0
    await this.keepFrame()
    this.wake()
  }

  /** Is told all of the wall at once, then what changes. */
  watch(watcher: Watcher): Disposable {
    const { clock } = this.deps
    this.watchers.add(watcher)
    this.wall.advance(clock.now())
    watcher(this.wall.view(), clock.now())
    // The next look was planned for nobody.
    this.timer?.dispose()
    this.timer = null
    this.wake()
    return toDisposable(() => {
      this.watchers.delete(watcher)
    })
  }

  get now(): Wall {
    return this.wall
  }

  /** Resolves once what was committed before is on the wall. */
  async caughtUp(): Promise<void> {
    this.isBehind = true
    await this.look()
  }

  async stop(): Promise<void> {
    this.owned.dispose()
    this.timer?.dispose()
    this.watchers.clear()
    await this.reading
  }

  private missedForMs(fact: CaseFact): number {
    const targetMs = targetMsOf(this.wall.context.rules.targets, fact)
    return this.deps.clock.now() - (fact.waitingSinceMs ?? -Infinity) - (targetMs ?? 0)
  }

  private wake(): void {
    if (this.timer !== null || this.owned.isDisposed) return
    const [behindMs, clockMs] =
      this.watchers.size > 0
        ? [WATCHED_EVERY_MS, CLOCK_WATCHED_EVERY_MS]
        : [UNWATCHED_EVERY_MS, CLOCK_UNWATCHED_EVERY_MS]
    const delayMs = this.isBehind ? behindMs : clockMs
    this.timer = this.deps.clock.schedule(delayMs, () => {
      this.timer = null
      void this.look().then(() => {
        this.wake()
      })
    })
  }

  private look(): Promise<void> {
    this.reading = this.reading
      .then(() => this.readOn())
      .catch((error: unknown) => {
        // The next look reads on from the same place.
        this.isBehind = true
        this.deps.logger.warn('the wall could not be brought up to date', { cause: describeError(error) })
      })
    return this.reading
  }

  private async readOn(): Promise<void> {
    const { store, clock } = this.deps
    while (this.isBehind) {
      this.isBehind = false
      const read = await store.read((view) => factsAfter(view, this.cursor, FACTS_AT_ONCE))
      for (const { fact, atMs } of read) this.wall.apply(fact, atMs)
      this.cursor = read.at(-1)?.seq ?? this.cursor
      if (read.length === FACTS_AT_ONCE) this.isBehind = true
    }
    this.wall.advance(clock.now())
    const missed = this.wall.takeMissed()
    if (missed.length > 0) this.missed.emit(missed)
    this.show()
    await this.keepFrame()
  }

  private show(): void {
    if (this.watchers.size === 0) return
    const changes = this.wall.takeChanges()
    if (!changes) return
    for (const watcher of this.watchers) watcher(changes, this.deps.clock.now())
  }

  private async keepFrame(): Promise<void> {
    const { store, clock } = this.deps
    const nowMs = clock.now()
    if (nowMs - this.framedMs < FRAME_EVERY_MS || this.cursor === this.framedSeq) return
    this.framedMs = (await store.read(newestFrameMs)) ?? 0
    if (nowMs - this.framedMs < FRAME_EVERY_MS) return
    const frame = { seq: this.cursor, atMs: nowMs, facts: this.wall.facts() }
    await store.write((tx) => putFrame(tx, frame))
    this.framedMs = nowMs
    this.framedSeq = this.cursor
  }
}

import { Wall } from '#shared/domain/wall/wall'
import type { WallView } from '#shared/domain/wall/wall-view'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Store } from '../store/store'
import { factsAfter, frameBefore, type LoggedFact } from '../store/wall-log'

const SHOW_EVERY_MS = 250
const FACTS_AT_ONCE = 1_000

export interface ReplayEvents {
  readonly shown: (view: WallView, atMs: number, isWhole: boolean) => void
  readonly ended: () => void
}

/** A stretch of the log on a wall of its own, from any moment, as fast as is wished; what is live knows nothing of it. */
export class Replay {
  private wall: Wall
  private cursor = 0
  private ahead: LoggedFact[] = []
  private timer: Disposable | null = null
  private isOver = false

  constructor(
    private readonly deps: { readonly store: Store; readonly clock: Clock; readonly logger: Logger },
    private atMs: number,
    private readonly speed: number,
    private readonly events: ReplayEvents,
  ) {
    this.wall = new Wall(atMs)
  }

  async begin(): Promise<void> {
    const { store, clock } = this.deps
    this.atMs = Math.min(this.atMs, clock.now())
    const frame = await store.read((view) => frameBefore(view, this.atMs))
    if (this.isOver) return
    if (!frame) {
      this.events.ended()
      return
    }
    this.wall = new Wall(frame.atMs)
    for (const fact of frame.facts) this.wall.apply(fact, frame.atMs)
    this.cursor = frame.seq
    await this.playTo(this.atMs)
    if (this.hasEnded()) return
    this.wall.takeChanges()
    this.events.shown(this.wall.view(), this.atMs, true)
    this.schedule()
  }

  get now(): Wall {
    return this.wall
  }

  stop(): void {
    this.isOver = true
    this.timer?.dispose()
  }

  private schedule(): void {
    if (this.speed === 0 || this.isOver) return
    this.timer = this.deps.clock.schedule(SHOW_EVERY_MS, () => {
      this.step().catch((error: unknown) => {
        this.deps.logger.error('a stretch could not be played on', { cause: describeError(error) })
        this.events.ended()
      })
    })
  }

  private async step(): Promise<void> {
    const nowMs = this.deps.clock.now()
    this.atMs = Math.min(this.atMs + SHOW_EVERY_MS * this.speed, nowMs)
    await this.playTo(this.atMs)
    if (this.hasEnded()) return
    const changes = this.wall.takeChanges()
    // Also where nothing has changed: the clock of the replay goes on.
    this.events.shown(changes ?? nothingOf(this.wall), this.atMs, false)
    if (this.atMs >= nowMs) this.events.ended()
    else this.schedule()
  }

  private async playTo(atMs: number): Promise<void> {
    for (;;) {
      const next = this.ahead[0] ?? (await this.readAhead())
      if (!next || next.atMs > atMs) break
      this.ahead.shift()
      this.cursor = next.seq
      this.wall.apply(next.fact, next.atMs)
    }
    this.wall.advance(atMs)
    this.wall.takeMissed()
  }

  private async readAhead(): Promise<LoggedFact | undefined> {
    this.ahead = [...(await this.deps.store.read((view) => factsAfter(view, this.cursor, FACTS_AT_ONCE)))]
    return this.ahead[0]
  }

  private hasEnded(): boolean {
    return this.isOver
  }
}

function nothingOf(wall: Wall): WallView {
  return { queues: [], agents: [], goneAgents: [], hours: [], goal: wall.view().goal }
}

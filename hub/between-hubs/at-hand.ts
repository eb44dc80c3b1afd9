import { z } from 'zod'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

import type { Elsewhere } from '../elsewhere'
import type { HubTalk } from './talk'

const BEAT_MS = 10_000
/** Two beats and a half: a hub that was killed said nothing of what was at hand there. */
const SILENT_AFTER_MS = 25_000

interface Other {
  readonly values: Map<string, string>
  heardAtMs: number
}

export interface AtHandDependencies {
  readonly talk: HubTalk
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * What is at hand at each hub of this database now (docs/adr/0043): a value for each key. A change is told at once, the
 * whole every few seconds, so that a word that was lost is made good; what a silent hub had is forgotten.
 */
export class AtHand<V> implements Elsewhere<V>, Disposable {
  readonly changed: Emitter<string>
  private readonly mine = new Map<string, string>()
  private readonly others = new Map<string, Other>()
  private readonly topic: string
  private beat: Disposable | null = null

  constructor(
    name: string,
    private readonly schema: z.ZodType<V>,
    private readonly deps: AtHandDependencies,
  ) {
    const { talk, logger } = deps
    this.topic = `at hand: ${name}`
    this.changed = new Emitter((error) => {
      logger.error('a listener of what is at hand elsewhere failed', { name, cause: describeError(error) })
    })
    const words = z.object({
      whole: z.boolean(),
      isNew: z.boolean(),
      entries: z.array(z.tuple([z.string(), schema.nullable()])),
    })
    talk.on(this.topic, words, ({ whole, isNew, entries }, from) => {
      this.hear(from, whole, entries)
      if (isNew) this.sayAll(false)
    })
    if (!talk.isOpen) return
    this.sayAll(true)
    this.beatOn()
  }

  tell(key: string, value: V | null): void {
    if (!this.deps.talk.isOpen) return
    const text = value === null ? undefined : JSON.stringify(value)
    if (this.mine.get(key) === text) return
    if (text === undefined) this.mine.delete(key)
    else this.mine.set(key, text)
    this.say({ whole: false, isNew: false, entries: [[key, value]] })
  }

  of(key: string): readonly V[] {
    const found: V[] = []
    for (const { values } of this.others.values()) {
      const text = values.get(key)
      if (text !== undefined) found.push(this.read(text))
    }
    return found
  }

  keys(): readonly string[] {
    return [...new Set([...this.others.values()].flatMap(({ values }) => [...values.keys()]))]
  }

  dispose(): void {
    this.beat?.dispose()
    if (this.mine.size > 0) this.say({ whole: true, isNew: false, entries: [] })
    this.changed.dispose()
  }

  private hear(from: string, isWhole: boolean, entries: readonly (readonly [string, V | null])[]): void {
    const other = this.others.get(from) ?? { values: new Map<string, string>(), heardAtMs: 0 }
    this.others.set(from, other)
    other.heardAtMs = this.deps.clock.now()
    const told = new Map(entries)
    const gone = isWhole ? [...other.values.keys()].filter((key) => !told.has(key)) : []
    const changed = new Set<string>(gone)
    for (const key of gone) other.values.delete(key)
    for (const [key, value] of told) {
      const text = value === null ? undefined : JSON.stringify(value)
      if (other.values.get(key) === text) continue
      if (text === undefined) other.values.delete(key)
      else other.values.set(key, text)
      changed.add(key)
    }
    for (const key of changed) this.changed.emit(key)
  }

  private beatOn(): void {
    this.beat = this.deps.clock.schedule(BEAT_MS, () => {
      if (this.mine.size > 0) this.sayAll(false)
      this.forgetSilent()
      this.beatOn()
    })
  }

  private forgetSilent(): void {
    const beforeMs = this.deps.clock.now() - SILENT_AFTER_MS
    for (const [from, { values, heardAtMs }] of this.others) {
      if (heardAtMs > beforeMs) continue
      this.others.delete(from)
      for (const key of values.keys()) this.changed.emit(key)
    }
  }

  private sayAll(isNew: boolean): void {
    const entries = [...this.mine].map(([key, text]) => [key, this.read(text)] as const)
    this.say({ whole: true, isNew, entries })
  }

  private say(words: { whole: boolean; isNew: boolean; entries: readonly (readonly [string, V | null])[] }): void {
    this.deps.talk.say(this.topic, words)
  }

  private read(text: string): V {
    return this.schema.parse(readJson(text))
  }
}

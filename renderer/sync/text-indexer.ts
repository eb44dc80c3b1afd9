import type { MessageId } from '#shared/domain/ids'
import { searchableText } from '#shared/domain/text-search/searchable-text'
import { parseTextQuery } from '#shared/domain/text-search/text-query'
import { describeError, type Logger } from '#shared/lib/logger'

import type { MessageQuery } from '../data/desk-data'
import { bestFirst, isMeant, toFoundMessage, type FoundMessages, type TextIndexState } from '../data/found-message'
import type { MessageEntry } from '../data/rows'
import { IndexDamaged } from '../data/text-index/bytes'
import { TextIndex, type Hits, type IndexedText } from '../data/text-index/text-index'
import type { IndexPosition, TextIndexRepository } from '../data/text-index/text-index.repository'

export interface TextIndexerDeps {
  readonly repository: TextIndexRepository
  readonly logger: Logger
  /** Resolves when a piece of work may follow: at once while somebody waits for an answer, else after a pause. */
  readonly pause: () => Promise<void>
  readonly onIndexed: () => void
  /** All is done, and on the disk. */
  readonly onRested: () => void
  readonly onFailed: () => void
}

/** One piece is some ten milliseconds of work; questions come in between. */
const PAGE = 400
const QUEUE_PAGE = 200
/** So many are written as one segment; a kill costs the work on those that were not. */
const SEGMENT_MESSAGES = 65_536
const QUEUE_SEGMENT_MESSAGES = 4_096
/** A search looks at this many more than it shows: those that say it just as typed stand first among them. */
const LOOKED_AT = 40
/** Who it is from, where and when is known to the rows alone: among so many of the surest and newest. */
const NARROWED_LOOKED_AT = 2_000
const ANEW: IndexPosition = { scannedTo: null, isScanned: false, queueUpTo: 0 }

/**
 * Keeps the index of messages in step with the cache: first all that is there, by its ids, then the changes in their
 * order. Whatever is not on the disk yet is done again after a kill.
 */
export class TextIndexer {
  private readonly index: TextIndex
  private position = ANEW
  private scanned = 0
  private total = 0
  private isOpen = false
  private isWorking = false
  private isAskedToRest = false
  private isWoken = false
  private isRebuilt = false
  private damage: IndexDamaged | null = null

  constructor(private readonly deps: TextIndexerDeps) {
    this.index = new TextIndex(deps.repository)
  }

  /** Works until there is nothing left to do; told again that there is something, it goes on. */
  wake(): void {
    this.isWoken = true
    if (this.isWorking) return
    this.isWorking = true
    this.work().then(
      () => {
        this.isWorking = false
        if (this.isWoken) this.wake()
      },
      (error: unknown) => {
        this.deps.logger.error('messages could not be indexed', { error: describeError(error) })
        this.deps.onFailed()
      },
    )
  }

  rest(): void {
    this.isAskedToRest = true
    this.wake()
  }

  async find({ typed, limit, narrowed }: MessageQuery): Promise<FoundMessages> {
    const query = parseTextQuery(typed)
    if (!query || !this.isOpen) return { hits: [], count: 0, index: this.state }
    const hits = await this.read(() => this.index.find(query, narrowed ? NARROWED_LOOKED_AT : limit + LOOKED_AT))
    if (!hits) return { hits: [], count: 0, index: this.state }
    const shown = await this.deps.repository.readShown(hits.hits.map(({ id }) => id))
    const entries = narrowed ? shown.filter((each) => isMeant(each.message, each.channelId, narrowed)) : shown
    const certain = new Map(hits.hits.map(({ id, certainty }) => [id, certainty]))
    const found = entries.map(({ message }) => ({ message, isNear: certain.get(message.id) === 'near' }))
    const names = new Map(entries.map(({ message, clientName }) => [message.id, clientName]))
    const best = bestFirst(found, query).slice(0, limit)
    return {
      hits: best.map((message) => toFoundMessage(message, names.get(message.id) ?? '', query)),
      count: narrowed ? entries.length : hits.count,
      index: this.state,
    }
  }

  private get state(): TextIndexState {
    if (this.isOpen && this.position.isScanned) return { kind: 'ready' }
    return { kind: 'building', share: this.total === 0 ? 0 : Math.min(1, this.scanned / this.total) }
  }

  private async work(): Promise<void> {
    try {
      if (!this.isOpen) await this.open()
      while (await this.step()) await this.deps.pause()
      await this.settle()
    } catch (error) {
      if (!(error instanceof IndexDamaged) || this.isRebuilt) throw error
      await this.rebuild(error)
    }
  }

  private async open(): Promise<void> {
    const { repository } = this.deps
    const position = await this.index.open()
    if (position) this.position = position
    else {
      // What was changed before is read with the rest.
      this.position = { ...ANEW, queueUpTo: await repository.lastOfQueue() }
      await this.index.clear(this.position)
    }
    if (!this.position.isScanned) {
      this.total = await repository.countMessages()
      this.scanned = this.position.scannedTo === null ? 0 : await repository.countUpTo(this.position.scannedTo)
    }
    this.isOpen = true
  }

  /** A damaged index is thrown away and made anew, once in the life of a worker. */
  private async rebuild(damage: IndexDamaged): Promise<void> {
    this.deps.logger.warn('the index of messages is made anew', { error: describeError(damage) })
    this.isRebuilt = true
    this.damage = null
    this.isWoken = true
    this.position = { ...ANEW, queueUpTo: await this.deps.repository.lastOfQueue() }
    await this.index.clear(this.position)
    this.scanned = 0
    this.total = await this.deps.repository.countMessages()
    this.isOpen = true
    this.deps.onIndexed()
  }

  /** False: nothing is left to be done now. */
  private step(): Promise<boolean> {
    if (this.damage) throw this.damage
    return this.position.isScanned ? this.followQueue() : this.scan()
  }

  private async scan(): Promise<boolean> {
    const page = await this.deps.repository.readAfter(this.position.scannedTo, PAGE)
    await this.index.put(page.map(toText))
    this.scanned += page.length
    const last = page.at(-1)
    this.position = {
      ...this.position,
      scannedTo: last?.id ?? this.position.scannedTo,
      isScanned: page.length < PAGE,
    }
    if (this.index.freshCount >= SEGMENT_MESSAGES || this.position.isScanned) {
      await this.index.flush(this.position)
      this.deps.onIndexed()
    }
    return true
  }

  private async followQueue(): Promise<boolean> {
    this.isWoken = false
    const { repository } = this.deps
    const rows = await repository.readQueue(this.position.queueUpTo, QUEUE_PAGE)
    const last = rows.at(-1)?.order
    if (last === undefined) return false
    if (rows.some(({ ids }) => ids === null)) {
      this.position = { ...ANEW, queueUpTo: await repository.lastOfQueue() }
      await this.index.clear(this.position)
    } else {
      const ids = [...new Set(rows.flatMap((row) => row.ids ?? []))]
      for (let start = 0; start < ids.length; start += PAGE) await this.followIds(ids.slice(start, start + PAGE))
      this.position = { ...this.position, queueUpTo: last }
      if (this.index.freshCount >= QUEUE_SEGMENT_MESSAGES) await this.index.flush(this.position)
    }
    this.deps.onIndexed()
    return true
  }

  private async followIds(ids: readonly MessageId[]): Promise<void> {
    const entries = await this.deps.repository.readMessages(ids)
    await this.index.put(ids.map((id, at) => (entries[at] ? toText(entries[at]) : { id, text: null })))
  }

  /** Only before a rest is everything written: one message is no segment. */
  private async settle(): Promise<void> {
    if (!this.isAskedToRest) return
    this.isAskedToRest = false
    await this.index.flush(this.position)
    while (this.index.needsTidying) await this.index.tidy(this.position)
    this.deps.onRested()
  }

  /** `null`: what was read is damaged; the index is made anew. */
  private async read(ask: () => Promise<Hits>): Promise<Hits | null> {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof IndexDamaged)) throw error
      this.damage = error
      this.wake()
      return null
    }
  }
}

function toText({ id, row, negAt }: MessageEntry): IndexedText {
  // Without a place in the timeline a wish hides it.
  return { id, text: negAt === undefined ? null : searchableText(row) }
}

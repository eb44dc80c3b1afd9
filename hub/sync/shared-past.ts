import type { Change } from '#shared/contract/sync'
import type { ChatId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import { changesAfter, headOfFeed, messageChangesAfter, oldestUsableCursor, otherChangesAfter } from '../store/changes'
import type { CommittedChange } from '../store/store'
import type { FeedSource } from './feed'
import { CHANGES_PER_FRAME, News } from './news'
import { withPresentRows } from './present-rows'
import { snapshot } from './snapshot'

/** Whoever comes within it is given what was read for the one before. */
const KEPT_MS = 1_000
/** Of desks that each stand elsewhere. */
const PAGES_KEPT = 32

/** What comes ahead is the same for desks that stand no further apart. */
const AHEAD_STEP = 1_024
/** Rows of the list and names; what has changed longer ago comes in its place alone. */
const OTHERS_AHEAD = 2_000
/** Of one conversation; of one with more nothing comes ahead, so that it never has a gap. */
const MESSAGES_AHEAD = 1_000

/** What follows a cursor. */
export interface Page {
  /** The place of its reading among all that happens here (`SharedPast.mark`). */
  readonly begun: number
  /** `null`: nothing follows. */
  readonly news: News | null
  /** Nothing followed it when it was read. */
  readonly isLast: boolean
}

/** All that an empty desk needs, in pieces; they are read as the quickest of its readers asks for them. */
export interface WholePast {
  /** The cursor behind it. */
  readonly head: number
  /** `null` behind the last one. */
  piece(nth: number): Promise<News | null>
}

/**
 * What desks missed, read and put into words once for all who missed the same (docs/adr/0059): hundreds come back in one
 * second where a hub has ended, and each of them stands where the others do. All of it may be a second old: what has
 * changed since then follows it.
 */
export class SharedPast implements Disposable {
  private readonly pages = new Map<number, Promise<Page>>()
  private readonly aheads = new Map<number, Promise<News>>()
  private whole: Promise<WholePast> | null = null
  private readonly timers = new Set<Disposable>()
  private marks = 0

  constructor(
    private readonly source: FeedSource,
    private readonly clock: Clock,
  ) {}

  /** A page that has begun after it shows all that was committed before it. */
  mark(): number {
    this.marks += 1
    return this.marks
  }

  /** The cursors from which a desk can go on. */
  async span(): Promise<{ readonly oldest: number; readonly head: number }> {
    const head = await this.source.store.read(headOfFeed)
    return { head, oldest: await this.source.store.read(oldestUsableCursor) }
  }

  after(cursor: number): Promise<Page> {
    const before = this.pages.get(cursor)
    if (before) return before
    const page = this.read(cursor)
    this.keep(cursor, page)
    return page
  }

  /** What changed behind that place besides messages, as it is now: what the list shows (docs/adr/0082). */
  ahead(cursor: number): Promise<News> {
    const from = Math.floor(cursor / AHEAD_STEP) * AHEAD_STEP
    const before = this.aheads.get(from)
    if (before) return before
    const news = this.readAhead(from)
    this.aheads.set(from, news)
    const forget = () => {
      if (this.aheads.get(from) === news) this.aheads.delete(from)
    }
    news.then(() => {
      this.later(forget)
    }, forget)
    return news
  }

  /** What was said in one conversation behind that place, up to `head`; `null`: more than comes at once. */
  async aheadOf(
    chatId: ChatId,
    cursor: number,
  ): Promise<{ readonly changes: readonly Change[]; readonly head: number } | null> {
    const { store, channelsByIds } = this.source
    const head = await store.read(headOfFeed)
    const found = await store.read((view) => messageChangesAfter(view, cursor, chatId, MESSAGES_AHEAD + 1))
    if (found.length > MESSAGES_AHEAD) return null
    return { changes: await withPresentRows(store, channelsByIds, found), head }
  }

  everything(): Promise<WholePast> {
    if (this.whole) return this.whole
    const whole = this.begin()
    this.whole = whole
    const forget = () => {
      if (this.whole === whole) this.whole = null
    }
    whole.then(() => {
      this.later(forget)
    }, forget)
    return whole
  }

  /** Something is gone: nobody is given it any more (docs/adr/0049). */
  forget(): void {
    this.pages.clear()
    this.aheads.clear()
    this.whole = null
  }

  dispose(): void {
    for (const timer of this.timers) timer.dispose()
    this.timers.clear()
    this.forget()
  }

  private keep(cursor: number, page: Promise<Page>): void {
    const [first] = this.pages.keys()
    if (first !== undefined && this.pages.size >= PAGES_KEPT) this.pages.delete(first)
    this.pages.set(cursor, page)
    const forget = () => {
      if (this.pages.get(cursor) === page) this.pages.delete(cursor)
    }
    page.then(({ news }) => {
      if (news) this.later(forget)
      else forget()
    }, forget)
  }

  private later(forget: () => void): void {
    const timer = this.clock.schedule(KEPT_MS, () => {
      this.timers.delete(timer)
      forget()
    })
    this.timers.add(timer)
  }

  private async read(cursor: number): Promise<Page> {
    const { store, channelsByIds } = this.source
    const begun = this.mark()
    const found = await store.read((view) => changesAfter(view, cursor, CHANGES_PER_FRAME))
    const last = found.at(-1)
    if (!last) return { begun, news: null, isLast: true }
    const isLast = found.length < CHANGES_PER_FRAME
    const upTo = isLast ? last.seq : commonEnd(cursor, found)
    const rows = await withPresentRows(
      store,
      channelsByIds,
      found.filter(({ seq }) => seq <= upTo),
    )
    return { begun, news: new News(rows, upTo, false), isLast }
  }

  private async readAhead(cursor: number): Promise<News> {
    const { store, channelsByIds } = this.source
    const head = await store.read(headOfFeed)
    const found = await store.read((view) => otherChangesAfter(view, cursor, OTHERS_AHEAD))
    return new News(await withPresentRows(store, channelsByIds, found), cursor, false, { chatId: null, head })
  }

  private async begin(): Promise<WholePast> {
    const head = await this.source.store.read(headOfFeed)
    const rest = snapshot(this.source.store, this.source.channels, head)
    const pieces: Promise<News | null>[] = []
    const next = async () => {
      const step = await rest.next()
      return step.done === true ? null : new News(step.value, 0, false)
    }
    return { head, piece: (nth) => (pieces[nth] ??= next()) }
  }
}

/**
 * Where a page ends that was cut off: desks with cursors of their own are led to places that they have in common, the
 * roundest number within it, and get the same pages from there.
 */
function commonEnd(cursor: number, found: readonly CommittedChange[]): number {
  const [first, last] = [found.at(0)?.seq ?? cursor, found.at(-1)?.seq ?? cursor]
  for (let step = 2 ** Math.ceil(Math.log2(last + 1)); step > 1; step /= 2) {
    const end = Math.floor(last / step) * step
    if (end >= first) return end
  }
  return last
}

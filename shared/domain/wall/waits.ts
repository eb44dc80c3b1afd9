import { Heap } from '../../lib/heap'
import type { CaseId } from '../ids'
import type { CaseFact } from './facts'
import { isOpen, queueKeyOf, type QueueKey } from './tally'

/** Somebody waits for an answer. The same object for as long as it is the same wait. */
interface Wait {
  readonly caseId: CaseId
  readonly chatId: CaseFact['chatId']
  readonly queue: QueueKey
  readonly isQueued: boolean
  readonly sinceMs: number
  /** When the target is missed; `null`: there is none. */
  readonly dueAtMs: number | null
  isLate: boolean
}

/** Heaps keep what is over until it comes to their top; when most of one is over, it is made anew. */
const SLACK = 64

/** Who waits: the longest in each queue, and how many longer than the target. Costs the logarithm of their number. */
export class Waits {
  private readonly byCase = new Map<CaseId, Wait>()
  private readonly oldest = new Map<QueueKey, { heap: Heap<Wait>; readonly live: Set<Wait> }>()
  private due = newDueHeap()
  private readonly late = new Map<QueueKey, number>()

  constructor(private readonly queueTouched: (queue: QueueKey) => void) {}

  /** `null`: it is on the wall no more. */
  set(id: CaseId, fact: CaseFact | null, targetMs: number | null): void {
    const before = this.byCase.get(id)
    const after = fact === null ? null : waitOf(fact, targetMs)
    if (before && after && isSame(before, after)) return
    if (before) this.drop(before)
    if (after) this.add(after)
  }

  /** Whose target has been missed up to now; each once. */
  advance(nowMs: number): readonly CaseId[] {
    const missed: CaseId[] = []
    for (;;) {
      const next = this.due.peek()
      if (!next || (next.dueAtMs ?? Infinity) > nowMs) return missed
      this.due.pop()
      if (!this.isLive(next)) continue
      next.isLate = true
      this.countLate(next.queue, 1)
      missed.push(next.caseId)
    }
  }

  lateIn(queue: QueueKey): number {
    return this.late.get(queue) ?? 0
  }

  isLate(id: CaseId): boolean {
    return this.byCase.get(id)?.isLate === true
  }

  oldestIn(queue: QueueKey): Pick<Wait, 'caseId' | 'chatId' | 'sinceMs'> | null {
    const heap = this.oldest.get(queue)?.heap
    for (let top = heap?.peek(); heap && top; top = heap.peek()) {
      if (this.isLive(top)) return top
      heap.pop()
    }
    return null
  }

  private add(wait: Wait): void {
    this.byCase.set(wait.caseId, wait)
    this.queueTouched(wait.queue)
    if (wait.dueAtMs !== null) {
      this.due.push(wait)
      if (this.due.size > 2 * this.byCase.size + SLACK) {
        this.due = refill(
          newDueHeap(),
          [...this.byCase.values()].filter(({ dueAtMs, isLate }) => dueAtMs !== null && !isLate),
        )
      }
    }
    if (!wait.isQueued) return
    const line = this.oldest.get(wait.queue) ?? { heap: newOldestHeap(), live: new Set<Wait>() }
    this.oldest.set(wait.queue, line)
    line.live.add(wait)
    line.heap.push(wait)
    if (line.heap.size > 2 * line.live.size + SLACK) line.heap = refill(newOldestHeap(), [...line.live])
  }

  private drop(wait: Wait): void {
    this.byCase.delete(wait.caseId)
    this.queueTouched(wait.queue)
    if (wait.isLate) this.countLate(wait.queue, -1)
    this.oldest.get(wait.queue)?.live.delete(wait)
  }

  private countLate(queue: QueueKey, by: number): void {
    this.late.set(queue, this.lateIn(queue) + by)
    this.queueTouched(queue)
  }

  private isLive(wait: Wait): boolean {
    return this.byCase.get(wait.caseId) === wait
  }
}

/** In the queue a case waits for an agent also where the last word was ours. */
function waitOf(fact: CaseFact, targetMs: number | null): Wait | null {
  const isQueued = fact.state === 'queued'
  const sinceMs = fact.waitingSinceMs ?? (isQueued ? fact.sinceMs : null)
  if (sinceMs === null || !isOpen(fact)) return null
  const isJudged = targetMs !== null && fact.waitingSinceMs !== null
  const dueAtMs = isJudged ? fact.waitingSinceMs + targetMs : null
  return { caseId: fact.id, chatId: fact.chatId, queue: queueKeyOf(fact), isQueued, sinceMs, dueAtMs, isLate: false }
}

function isSame(a: Wait, b: Wait): boolean {
  return a.queue === b.queue && a.isQueued === b.isQueued && a.sinceMs === b.sinceMs && a.dueAtMs === b.dueAtMs
}

function newDueHeap(): Heap<Wait> {
  return new Heap((a, b) => (a.dueAtMs ?? Infinity) < (b.dueAtMs ?? Infinity))
}

function newOldestHeap(): Heap<Wait> {
  return new Heap((a, b) => a.sinceMs < b.sinceMs || (a.sinceMs === b.sinceMs && a.caseId < b.caseId))
}

function refill(heap: Heap<Wait>, waits: readonly Wait[]): Heap<Wait> {
  for (const wait of waits) heap.push(wait)
  return heap
}

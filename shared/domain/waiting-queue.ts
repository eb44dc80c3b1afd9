import { Heap } from '../lib/heap'
import type { Agent } from './agent'
import type { CaseId, TeamId } from './ids'
import { isBefore } from './queue-order'
import type { WaitingCase } from './routing'

/** The queues of all teams, kept so that the next case for one agent is found without looking at all. */
export class WaitingQueue {
  private readonly waiting = new Map<CaseId, WaitingCase>()
  private readonly byTeam = new Map<TeamId | null, Heap<WaitingCase>>()

  /** Also of a case that is in it already and now stands elsewhere in the order. */
  add(item: WaitingCase): void {
    const known = this.waiting.get(item.id)
    if (known?.teamId === item.teamId && !isBefore(known, item) && !isBefore(item, known)) return
    this.waiting.set(item.id, item)
    let queue = this.byTeam.get(item.teamId)
    if (!queue) {
      queue = new Heap<WaitingCase>(isBefore)
      this.byTeam.set(item.teamId, queue)
    }
    queue.push(item)
  }

  remove(id: CaseId): void {
    this.waiting.delete(id)
  }

  /** The first in order that the agent may have. */
  firstFor({ id, teamIds }: Pick<Agent, 'id' | 'teamIds'>): WaitingCase | null {
    let first: WaitingCase | null = null
    for (const teamId of [null, ...teamIds]) {
      const queue = this.byTeam.get(teamId)
      const item = queue ? this.firstIn(queue, (waiting) => !waiting.triedAgentIds.includes(id)) : null
      if (item && (first === null || isBefore(item, first))) first = item
    }
    return first
  }

  private firstIn(queue: Heap<WaitingCase>, isFor: (item: WaitingCase) => boolean): WaitingCase | null {
    const passedOver: WaitingCase[] = []
    let first = queue.peek()
    while (first && !(this.isWaiting(first) && isFor(first))) {
      queue.pop()
      if (this.isWaiting(first)) passedOver.push(first)
      first = queue.peek()
    }
    for (const item of passedOver) queue.push(item)
    return first ?? null
  }

  /** Taken out, and perhaps put in anew since, a case leaves its old place behind. */
  private isWaiting(item: WaitingCase): boolean {
    return this.waiting.get(item.id) === item
  }
}

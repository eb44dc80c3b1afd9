import type { CallId, MessageId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'

import { readActor } from './actor'
import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import type { OutboxWriter } from './outbox-writer'
import { refreshShown, shownTables } from './overlay'
import { PendingWishes, toCallEntry } from './shown-rows'

/** By then the hub has told of every call whose remark was sent. */
const SENT_KEPT_MS = 24 * 3_600_000

/** What the person here writes about calls: a draft while the call runs, a wish once it is over. */
export class RemarkRepository {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
    private readonly writer: OutboxWriter,
  ) {}

  /** As it stands in the box: what is not sent yet, else what is kept with the call. */
  async readRemark(id: CallId): Promise<string> {
    const [draft, call, { id: me }] = await Promise.all([
      this.db.remarkDrafts.get(id),
      this.db.calls.get(id),
      readActor(this.db),
    ])
    if (draft && !draft.isSent) return draft.text
    const own = call?.row.remarks?.find(({ agentId }) => agentId === me)
    return call ? (own?.text ?? '') : (draft?.text ?? '')
  }

  async saveDraft(callId: CallId, text: string): Promise<void> {
    await this.db.remarkDrafts.put({ callId, text, changedAtMs: this.clock.now(), isSent: false })
  }

  /** `''` takes it away. */
  async send(callId: CallId, text: string): Promise<void> {
    const { db } = this
    const nowMs = this.clock.now()
    const chatId = await db.transaction('rw', [...shownTables(db), db.calls, db.remarkDrafts], async () => {
      // The timeline's line of a call carries the call's own id.
      const lineId = callId as string as MessageId
      await this.writer.enqueue('remarkOnCall', { callId, text, writtenAtMs: nowMs }, null, lineId)
      await db.remarkDrafts.put({ callId, text, changedAtMs: nowMs, isSent: true })
      return refreshCall(db, callId)
    })
    this.changes.publish({ calls: true, ...(chatId ? { timelines: [chatId] } : {}), outbox: 'added' })
  }

  /** What was being written about calls that have ended meanwhile, with the window that ended in the middle of it. */
  async sendOfEnded(runningIds: readonly CallId[]): Promise<void> {
    const drafts = await this.db.remarkDrafts.toArray()
    for (const { callId, text, isSent } of drafts) {
      if (!isSent && !runningIds.includes(callId)) await this.send(callId, text)
    }
    const oldMs = this.clock.now() - SENT_KEPT_MS
    const old = drafts.filter(({ isSent, changedAtMs }) => isSent && changedAtMs < oldMs)
    await this.db.remarkDrafts.bulkDelete(old.map(({ callId }) => callId))
  }
}

/** Makes the shown rows of a call anew; answers in whose timeline it stands. */
export async function refreshCall(db: DeskDatabase, callId: CallId) {
  const wishes = new PendingWishes(await db.outbox.toArray())
  const call = await db.calls.get(callId)
  if (call) await db.calls.put(toCallEntry(call.base, wishes))
  await refreshShown(db, [], [callId as string as MessageId])
  return call?.row.chatId ?? null
}

import type { CommandArgs, CommandEnvelope, CommandName } from '#shared/contract/commands'
import type { ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'

import { readActor, type Actor } from './actor'
import type { CacheChanges } from './cache-changes'
import type { DeskDatabase } from './database'
import { refreshShown, shownTables } from './overlay'
import type { ChatEntry, CommandEntry } from './rows'

/** How a wish gets into the outbox, within a transaction of what it changes on screen. */
export class OutboxWriter {
  constructor(
    private readonly db: DeskDatabase,
    private readonly changes: CacheChanges,
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  /** A wish about one chat; the chat's shown row follows it. */
  async changeChat(chatId: ChatId, change: (entry: ChatEntry | undefined) => Promise<boolean>): Promise<void> {
    const { db } = this
    const isChanged = await db.transaction('rw', shownTables(db), async () => {
      if (!(await change(await db.chats.get(chatId)))) return false
      await refreshShown(db, [chatId])
      return true
    })
    if (isChanged) this.changes.publish({ chats: [chatId], outbox: 'added' })
  }

  async enqueue<N extends CommandName>(
    name: N,
    args: CommandArgs<N>,
    chatId: ChatId | null,
    messageId: MessageId | null,
    before: Pick<CommandEntry, 'statusBefore' | 'ownStatusBefore'> = {},
  ): Promise<void> {
    const id = this.newId() as CommandId
    const actor = await readActor(this.db)
    // `name` and `args` are of one command by this function's signature, which a union cannot express.
    const command = { id, ...byOf(actor), name, args } as unknown as CommandEnvelope
    await this.db.outbox.add({
      id,
      chatId,
      messageId,
      command,
      byId: actor.id,
      atMs: this.clock.now(),
      ...before,
    })
  }
}

/** The hub knows the person of the desk itself; a wish without a name also fits a hub that had to begin anew. */
function byOf({ id, ownId }: Actor): Pick<CommandEnvelope, 'by'> {
  return id === null || id === ownId ? {} : { by: id }
}

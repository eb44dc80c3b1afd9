import { eq, lt } from 'drizzle-orm'

import type { CommandRefusal } from '#shared/contract/commands'
import type { CommandId } from '#shared/domain/ids'

import { appliedCommands } from './schema'
import type { Read, Write } from './store'

/** `undefined`: never seen. `null`: applied. Else why it was refused. */
export async function outcomeOf(view: Read, id: CommandId): Promise<CommandRefusal | null | undefined> {
  const [row] = await view.db.select().from(appliedCommands).where(eq(appliedCommands.id, id))
  return row && row.refusal
}

export async function recordOutcome(
  tx: Write,
  id: CommandId,
  name: string,
  refusal: CommandRefusal | null,
): Promise<void> {
  await tx.db.insert(appliedCommands).values({ id, name, atMs: tx.nowMs, refusal })
}

export async function forgetOutcomesBefore(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(appliedCommands).where(lt(appliedCommands.atMs, beforeMs))
}

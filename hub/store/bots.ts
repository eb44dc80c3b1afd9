import { and, asc, eq } from 'drizzle-orm'

import type { Bot } from '#shared/domain/bot'
import type { BotId } from '#shared/domain/ids'

import { directoryChanged } from './directory'
import { bots } from './schema'
import type { Read, Write } from './store'

export interface StoredBot {
  readonly bot: Bot
  /** Sealed; only HTTP bots have one. */
  readonly secret: string | null
}

export async function listBots(view: Read): Promise<readonly Bot[]> {
  const rows = await view.db
    .select()
    .from(bots)
    .where(eq(bots.isRemoved, false))
    .orderBy(asc(bots.createdAtMs), asc(bots.id))
  return rows.map(({ bot }) => bot)
}

/** `null`: unknown or removed. */
export async function botById(view: Read, id: BotId): Promise<StoredBot | null> {
  const [row] = await view.db
    .select()
    .from(bots)
    .where(and(eq(bots.id, id), eq(bots.isRemoved, false)))
  return row ?? null
}

export async function putBot(tx: Write, bot: Bot, secret: string | null): Promise<void> {
  await tx.db
    .insert(bots)
    .values({ id: bot.id, bot, secret, createdAtMs: tx.nowMs })
    .onConflictDoUpdate({ target: bots.id, set: { bot, secret, isRemoved: false } })
  directoryChanged(tx)
}

export async function removeBot(tx: Write, id: BotId): Promise<void> {
  await tx.db.update(bots).set({ isRemoved: true, secret: null }).where(eq(bots.id, id))
  directoryChanged(tx)
}

import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'

import type { ChannelId, FileId } from '#shared/domain/ids'
import type { SiteLink, SiteSettings } from '#shared/domain/site-chat'

import { siteChannels, siteFiles, siteKeys, siteVisitors } from './site-schema'
import type { Read, Write } from './store'

export type SiteVisitor = typeof siteVisitors.$inferSelect
export type SiteKey = typeof siteKeys.$inferSelect

export async function siteSettingsOf(view: Read, channelId: ChannelId): Promise<SiteSettings | null> {
  const [row] = await view.db.select().from(siteChannels).where(eq(siteChannels.channelId, channelId))
  return row?.settings ?? null
}

export async function allSiteSettings(view: Read): Promise<readonly SiteSettings[]> {
  return (await view.db.select({ settings: siteChannels.settings }).from(siteChannels)).map(({ settings }) => settings)
}

export async function putSiteSettings(tx: Write, channelId: ChannelId, settings: SiteSettings): Promise<void> {
  await tx.db
    .insert(siteChannels)
    .values({ channelId, settings })
    .onConflictDoUpdate({ target: siteChannels.channelId, set: { settings } })
}

export async function insertVisitor(
  tx: Write,
  visitor: Pick<SiteVisitor, 'id' | 'channelId' | 'name'> & Partial<Pick<SiteVisitor, 'email' | 'language'>>,
): Promise<SiteVisitor> {
  const row = { email: null, language: null, isBlocked: false, seenAtMs: 0, ...visitor, createdAtMs: tx.nowMs }
  await tx.db.insert(siteVisitors).values(row)
  return row
}

export async function visitorById(view: Read, id: string): Promise<SiteVisitor | null> {
  const [row] = await view.db.select().from(siteVisitors).where(eq(siteVisitors.id, id))
  return row ?? null
}

export async function updateVisitor(
  tx: Write,
  id: string,
  patch: Partial<Pick<SiteVisitor, 'name' | 'isBlocked' | 'email' | 'language' | 'seenAtMs'>>,
): Promise<void> {
  await tx.db.update(siteVisitors).set(patch).where(eq(siteVisitors.id, id))
}

export async function keyByHash(view: Read, hash: string): Promise<SiteKey | null> {
  const [row] = await view.db.select().from(siteKeys).where(eq(siteKeys.hash, hash))
  return row ?? null
}

export async function insertKey(
  tx: Write,
  key: Pick<SiteKey, 'id' | 'visitorId' | 'channelId' | 'hash' | 'kind' | 'expiresAtMs'>,
): Promise<void> {
  await tx.db.insert(siteKeys).values({ ...key, createdAtMs: tx.nowMs })
}

export async function keyUsed(tx: Write, id: string): Promise<void> {
  await tx.db.update(siteKeys).set({ lastUsedAtMs: tx.nowMs }).where(eq(siteKeys.id, id))
}

/** Those that open something now, the newest first. */
export async function liveLinks(view: Read, channelId: ChannelId, nowMs: number): Promise<readonly SiteLink[]> {
  const { id, createdAtMs, expiresAtMs, lastUsedAtMs } = siteKeys
  return view.db
    .select({ id, name: siteVisitors.name, createdAtMs, expiresAtMs, lastUsedAtMs })
    .from(siteKeys)
    .innerJoin(siteVisitors, eq(siteVisitors.id, siteKeys.visitorId))
    .where(
      and(
        eq(siteKeys.channelId, channelId),
        eq(siteKeys.kind, 'link'),
        isNull(siteKeys.revokedAtMs),
        or(isNull(siteKeys.expiresAtMs), gt(siteKeys.expiresAtMs, nowMs)),
      ),
    )
    .orderBy(desc(siteKeys.createdAtMs), desc(siteKeys.id))
    .limit(500)
}

export async function revokeLink(tx: Write, channelId: ChannelId, id: string): Promise<boolean> {
  const revoked = await tx.db
    .update(siteKeys)
    .set({ revokedAtMs: tx.nowMs })
    .where(
      and(
        eq(siteKeys.id, id),
        eq(siteKeys.channelId, channelId),
        eq(siteKeys.kind, 'link'),
        isNull(siteKeys.revokedAtMs),
      ),
    )
    .returning({ id: siteKeys.id })
  return revoked.length > 0
}

/** A file that this visitor brought. */
export async function addVisitorFile(tx: Write, visitorId: string, fileId: FileId): Promise<void> {
  await tx.db.insert(siteFiles).values({ visitorId, fileId }).onConflictDoNothing()
}

export async function hasVisitorFile(view: Read, visitorId: string, fileId: FileId): Promise<boolean> {
  const found = await view.db
    .select({ fileId: siteFiles.fileId })
    .from(siteFiles)
    .where(and(eq(siteFiles.visitorId, visitorId), eq(siteFiles.fileId, fileId)))
  return found.length > 0
}

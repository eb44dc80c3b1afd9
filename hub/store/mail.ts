import { and, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'

import type { MailLanguage, MailSettings } from '#shared/domain/mail'
import type { SiteSettings } from '#shared/domain/site-chat'

import { mailNotices, mailSettings } from './mail-schema'
import { isMissedCall } from './missed-calls'
import { channels } from './schema'
import { siteChannels, siteConversations, siteKeys, siteMessages, siteVisitors } from './site-schema'
import type { Read, Write } from './store'

export interface StoredMail {
  readonly settings: MailSettings
  /** Sealed. */
  readonly password: string | null
}

export async function readMail(view: Read): Promise<StoredMail | null> {
  const [row] = await view.db.select().from(mailSettings)
  return row ?? null
}

export async function writeMail(tx: Write, { settings, password }: StoredMail): Promise<void> {
  await tx.db
    .insert(mailSettings)
    .values({ settings, password })
    .onConflictDoUpdate({ target: mailSettings.onlyOne, set: { settings, password } })
}

export async function removeMail(tx: Write): Promise<void> {
  await tx.db.delete(mailSettings)
}

/** The pages of these are gone. */
export async function markGone(tx: Write, visitorIds: readonly string[]): Promise<void> {
  await tx.db
    .update(siteVisitors)
    .set({ seenAtMs: tx.nowMs })
    .where(and(inArray(siteVisitors.id, [...visitorIds]), isNotNull(siteVisitors.email)))
}

export interface ClaimedNotice {
  readonly to: string
  readonly language: MailLanguage | null
  readonly company: string
  readonly count: number
  /** How many of these are calls that nobody took. */
  readonly missedCalls: number
  readonly upTo: number
  readonly attempts: number
  /** Where the visitor reads: the sites of the icon, or the link that the person was given. */
  readonly place: { readonly kind: 'sites'; readonly sites: readonly string[] } | { readonly kind: 'link' }
}

/**
 * Whose messages have stood unread for so long. A second letter goes only to whoever was there after the first, and only
 * because of what was written since. Whoever has no key any more could not open anything.
 */
async function dueVisitors(view: Read, nowMs: number, stoodMs: number, limit: number, visitorId: string | null) {
  const isNew = or(
    isNull(mailNotices.visitorId),
    eq(mailNotices.state, 'waiting'),
    and(gt(siteMessages.position, mailNotices.upTo), gt(siteVisitors.seenAtMs, mailNotices.claimedAtMs)),
  )
  const hasKey = sql`exists (
    select 1 from ${siteKeys} where ${siteKeys.visitorId} = ${siteVisitors.id} and ${siteKeys.revokedAtMs} is null
      and (${siteKeys.expiresAtMs} is null or ${siteKeys.expiresAtMs} > ${nowMs})
  )`
  const since = sql`greatest(min(${siteMessages.atMs}), ${siteVisitors.seenAtMs})`
  const upTo = sql<number>`max(${siteMessages.position})`.mapWith(Number)
  return view.db
    .select({
      visitorId: siteVisitors.id,
      count: sql<number>`count(*)`.mapWith(Number),
      missedCalls: sql<number>`count(*) filter (where ${isMissedCall()})`.mapWith(Number),
      upTo,
    })
    .from(siteMessages)
    .innerJoin(siteConversations, eq(siteConversations.id, siteMessages.conversationId))
    .innerJoin(siteVisitors, eq(siteVisitors.id, siteConversations.visitorId))
    .innerJoin(channels, and(eq(channels.id, siteVisitors.channelId), isNull(channels.removedAtMs)))
    .leftJoin(mailNotices, eq(mailNotices.visitorId, siteVisitors.id))
    .where(
      and(
        eq(siteMessages.direction, 'out'),
        isNull(siteMessages.readAtMs),
        isNotNull(siteMessages.content),
        isNotNull(siteVisitors.email),
        eq(siteVisitors.isBlocked, false),
        visitorId === null ? undefined : eq(siteVisitors.id, visitorId),
        or(isNull(mailNotices.nextAtMs), sql`${mailNotices.nextAtMs} <= ${nowMs}`),
        isNew,
        hasKey,
      ),
    )
    .groupBy(siteVisitors.id)
    .having(sql`${since} <= ${nowMs - stoodMs}`)
    .orderBy(since)
    .limit(limit)
}

export async function dueNotices(
  view: Read,
  nowMs: number,
  stoodMs: number,
  limit: number,
): Promise<readonly string[]> {
  return (await dueVisitors(view, nowMs, stoodMs, limit, null)).map(({ visitorId }) => visitorId)
}

/** What is to be sent now, this one time; `null`: the visitor has read it meanwhile, or wants no letter. */
export async function claimNotice(tx: Write, visitorId: string, stoodMs: number): Promise<ClaimedNotice | null> {
  const [visitor] = await tx.db.select().from(siteVisitors).where(eq(siteVisitors.id, visitorId)).for('update')
  const [due] = await dueVisitors(tx, tx.nowMs, stoodMs, 1, visitorId)
  if (!visitor || !due || visitor.email === null) return null
  const [channel] = await tx.db.select().from(siteChannels).where(eq(siteChannels.channelId, visitor.channelId))
  if (!channel) return null
  const [before] = await tx.db.select().from(mailNotices).where(eq(mailNotices.visitorId, visitorId))
  const attempts = before?.state === 'waiting' ? before.attempts + 1 : 1
  const claim = { state: 'sending' as const, upTo: due.upTo, attempts, claimedAtMs: tx.nowMs, nextAtMs: null }
  await tx.db
    .insert(mailNotices)
    .values({ visitorId, ...claim })
    .onConflictDoUpdate({ target: mailNotices.visitorId, set: claim })
  const place = await placeOf(tx, visitorId, channel.settings)
  const { email: to, language } = visitor
  const { count, missedCalls, upTo } = due
  return { to, language, company: channel.settings.company, count, missedCalls, upTo, attempts, place }
}

/** The way by which the visitor came last. */
async function placeOf(view: Read, visitorId: string, { sites }: SiteSettings): Promise<ClaimedNotice['place']> {
  const [key] = await view.db
    .select({ kind: siteKeys.kind })
    .from(siteKeys)
    .where(and(eq(siteKeys.visitorId, visitorId), isNull(siteKeys.revokedAtMs)))
    .orderBy(sql`${siteKeys.lastUsedAtMs} desc nulls last`, sql`${siteKeys.createdAtMs} desc`)
    .limit(1)
  return key?.kind === 'browser' ? { kind: 'sites', sites } : { kind: 'link' }
}

export async function settleNotice(
  tx: Write,
  visitorId: string,
  outcome: { readonly state: 'sent' | 'givenUp' } | { readonly state: 'waiting'; readonly nextAtMs: number },
): Promise<void> {
  await tx.db
    .update(mailNotices)
    .set({ nextAtMs: null, ...outcome })
    .where(eq(mailNotices.visitorId, visitorId))
}

/** Letters that a crash overtook: whether the server took them nobody knows, so they are not sent again. */
export async function giveUpInterrupted(tx: Write): Promise<number> {
  const rows = await tx.db
    .update(mailNotices)
    .set({ state: 'givenUp' })
    .where(eq(mailNotices.state, 'sending'))
    .returning({ visitorId: mailNotices.visitorId })
  return rows.length
}

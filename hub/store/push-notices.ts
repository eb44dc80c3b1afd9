import { and, eq, gt, isNotNull, isNull, lte, notInArray, or, sql } from 'drizzle-orm'

import type { ChannelId } from '#shared/domain/ids'
import type { MailLanguage } from '#shared/domain/mail'

import { isMissedCall } from './missed-calls'
import { pushNotices, pushSubscriptions } from './push-schema'
import type { PushSubscriptionRow } from './push-subscriptions'
import { channels } from './schema'
import { siteChannels, siteConversations, siteKeys, siteMessages, siteVisitors } from './site-schema'
import type { Read, Write } from './store'

/** A conversation that one browser of its visitor is to be told of. */
export interface DuePush {
  readonly subscriptionId: string
  readonly conversationId: string
  readonly visitorId: string
}

export interface ClaimedPush {
  readonly subscription: PushSubscriptionRow
  readonly channelId: ChannelId
  readonly conversationId: string
  readonly company: string
  readonly language: MailLanguage | null
  /** Where people reach the hub; push services may want to know who sends. */
  readonly publicUrl: string | null
  /** Unread ones altogether: the notice takes the place of the one before. */
  readonly count: number
  /** How many of these are calls that nobody took. */
  readonly missedCalls: number
  readonly upTo: number
  readonly attempts: number
}

/**
 * Unread messages that a browser was not told of, once the first of them has stood for so long. What was there before
 * the person wished to be told is none of them.
 */
async function duePushes(
  view: Read,
  nowMs: number,
  stoodMs: number,
  limit: number,
  only: Pick<DuePush, 'subscriptionId' | 'conversationId'> | null,
  looking: readonly string[],
) {
  const isNew = sql`(${pushNotices.subscriptionId} is null or ${pushNotices.state} = 'waiting'
    or ${siteMessages.position} > ${pushNotices.upTo})`
  const since = sql`min(${siteMessages.atMs}) filter (where ${isNew})`
  return view.db
    .select({
      subscriptionId: pushSubscriptions.id,
      conversationId: siteConversations.id,
      visitorId: siteVisitors.id,
      count: sql<number>`count(*)`.mapWith(Number),
      missedCalls: sql<number>`count(*) filter (where ${isMissedCall()})`.mapWith(Number),
      upTo: sql<number>`max(${siteMessages.position})`.mapWith(Number),
    })
    .from(pushSubscriptions)
    .innerJoin(siteKeys, eq(siteKeys.id, pushSubscriptions.keyId))
    .innerJoin(siteVisitors, eq(siteVisitors.id, pushSubscriptions.visitorId))
    .innerJoin(channels, and(eq(channels.id, siteVisitors.channelId), isNull(channels.removedAtMs)))
    .innerJoin(siteConversations, eq(siteConversations.visitorId, siteVisitors.id))
    .innerJoin(siteMessages, eq(siteMessages.conversationId, siteConversations.id))
    .leftJoin(
      pushNotices,
      and(eq(pushNotices.subscriptionId, pushSubscriptions.id), eq(pushNotices.conversationId, siteConversations.id)),
    )
    .where(
      and(
        only ? eq(pushSubscriptions.id, only.subscriptionId) : undefined,
        only ? eq(siteConversations.id, only.conversationId) : undefined,
        looking.length > 0 ? notInArray(siteVisitors.id, [...looking]) : undefined,
        isNull(siteKeys.revokedAtMs),
        or(isNull(siteKeys.expiresAtMs), gt(siteKeys.expiresAtMs, nowMs)),
        eq(siteVisitors.isBlocked, false),
        eq(siteMessages.direction, 'out'),
        isNull(siteMessages.readAtMs),
        isNotNull(siteMessages.content),
        gt(siteMessages.atMs, pushSubscriptions.createdAtMs),
        or(isNull(pushNotices.state), sql`${pushNotices.state} <> 'sending'`),
        or(isNull(pushNotices.nextAtMs), lte(pushNotices.nextAtMs, nowMs)),
      ),
    )
    .groupBy(pushSubscriptions.id, siteConversations.id, siteVisitors.id)
    .having(sql`${since} <= ${nowMs - stoodMs}`)
    .orderBy(since)
    .limit(limit)
}

/** `looking`: these visitors see for themselves. */
export function findDuePushes(
  view: Read,
  nowMs: number,
  stoodMs: number,
  looking: readonly string[],
  limit: number,
): Promise<readonly DuePush[]> {
  return duePushes(view, nowMs, stoodMs, limit, null, looking)
}

/** What is to be sent now, this one time; `null`: it was read meanwhile, or is not wished any more. */
export async function claimPush(tx: Write, wish: DuePush, stoodMs: number): Promise<ClaimedPush | null> {
  const { subscriptionId, conversationId } = wish
  const [subscription] = await tx.db
    .select()
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.id, subscriptionId))
    .for('update')
  const [due] = await duePushes(tx, tx.nowMs, stoodMs, 1, wish, [])
  if (!subscription || !due) return null
  const [visitor] = await tx.db
    .select({ channelId: siteVisitors.channelId, language: siteVisitors.language, settings: siteChannels.settings })
    .from(siteVisitors)
    .innerJoin(siteChannels, eq(siteChannels.channelId, siteVisitors.channelId))
    .where(eq(siteVisitors.id, subscription.visitorId))
  if (!visitor) return null
  const isOne = and(eq(pushNotices.subscriptionId, subscriptionId), eq(pushNotices.conversationId, conversationId))
  const [before] = await tx.db.select().from(pushNotices).where(isOne)
  const attempts = before?.state === 'waiting' ? before.attempts + 1 : 1
  const claim = { state: 'sending' as const, upTo: due.upTo, attempts, nextAtMs: null }
  await tx.db
    .insert(pushNotices)
    .values({ subscriptionId, conversationId, ...claim })
    .onConflictDoUpdate({ target: [pushNotices.subscriptionId, pushNotices.conversationId], set: claim })
  const { count, missedCalls, upTo } = due
  const { channelId, language, settings } = visitor
  const { company, publicUrl } = settings
  return { subscription, channelId, conversationId, company, language, publicUrl, count, missedCalls, upTo, attempts }
}

export async function settlePush(
  tx: Write,
  { subscription, conversationId }: Pick<ClaimedPush, 'subscription' | 'conversationId'>,
  outcome: { readonly state: 'sent' | 'waiting' | 'givenUp'; readonly nextAtMs: number | null },
): Promise<void> {
  await tx.db
    .update(pushNotices)
    .set(outcome)
    .where(and(eq(pushNotices.subscriptionId, subscription.id), eq(pushNotices.conversationId, conversationId)))
}

/** Pushes that a crash overtook: whether the service took them nobody knows, so they are not sent again. */
export async function giveUpInterruptedPushes(tx: Write): Promise<number> {
  const rows = await tx.db
    .update(pushNotices)
    .set({ state: 'givenUp' })
    .where(eq(pushNotices.state, 'sending'))
    .returning({ conversationId: pushNotices.conversationId })
  return rows.length
}

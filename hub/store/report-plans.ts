import { and, asc, desc, eq, inArray, isNotNull, lte } from 'drizzle-orm'

import type { AgentId } from '#shared/domain/ids'
import { isAllowed } from '#shared/domain/access'
import { nextRun, type ReportPlan } from '#shared/domain/report/plan'

import { accountOf } from './accounts'
import { readHours } from './central-settings'
import { reportLetters, reportPlans } from './report-plans-schema'
import { agents } from './schema'
import type { Read, Write } from './store'

export type StoredPlan = typeof reportPlans.$inferSelect
export type StoredLetter = typeof reportLetters.$inferSelect
type LetterKey = Pick<StoredLetter, 'planId' | 'run' | 'receiver'>

/** So many of the latest letters are shown with a plan. */
const LETTERS_SHOWN = 20

export async function listPlans(view: Read) {
  const plans = await view.db
    .select({ plan: reportPlans, authorName: agents.name })
    .from(reportPlans)
    .innerJoin(agents, eq(agents.id, reportPlans.authorId))
    .orderBy(asc(reportPlans.createdAtMs), asc(reportPlans.id))
  return Promise.all(
    plans.map(async ({ plan, authorName }) => ({
      ...plan,
      authorName,
      letters: await view.db
        .select()
        .from(reportLetters)
        .where(eq(reportLetters.planId, plan.id))
        .orderBy(desc(reportLetters.atMs), asc(reportLetters.receiver))
        .limit(LETTERS_SHOWN),
    })),
  )
}

/** Whoever saves it is its author from now on, and it goes out in their name. */
export async function savePlan(
  tx: Write,
  id: string,
  { plan, isOn, authorId }: { readonly plan: ReportPlan; readonly isOn: boolean; readonly authorId: AgentId },
): Promise<void> {
  const nextAtMs = isOn ? nextRun(plan, (await readHours(tx)).timeZone, tx.nowMs) : null
  const saved = { plan, isOn, authorId, offBecause: null, nextAtMs }
  await tx.db
    .insert(reportPlans)
    .values({ id, createdAtMs: tx.nowMs, ...saved })
    .onConflictDoUpdate({ target: reportPlans.id, set: saved })
}

export async function removePlan(tx: Write, id: string): Promise<void> {
  await tx.db.delete(reportPlans).where(eq(reportPlans.id, id))
}

/** To all of its receivers, as soon as may be; `false`: there is no such plan. */
export async function sendPlanNow(tx: Write, id: string, run: string): Promise<boolean> {
  const plan = await planById(tx, id)
  if (!plan) return false
  await addLetters(tx, plan, run, tx.nowMs)
  return true
}

export async function planById(view: Read, id: string): Promise<StoredPlan | null> {
  const [plan] = await view.db.select().from(reportPlans).where(eq(reportPlans.id, id))
  return plan ?? null
}

export async function duePlans(view: Read): Promise<readonly string[]> {
  const rows = await view.db
    .select({ id: reportPlans.id })
    .from(reportPlans)
    .where(and(isNotNull(reportPlans.nextAtMs), lte(reportPlans.nextAtMs, view.nowMs)))
  return rows.map(({ id }) => id)
}

/** Its letters are to be sent, once however many moments were missed; or nobody may have it any more. */
export async function beginRun(tx: Write, id: string): Promise<'begun' | 'off' | null> {
  const [plan] = await tx.db.select().from(reportPlans).where(eq(reportPlans.id, id)).for('update')
  if (!plan?.isOn || plan.nextAtMs === null || plan.nextAtMs > tx.nowMs) return null
  if (!(await mayHave(tx, plan.authorId))) {
    await switchOff(tx, id)
    return 'off'
  }
  await addLetters(tx, plan, `at:${String(plan.nextAtMs)}`, plan.nextAtMs)
  const nextAtMs = nextRun(plan.plan, (await readHours(tx)).timeZone, tx.nowMs)
  await tx.db.update(reportPlans).set({ nextAtMs }).where(eq(reportPlans.id, id))
  return 'begun'
}

export async function dueLetters(view: Read, limit: number): Promise<readonly StoredLetter[]> {
  return view.db
    .select()
    .from(reportLetters)
    .where(and(eq(reportLetters.state, 'waiting'), lte(reportLetters.nextAtMs, view.nowMs)))
    .orderBy(
      asc(reportLetters.nextAtMs),
      asc(reportLetters.planId),
      asc(reportLetters.run),
      asc(reportLetters.receiver),
    )
    .limit(limit)
}

/** From now on it is this hub's to send, this one time; `null`: it is not to be sent. */
export async function claimLetter(tx: Write, letter: StoredLetter): Promise<StoredLetter | null> {
  const [held] = await tx.db.select().from(reportLetters).where(isOne(letter)).for('update')
  if (held?.state !== 'waiting') return null
  const plan = await planById(tx, letter.planId)
  if (!plan) return null
  if (!(await mayHave(tx, plan.authorId))) {
    await switchOff(tx, plan.id)
    return null
  }
  const claim = { state: 'sending' as const, attempts: held.attempts + 1, nextAtMs: null }
  await tx.db.update(reportLetters).set(claim).where(isOne(letter))
  return { ...held, ...claim }
}

export async function settleLetter(
  tx: Write,
  letter: LetterKey,
  outcome: Pick<StoredLetter, 'state' | 'failure' | 'nextAtMs'>,
): Promise<void> {
  await tx.db.update(reportLetters).set(outcome).where(isOne(letter))
}

/** Letters that a crash overtook: whether the server took them nobody knows, so they are not sent again. */
export async function markInterrupted(tx: Write): Promise<number> {
  const rows = await tx.db
    .update(reportLetters)
    .set({ state: 'unknown', nextAtMs: null })
    .where(eq(reportLetters.state, 'sending'))
    .returning({ run: reportLetters.run })
  return rows.length
}

async function addLetters(tx: Write, { id, plan }: StoredPlan, run: string, atMs: number): Promise<void> {
  const letter = { planId: id, run, atMs, state: 'waiting' as const, nextAtMs: tx.nowMs }
  const letters = plan.receivers.map((receiver) => ({ ...letter, receiver }))
  await tx.db.insert(reportLetters).values(letters).onConflictDoNothing()
}

/** Neither what is still to come nor what waits is sent. */
async function switchOff(tx: Write, id: string): Promise<void> {
  const off = { isOn: false, nextAtMs: null, offBecause: 'authorLostRole' as const }
  await tx.db.update(reportPlans).set(off).where(eq(reportPlans.id, id))
  await tx.db.delete(reportLetters).where(and(eq(reportLetters.planId, id), inArray(reportLetters.state, ['waiting'])))
}

/** May the author still see reports? */
async function mayHave(view: Read, authorId: AgentId): Promise<boolean> {
  const [agent] = await view.db.select().from(agents).where(eq(agents.id, authorId))
  const account = await accountOf(view, authorId)
  return agent !== undefined && !agent.isRemoved && account?.isClosed !== true && isAllowed(agent.role, 'supervisor')
}

function isOne({ planId, run, receiver }: LetterKey) {
  return and(eq(reportLetters.planId, planId), eq(reportLetters.run, run), eq(reportLetters.receiver, receiver))
}

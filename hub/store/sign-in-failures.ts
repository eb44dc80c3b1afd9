import { eq, inArray, lt, sql } from 'drizzle-orm'

import { signInFailures } from './accounts-schema'
import type { Read, Write } from './store'

export interface Failures {
  readonly failures: number
  readonly lastAtMs: number
}

export async function failuresOf(view: Read, keys: readonly string[]): Promise<ReadonlyMap<string, Failures>> {
  const rows = await view.db
    .select()
    .from(signInFailures)
    .where(inArray(signInFailures.key, [...keys]))
  return new Map(rows.map(({ key, ...failures }) => [key, failures]))
}

export async function putFailures(tx: Write, key: string, { failures, lastAtMs }: Failures): Promise<void> {
  await tx.db
    .insert(signInFailures)
    .values({ key, failures, lastAtMs })
    .onConflictDoUpdate({ target: signInFailures.key, set: { failures, lastAtMs } })
}

export async function forgetFailures(tx: Write, key: string): Promise<void> {
  await tx.db.delete(signInFailures).where(eq(signInFailures.key, key))
}

/** A try that was counted before it was known to be none. */
export async function giveBackTry(tx: Write, key: string): Promise<void> {
  await tx.db
    .update(signInFailures)
    .set({ failures: sql`greatest(${signInFailures.failures} - 1, 0)` })
    .where(eq(signInFailures.key, key))
}

export async function forgetFailuresBefore(tx: Write, beforeMs: number): Promise<void> {
  await tx.db.delete(signInFailures).where(lt(signInFailures.lastAtMs, beforeMs))
}

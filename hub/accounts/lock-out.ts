import { failuresOf, forgetFailures, giveBackTry, putFailures, type Failures } from '../store/sign-in-failures'
import type { Write } from '../store/store'
import { hashSecret } from './secrets'

interface Patience {
  /** So many wrong tries cost nothing. */
  readonly free: number
  /** The wait after the next one; it doubles with each further one. */
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** After so long without a wrong try all is forgotten. */
  readonly forgetAfterMs: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const OF_LOGIN: Patience = {
  free: 5,
  firstWaitMs: 30_000,
  longestWaitMs: 15 * MINUTE_MS,
  forgetAfterMs: 24 * HOUR_MS,
}
/** A whole office may come from one address. */
const OF_ADDRESS: Patience = { free: 50, firstWaitMs: 10_000, longestWaitMs: 15 * MINUTE_MS, forgetAfterMs: HOUR_MS }
export const FAILURES_KEPT_MS = OF_LOGIN.forgetAfterMs

export interface Try {
  readonly login: string | null
  readonly address: string
}

/**
 * Counts a try before it is checked, so that a thousand at once are a thousand and not the first. `untilMs`: this one is
 * not to be checked at all. Kept in the database: a new start forgives nothing, and several hubs count together.
 */
export async function claimTry(tx: Write, wanted: Try): Promise<{ readonly untilMs: number } | null> {
  const counted = keysOf(wanted)
  const known = await failuresOf(
    tx,
    counted.map(({ key }) => key),
  )
  const untilMs = Math.max(...counted.map(({ key, patience }) => lockedUntil(known.get(key), patience, tx.nowMs)))
  if (untilMs > tx.nowMs) return { untilMs }
  for (const { key, patience } of counted) {
    const failures = stillKnown(known.get(key), patience, tx.nowMs)
    await putFailures(tx, key, { failures: failures + 1, lastAtMs: tx.nowMs })
  }
  return null
}

/** It was right: the login begins anew, the address gets back this one try alone. */
export async function forgive(tx: Write, wanted: Try): Promise<void> {
  for (const { key, patience } of keysOf(wanted)) {
    if (patience === OF_LOGIN) await forgetFailures(tx, key)
    else await giveBackTry(tx, key)
  }
}

/** It was neither right nor wrong. */
export async function takeBackTry(tx: Write, wanted: Try): Promise<void> {
  for (const { key } of keysOf(wanted)) await giveBackTry(tx, key)
}

function lockedUntil(known: Failures | undefined, patience: Patience, nowMs: number): number {
  const over = stillKnown(known, patience, nowMs) - patience.free
  if (!known || over < 0) return 0
  // A clock that was put back must lock nobody for longer.
  const lastAtMs = Math.min(known.lastAtMs, nowMs)
  return lastAtMs + Math.min(patience.firstWaitMs * 2 ** Math.min(over, 20), patience.longestWaitMs)
}

function stillKnown(known: Failures | undefined, patience: Patience, nowMs: number): number {
  return known && nowMs - known.lastAtMs < patience.forgetAfterMs ? known.failures : 0
}

/** Hashed: who has tried to sign in, and from where, stands nowhere in the clear. */
function keysOf({ login, address }: Try): readonly { readonly key: string; readonly patience: Patience }[] {
  return [
    ...(login === null ? [] : [{ key: hashSecret(`login ${login}`), patience: OF_LOGIN }]),
    // Without a proxy that tells them apart all would share this one, and one could lock out all.
    ...(isOwnAddress(address) ? [] : [{ key: hashSecret(`address ${address}`), patience: OF_ADDRESS }]),
  ]
}

function isOwnAddress(address: string): boolean {
  return address === 'unknown' || /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)
}

const SECOND_MS = 1000

/** Whole seconds that are left, rounded up, so that a countdown shows no 0 while it still waits. */
export function secondsLeft(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / SECOND_MS))
}

const MOSCOW_MS = 10_800_000

/** `YYYY-MM-DDThh:mm:ss+0300`: whole seconds, no colon in the zone (facts §1). */
export function hhDate(ms: number): string {
  return `${new Date(ms + MOSCOW_MS).toISOString().slice(0, 19)}+0300`
}

export function hhDateOrNull(ms: number | null): string | null {
  return ms === null ? null : hhDate(ms)
}

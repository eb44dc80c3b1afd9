import type { HubConnection } from '#shared/contract/ipc/hub'
import { err, ok, type Result } from '#shared/lib/result'

import type { HubFailure } from '../../../ipc/hub-ask'

export interface ReportPeriod {
  /** `YYYY-MM-DD`, by this computer's clock; both days are in it. */
  readonly from: string
  readonly to: string
}

/** `null`: not a period. */
export function periodMs({ from, to }: ReportPeriod): { readonly fromMs: number; readonly untilMs: number } | null {
  const [first, last] = [startOf(from, 0), startOf(to, 1)]
  return first !== null && last !== null && last > first ? { fromMs: first, untilMs: last } : null
}

/** The cases of a period as a file; as long as it takes, for a year of cases is not there in seconds. */
export async function fetchReport(
  hub: HubConnection | null,
  period: { readonly fromMs: number; readonly untilMs: number },
  language: 'ru' | 'en',
  send: typeof fetch,
): Promise<Result<Blob, HubFailure>> {
  if (hub === null || hub.kind === 'starting') return err('starting')
  if (hub.kind !== 'ready') return err('away')
  const query = new URLSearchParams({
    fromMs: String(period.fromMs),
    untilMs: String(period.untilMs),
    language,
  })
  try {
    const reply = await send(`${hub.url}/api/reports/cases.csv?${query.toString()}`, {
      headers: { authorization: `Bearer ${hub.secret}` },
    })
    if (reply.ok) return ok(await reply.blob())
    if (reply.status === 401) return err('unauthorised')
    return err(reply.status >= 500 ? 'broken' : 'rejected')
  } catch (error) {
    if (error instanceof TypeError) return err('away')
    throw error
  }
}

function startOf(day: string, later: number): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return null
  const [year = 0, month = 1, date = 1] = parts.slice(1).map(Number)
  return new Date(year, month - 1, date + later).getTime()
}

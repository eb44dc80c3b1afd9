import { HUB_CONTRACT, hubFit, hubInfo, type HubInfo } from '#shared/contract/accounts'
import { failed, passed, skippedBelow, type Found } from '#shared/domain/self-test/row'
import { readJson } from '#shared/lib/read-json'

/** Further apart than this, codes of authenticators and certificates begin to fail. */
const CLOCK_TOLERANCE_MS = 120_000

export interface HubAnswer {
  readonly status: number
  readonly body: string
  /** The `Date` header. */
  readonly date: string | null
  /** In the middle of the question, by this computer's clock. */
  readonly askedAtMs: number
}

/** What came back from `GET /api/hub`: a hub with which this desk can work, or what it is instead. */
export function judgeHub({ status, body }: HubAnswer, deskVersion: string): Found {
  const facts = { status: String(status) }
  if (status >= 502 && status <= 504) return failed('hubAway', facts)
  if (status >= 300 && status < 400) return failed('pageInstead', facts)
  const info = infoOf(body)
  if (!info) return failed(/^\s*<(!doctype|html|\?xml|head|meta)/i.test(body) ? 'pageInstead' : 'notHub', facts)
  const fit = hubFit(info, HUB_CONTRACT.newest)
  return fit === 'fits' ? passed({ hubVersion: info.version }) : failed(fit, { hubVersion: info.version, deskVersion })
}

export function judgeClock(answer: HubAnswer): Found {
  const aheadMs = aheadOf(answer)
  // Without any time nothing can be said; the hub's layer says what is wrong with it.
  if (aheadMs === null) return skippedBelow('hub')
  const facts = { aheadS: String(Math.round(aheadMs / 1000)) }
  return Math.abs(aheadMs) > CLOCK_TOLERANCE_MS ? failed('clockOff', facts) : passed(facts)
}

/** By how much this computer's clock is ahead of the other side's. */
export function aheadOf({ date, body, askedAtMs }: HubAnswer): number | null {
  const theirs = date === null ? NaN : Date.parse(date)
  const theirMs = Number.isNaN(theirs) ? infoOf(body)?.nowMs : theirs
  return theirMs === undefined ? null : askedAtMs - theirMs
}

function infoOf(body: string): HubInfo | null {
  try {
    const parsed = hubInfo.safeParse(readJson(body))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

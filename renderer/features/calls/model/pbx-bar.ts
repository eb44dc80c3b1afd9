import type { LiveCall, TelephonyRequest } from '#shared/domain/telephony'

import type { MyTelephony } from './use-telephony'

/** How long what became of a wish stands there when it went well. */
const SHOWN_FOR_MS = 30_000

export interface PbxBar {
  readonly calls: readonly LiveCall[]
  /** The last one, unless it was put away or went well. */
  readonly request: TelephonyRequest | null
}

/** The live calls of my own phone at the PBX, and how my last wish goes. Calls of others are theirs. */
export function pbxBar({ telephony, meId, extension }: MyTelephony, dismissed: ReadonlySet<string>): PbxBar {
  const calls = telephony.liveCalls.filter((call) => extension !== null && call.extension === extension)
  const [last] = telephony.requests.filter(({ by }) => by === meId)
  const isNews = last !== undefined && !dismissed.has(last.id) && last.state.kind !== 'done'
  return { calls, request: isNews ? last : null }
}

/** When it is of the past. */
export function shownUntilMs({ atMs, state }: TelephonyRequest): number {
  return atMs + SHOWN_FOR_MS * (state.kind === 'failed' ? 10 : 1)
}

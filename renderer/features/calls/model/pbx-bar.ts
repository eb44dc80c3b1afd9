import type { LiveCall, TelephonyRequest } from '#shared/domain/telephony'

import type { MyTelephony } from './use-telephony'

/** How long what became of a wish stands there when it went well. */
const SHOWN_FOR_MS = 30_000

export interface PbxBar {
  readonly calls: readonly LiveCall[]
  /** The last one, unless it was put away or is of the past. */
  readonly request: TelephonyRequest | null
}

/** The live calls of my own phone at the PBX, and how my last wish goes. Calls of others are theirs. */
export function pbxBar(
  { telephony, meId, extension }: MyTelephony,
  nowMs: number,
  dismissed: ReadonlySet<string>,
): PbxBar {
  const calls = telephony.liveCalls.filter((call) => extension !== null && call.extension === extension)
  const [last] = telephony.requests.filter(({ by }) => by === meId)
  const isNews =
    last !== undefined &&
    !dismissed.has(last.id) &&
    last.state.kind !== 'done' &&
    nowMs - last.atMs < SHOWN_FOR_MS * (last.state.kind === 'failed' ? 10 : 1)
  return { calls, request: isNews ? last : null }
}

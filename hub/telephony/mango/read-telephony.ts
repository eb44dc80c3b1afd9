import type { PbxEmployee, Telephony } from '#shared/domain/telephony'

import { normalisePhone } from '../../clients/normalise-phone'
import { openChatWithPhone } from '../../store/chats'
import { liveMangoCalls, readConnection, type MangoCall, type StoredConnection } from '../../store/mango'
import type { Read } from '../../store/store'
import { recentRequests } from '../../store/telephony-requests'
import { liveCall, type LiveFacts } from './call-facts'
import { evidenceOf } from './evidence'

const PROVIDER = 'MANGO OFFICE'
/** As far as the document of its API says. */
const CAPABILITIES = { callBack: true, hangUp: true, transfer: true } as const
/** Of a call that nothing was heard of for so long, the end was lost. */
const HEARD_WITHIN_MS = 4 * 60 * 60_000
const REQUESTS_SHOWN_MS = 10 * 60_000

/** What desks know of the PBX; `null`: none is connected. */
export async function readTelephony(view: Read): Promise<Telephony | null> {
  const connection = await readConnection(view)
  if (!connection) return null
  const live = await liveCallsNow(view)
  const liveCalls = await Promise.all(
    live.map(async ({ call, facts }) => {
      const { direction, extension, phase, startedAtMs } = facts
      const number = normalisePhone(facts.number) ?? facts.number
      const chatId = (await openChatWithPhone(view, number))?.id ?? null
      return { id: call.callId, chatId, direction, number, extension, phase, startedAtMs }
    }),
  )
  const requests = await recentRequests(view, view.nowMs - REQUESTS_SHOWN_MS)
  return { provider: PROVIDER, capabilities: CAPABILITIES, employees: employeesOf(connection), liveCalls, requests }
}

export function employeesOf({ employees, people }: StoredConnection): readonly PbxEmployee[] {
  return employees.map(({ extension, name }) => ({ extension, name, agentId: people[extension] ?? null }))
}

export async function liveCallsNow(
  view: Read,
): Promise<readonly { readonly call: MangoCall; readonly facts: LiveFacts }[]> {
  const calls = await liveMangoCalls(view, view.nowMs - HEARD_WITHIN_MS)
  const live: { readonly call: MangoCall; readonly facts: LiveFacts }[] = []
  for (const call of calls) {
    const facts = liveCall(await evidenceOf(view, call))
    if (facts) live.push({ call, facts })
  }
  return live
}

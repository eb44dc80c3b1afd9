import { agentDaysReply, type AgentDaysReply } from '#shared/contract/agent-days'
import type { HubConnection } from '#shared/contract/ipc/hub'
import type { Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'

/** What every agent did from `fromMs` on and before `untilMs`. */
export async function fetchAgentDays(
  connection: () => HubConnection | null,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  send: typeof fetch,
): Promise<Result<AgentDaysReply, HubFailure>> {
  const query = new URLSearchParams({ fromMs: String(fromMs), untilMs: String(untilMs) })
  const answer = await createAsk(connection, send, [])('GET', `/api/agent-days?${query.toString()}`)
  return answer.ok ? { ok: true, value: agentDaysReply.parse(answer.value) } : answer
}

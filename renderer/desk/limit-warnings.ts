import { answerLimit, limitStage } from '#shared/domain/answer-limit'
import type { ServiceTargets } from '#shared/domain/wall/service-targets'

import type { ChatRow } from '../data/desk-data'

export interface DueWarning {
  readonly chat: ChatRow
  readonly sinceMs: number
  readonly leftMs: number
}

/** Whose limit is close now (spec Q23), and when the next one will be; put-away cases are told of when they are back. */
export function warningsAt(
  chats: readonly ChatRow[],
  service: ServiceTargets | undefined,
  nowMs: number,
): { readonly due: readonly DueWarning[]; readonly nextMs: number | null } {
  const limits = chats.flatMap((chat) => {
    const limit = answerLimit(chat.case, chat.channelId, service)
    return limit ? [{ chat, limit }] : []
  })
  const due = limits
    .filter(({ limit }) => limitStage(limit, nowMs) === 'soon')
    .map(({ chat, limit }) => ({ chat, sinceMs: limit.sinceMs, leftMs: limit.dueMs - nowMs }))
  const later = limits.map(({ limit }) => limit.warnMs).filter((warnMs) => warnMs > nowMs)
  return { due, nextMs: later.length === 0 ? null : Math.min(...later) }
}

import type { AgentStatus } from '#shared/domain/agent'
import type { AgentDay, StatusKey, StatusSpan } from '#shared/domain/agent-day'

import { useOwnStatuses } from '../../../data/use-own-statuses'
import { STATUS_LOOK } from '../../../ui/status-look'

const PLAIN: readonly AgentStatus[] = ['online', 'wrapUp', 'break', 'away', 'offline']

export interface StatusColumn {
  readonly key: StatusKey
  readonly span: Pick<StatusSpan, 'status' | 'ownStatusId'>
  /** Of the company's own: over the plain status that it is to routing. */
  readonly look?: { readonly style: { readonly background: string } }
}

/** The plain statuses, and after them those of the company's own that somebody was in on that day. */
export function useStatusColumns(days: readonly AgentDay[]): readonly StatusColumn[] {
  const spans = days.flatMap((day) => day.spans)
  const own = useOwnStatuses().flatMap(({ id, colour }): StatusColumn[] => {
    const span = spans.find(({ ownStatusId }) => ownStatusId === id)
    return span ? [{ key: id, span, look: { style: { background: STATUS_LOOK[colour] } } }] : []
  })
  return [...PLAIN.map((status): StatusColumn => ({ key: status, span: { status } })), ...own]
}

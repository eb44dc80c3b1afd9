import type { AgentStatus } from '#shared/domain/agent'
import type { OwnStatusId } from '#shared/domain/ids'
import { ownStatusName } from '#shared/domain/own-status'

import { useTranslation } from '../../../i18n/use-translation'
import { useOwnStatuses } from '../../../data/use-own-statuses'

interface Named {
  readonly status: AgentStatus
  readonly ownStatusId?: OwnStatusId | null | undefined
}

/** The company's own name where there is one, also of a status that was removed since; the plain one else. */
export function useStatusName(): (of: Named) => string {
  const { t, i18n } = useTranslation('cases')
  const statuses = useOwnStatuses()
  return ({ status, ownStatusId }) => {
    const own = status === 'wrapUp' ? undefined : statuses.find(({ id }) => id === ownStatusId)
    return own ? ownStatusName(own, i18n.language) : t(`status.${status}`)
  }
}

import { useTranslation } from 'react-i18next'

import type { CaseState } from '#shared/domain/case'
import type { AgentId } from '#shared/domain/ids'

import { useNames } from './names'

/** «в очереди „Подбор“», «у вас», «в работе: Иван Петров». */
export function useStateWords(state: CaseState, meId: AgentId | null): string {
  const { t } = useTranslation('cases')
  const names = useNames()
  switch (state.kind) {
    case 'idle':
      return t('state.idle')
    case 'withBot':
      return t('state.withBot', { bot: names.bot(state.botId) })
    case 'queued':
      return state.teamId === null ? t('state.queuedForAll') : t('state.queued', { team: names.team(state.teamId) })
    case 'assigned':
      return state.agentId === meId ? t('state.mine') : t('state.assigned', { name: names.agent(state.agentId) })
    case 'closed':
      return t('state.closed')
  }
}

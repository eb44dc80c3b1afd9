import type { CaseSummary } from '#shared/domain/case'
import type { AgentId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { useNames } from './names'
import { useSnoozeWords } from './use-snooze-words'

/** «в очереди „Подбор“», «у вас», «в работе: Иван Петров». */
export function useStateWords({ state, snooze }: Pick<CaseSummary, 'state' | 'snooze'>, meId: AgentId | null): string {
  const { t } = useTranslation('cases')
  const snoozeWords = useSnoozeWords(snooze)
  const names = useNames()
  switch (state.kind) {
    case 'idle':
      return t('state.idle')
    case 'withBot':
      return t('state.withBot', { bot: names.bot(state.botId) })
    case 'queued':
      return state.teamId === null ? t('state.queuedForAll') : t('state.queued', { team: names.team(state.teamId) })
    case 'assigned':
      return [
        state.agentId === meId ? t('state.mine') : t('state.assigned', { name: names.agent(state.agentId) }),
        ...(snoozeWords === null ? [] : [snoozeWords]),
      ].join(', ')
    case 'closed':
      return t('state.closed')
  }
}

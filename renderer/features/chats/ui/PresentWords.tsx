import { useCallback } from 'react'

import type { AgentId, ChatId } from '#shared/domain/ids'
import type { Present } from '#shared/domain/present'

import { useTranslation } from '../../../i18n/use-translation'
import { useDeskData } from '../../../data/desk-data-context'
import { useObserved } from '../../../ui/use-observed'
import { useNames } from './names'

/** More names than this would say less. */
const NAMED = 2
const NOBODY: readonly Present[] = []

export interface PresentWordsProps {
  readonly chatId: ChatId
  readonly meId: AgentId | null
  readonly className: string | undefined
}

/** «Анна пишет»: colleagues who have the conversation open now (spec Q21); nothing where there are none. */
export function PresentWords({ chatId, meId, className }: PresentWordsProps) {
  const { t } = useTranslation('chats')
  const data = useDeskData()
  const names = useNames()
  const who = useObserved<readonly Present[]>(
    useCallback((listener: (who: readonly Present[]) => void) => data.observePresent(chatId, listener), [data, chatId]),
    NOBODY,
    false,
    true,
  )
  const others = who.filter(({ agentId }) => agentId !== meId).sort((a, b) => Number(b.isWriting) - Number(a.isWriting))
  if (others.length === 0) return null
  const words = others
    .slice(0, NAMED)
    .map(({ agentId, isWriting }) => t(isWriting ? 'present.writes' : 'present.looks', { name: names.agent(agentId) }))
  const more = others.length - NAMED
  if (more > 0) words.push(t('present.more', { count: more }))
  return (
    <span className={className} title={words.join(', ')}>
      {words.join(', ')}
    </span>
  )
}

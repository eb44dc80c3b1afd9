import type { Agent } from '#shared/domain/agent'

import { useTranslation } from '../../../i18n/use-translation'
import { Avatar } from '../../../ui/Avatar'
import classes from './MentionList.module.css'

export interface MentionListProps {
  readonly agents: readonly Agent[]
  readonly active: number
  readonly onPick: (agent: Agent) => void
}

export const MENTION_LIST_ID = 'mention-list'

export function mentionOptionId(agent: Agent): string {
  return `mention-${agent.id}`
}

/** Offered above the box while a name is typed after «@»; the box keeps the focus and walks it with the arrows. */
export function MentionList({ agents, active, onPick }: MentionListProps) {
  const { t } = useTranslation('cases')
  return (
    <div id={MENTION_LIST_ID} role="listbox" aria-label={t('note.mention')} className={classes.list}>
      {agents.map((agent, index) => (
        <div
          key={agent.id}
          id={mentionOptionId(agent)}
          role="option"
          aria-selected={index === active}
          className={classes.option}
          // Before the box loses its focus.
          onMouseDown={(event) => {
            event.preventDefault()
            onPick(agent)
          }}
        >
          <Avatar name={agent.name} seed={agent.id} size={22} />
          {agent.name}
        </div>
      ))}
    </div>
  )
}

import { Button } from '@mantine/core'

import type { Agent } from '#shared/domain/agent'
import type { Team } from '#shared/domain/team'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPencil, IconPlus, IconTrash } from '../../../ui/icons'
import classes from './Admin.module.css'

export interface AgentRowsProps {
  readonly agents: readonly Agent[]
  readonly teams: readonly Team[]
  readonly onAdd: () => void
  readonly onEdit: (agent: Agent) => void
  readonly onRemove: (agent: Agent) => void
}

export function AgentRows({ agents, teams, onAdd, onEdit, onRemove }: AgentRowsProps) {
  const { t } = useTranslation('admin')
  return (
    <>
      <ul className={classes.rows}>
        {agents.map((agent) => (
          <li key={agent.id} className={classes.row}>
            <span>
              <b>{agent.name}</b>
              <small>
                {[
                  t(`roles.${agent.role}`),
                  ...teams.filter(({ id }) => agent.teamIds.includes(id)).map((team) => team.name),
                ].join(' · ')}
              </small>
            </span>
            <IconButton
              label={t('people.edit', { name: agent.name })}
              onClick={() => {
                onEdit(agent)
              }}
            >
              <IconPencil size={18} stroke={1.7} aria-hidden />
            </IconButton>
            <IconButton
              label={t('remove', { name: agent.name })}
              onClick={() => {
                onRemove(agent)
              }}
            >
              <IconTrash size={18} stroke={1.7} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button mt={8} variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
        {t('people.add')}
      </Button>
    </>
  )
}

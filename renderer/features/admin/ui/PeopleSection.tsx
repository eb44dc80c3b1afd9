import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { Person } from '#shared/contract/accounts'
import type { Agent } from '#shared/domain/agent'
import type { AgentId, TeamId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { usePeople } from '../model/use-people'
import { AdminSection } from './AdminSection'
import classes from './Admin.module.css'
import { AgentDialog } from './AgentDialog'
import { AgentRows } from './AgentRows'
import { NamedRows } from './NamedRows'
import { TeamAccounts } from './people/TeamAccounts'
import { RemoveDialog } from './RemoveDialog'

type Dialog =
  | { readonly kind: 'edit'; readonly id: AgentId; readonly agent: Agent | null }
  | { readonly kind: 'remove'; readonly agent: Agent }

/** Сотрудники и группы: who there is, and who receives together. */
export function PeopleSection() {
  const { t } = useTranslation('admin')
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const accounts = usePeople()
  const close = (): void => {
    setDialog(null)
  }
  return (
    <AdminSection title={t('people.title')} intro={t('people.intro')}>
      {({ agents, teams, distribution }, { act, rest, isBusy }) => {
        const present = agents.filter(({ isRemoved }) => !isRemoved)
        return (
          <>
            {accounts.value ? (
              <TeamAccounts
                team={accounts.value}
                teams={teams}
                state={accounts}
                onEdit={({ agentId }: Person) => {
                  setDialog({ kind: 'edit', id: agentId, agent: agents.find(({ id }) => id === agentId) ?? null })
                }}
              />
            ) : (
              accounts.value === null && (
                <AgentRows
                  agents={present}
                  teams={teams}
                  onAdd={() => {
                    setDialog({ kind: 'edit', id: uuid() as AgentId, agent: null })
                  }}
                  onEdit={(agent) => {
                    setDialog({ kind: 'edit', id: agent.id, agent })
                  }}
                  onRemove={(agent) => {
                    setDialog({ kind: 'remove', agent })
                  }}
                />
              )
            )}
            {accounts.value === undefined && accounts.failure && (
              <InlineError>{t(`accounts.failure.${accounts.failure}`)}</InlineError>
            )}
            <h2 className={classes.part}>{t('teams.title')}</h2>
            <p className={classes.notice}>{t('teams.intro')}</p>
            <NamedRows
              words={{
                add: t('teams.add'),
                name: t('teams.name'),
                empty: t('teams.empty'),
                consequence: t('teams.consequence'),
              }}
              rows={teams.map(({ id, name }) => ({
                id,
                name,
                about: t('teams.members', { count: present.filter(({ teamIds }) => teamIds.includes(id)).length }),
              }))}
              onSave={(id, name) => act(() => rest.saveTeam((id ?? uuid()) as TeamId, name))}
              onRemove={({ id }) => void act(() => rest.removeTeam(id as TeamId))}
            />
            {dialog?.kind === 'edit' && (
              <AgentDialog
                agent={dialog.agent}
                teams={teams}
                usualCapacity={distribution.capacity}
                isBusy={isBusy}
                onClose={close}
                onSave={async (draft) => {
                  const isSaved = await act(() => rest.saveAgent(dialog.id, draft))
                  if (isSaved) {
                    close()
                    await accounts.reload()
                  }
                  return isSaved
                }}
              />
            )}
            {dialog?.kind === 'remove' && (
              <RemoveDialog
                title={t('people.removeTitle', { name: dialog.agent.name })}
                consequence={t('people.removeConsequence')}
                onClose={close}
                onConfirm={() => {
                  void act(() => rest.removeAgent(dialog.agent.id))
                  close()
                }}
              />
            )}
          </>
        )
      }}
    </AdminSection>
  )
}

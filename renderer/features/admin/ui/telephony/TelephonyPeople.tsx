import { NativeSelect } from '@mantine/core'
import { useCallback } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'
import type { PbxEmployee } from '#shared/domain/telephony'

import { useTranslation } from '../../../../i18n/use-translation'
import { useDeskData } from '../../../../data/desk-data-context'
import { useObserved } from '../../../../ui/use-observed'
import classes from '../Admin.module.css'

export interface TelephonyPeopleProps {
  readonly employees: readonly PbxEmployee[]
  readonly people: Readonly<Record<string, AgentId>>
  readonly onChange: (extension: string, agentId: AgentId | null) => void
}

/** Who of the PBX's employees is who here: that phone rings first for his callbacks. */
export function TelephonyPeople({ employees, people, onChange }: TelephonyPeopleProps) {
  const { t } = useTranslation('admin')
  const data = useDeskData()
  const agents = useObserved<readonly Agent[]>(
    useCallback((listener: (agents: readonly Agent[]) => void) => data.observeAgents(listener), [data]),
    [],
  ).filter(({ isRemoved }) => !isRemoved)
  if (employees.length === 0) return null
  return (
    <fieldset className={`${classes.form ?? ''} ${classes.fields ?? ''}`}>
      <legend className={classes.part}>{t('telephony.people')}</legend>
      <p className={classes.notice}>{t('telephony.peopleHint')}</p>
      {employees.map(({ extension, name }) => (
        <NativeSelect
          key={extension}
          label={t('telephony.employee', { extension, name })}
          value={people[extension] ?? ''}
          data={[
            { value: '', label: t('telephony.nobody') },
            ...agents.map((agent) => ({ value: agent.id, label: agent.name })),
          ]}
          onChange={(event) => {
            onChange(extension, agents.find(({ id }) => id === event.currentTarget.value)?.id ?? null)
          }}
        />
      ))}
    </fieldset>
  )
}

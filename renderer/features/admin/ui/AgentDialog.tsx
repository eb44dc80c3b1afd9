import { Button, Group, Modal, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { Agent, AgentRole } from '#shared/domain/agent'
import type { Team } from '#shared/domain/team'

import { useTranslation } from '../../../i18n/use-translation'
import { useUnsaved } from '../../../ui/unsaved/use-unsaved'
import type { AgentDraft } from '../model/administration-rest'
import classes from './Admin.module.css'

const ROLES: readonly AgentRole[] = ['agent', 'supervisor', 'administrator']
const NAME_LENGTH = 80

export interface AgentDialogProps {
  /** `null`: a new one. */
  readonly agent: Agent | null
  readonly teams: readonly Team[]
  readonly usualCapacity: number
  readonly isBusy: boolean
  /** Answers whether it is saved. */
  readonly onSave: (draft: AgentDraft) => Promise<boolean>
  readonly onClose: () => void
}

export function AgentDialog({ agent, teams, usualCapacity, isBusy, onSave, onClose }: AgentDialogProps) {
  const { t } = useTranslation('admin')
  const [name, setName] = useState(agent?.name ?? '')
  const [role, setRole] = useState<AgentRole>(agent?.role ?? 'agent')
  const [teamIds, setTeamIds] = useState<readonly string[]>(agent?.teamIds ?? teams.slice(0, 1).map(({ id }) => id))
  const [capacity, setCapacity] = useState<number | null>(agent?.capacity ?? null)
  const draft: AgentDraft = { name: name.trim(), role, teamIds: [...teamIds], capacity }
  const [initial] = useState(() => JSON.stringify(draft))
  const save = async (): Promise<boolean> => draft.name !== '' && onSave(draft)
  const leave = useUnsaved({ isChanged: JSON.stringify(draft) !== initial, save, discard: onClose })
  return (
    <Modal
      opened
      onClose={() => {
        leave(onClose)
      }}
      title={agent ? t('people.edit', { name: agent.name }) : t('people.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextInput
          data-autofocus
          withAsterisk
          label={t('people.name')}
          maxLength={NAME_LENGTH}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <Select
          label={t('people.role')}
          description={t(`roleHint.${role}`)}
          allowDeselect={false}
          value={role}
          data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          onChange={(value) => {
            setRole(ROLES.find((each) => each === value) ?? role)
          }}
        />
        <MultiSelect
          label={t('people.teams')}
          value={[...teamIds]}
          data={teams.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={setTeamIds}
        />
        <NumberInput
          label={t('people.capacity')}
          description={t('people.capacityHint', { count: usualCapacity })}
          min={1}
          max={1000}
          allowDecimal={false}
          clampBehavior="strict"
          placeholder={String(usualCapacity)}
          value={capacity ?? ''}
          onChange={(value) => {
            setCapacity(typeof value === 'number' ? value : null)
          }}
        />
        <Group gap={8}>
          <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
            {t('save')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

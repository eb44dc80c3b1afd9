import { Button, Group, Modal, Select, Text, Textarea } from '@mantine/core'
import { useState } from 'react'

import type { Agent } from '#shared/domain/agent'
import type { CaseState, PersonReceiver } from '#shared/domain/case'
import type { AgentId, TeamId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { usePeople } from './names'

export interface TransferDialogProps {
  readonly state: CaseState
  readonly me: Agent | null
  readonly onConfirm: (to: PersonReceiver, note: string | null) => void
  readonly onClose: () => void
}

const MAX_NOTE = 2000

export function TransferDialog({ state, me, onConfirm, onClose }: TransferDialogProps) {
  const { t } = useTranslation(['cases', 'common'])
  const { agents, directory } = usePeople()
  const [chosen, setChosen] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const holderId = state.kind === 'assigned' ? state.agentId : null
  const groups = [
    {
      group: t('transfer.teams'),
      items: directory.teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })),
    },
    {
      group: t('transfer.agents'),
      items: agents
        .filter(({ id, isRemoved }) => !isRemoved && id !== holderId)
        .map(({ id, name, status }) => ({
          value: `agent ${id}`,
          label: id === me?.id ? t('status.self', { name }) : `${name} · ${t(`status.${status}`)}`,
        })),
    },
  ]
  // Whoever was chosen may have been removed meanwhile.
  const isOffered = groups.some(({ items }) => items.some(({ value }) => value === chosen))
  const receiver = chosen === null || !isOffered ? null : toReceiver(chosen)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('transfer.title')}
      size={460}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (receiver) onConfirm(receiver, note.trim() === '' ? null : note.trim())
        }}
      >
        <Select
          label={t('transfer.to')}
          placeholder={t('transfer.placeholder')}
          nothingFoundMessage={t('transfer.nothing')}
          data={groups}
          value={isOffered ? chosen : null}
          onChange={setChosen}
          searchable
          data-autofocus
          comboboxProps={{ withinPortal: true }}
        />
        <Textarea
          mt={14}
          label={t('transfer.note')}
          description={t('transfer.noteHint')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={MAX_NOTE}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value)
          }}
        />
        <Text size="sm" c="dimmed" mt={14}>
          {t('transfer.hint')}
        </Text>
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="subtle" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            aria-disabled={receiver === null}
            {...(receiver === null ? { 'data-disabled': true } : {})}
            title={receiver === null ? t('transfer.choose') : ''}
          >
            {t('transfer.confirm')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function toReceiver(value: string): PersonReceiver {
  const id = value.slice(value.indexOf(' ') + 1)
  // The values were made of these very ids above.
  return value.startsWith('team ') ? { kind: 'team', teamId: id as TeamId } : { kind: 'agent', agentId: id as AgentId }
}

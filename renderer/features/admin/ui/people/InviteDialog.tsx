import { Button, Group, Modal, MultiSelect, Select, TextInput } from '@mantine/core'
import { useState } from 'react'

import type { Person } from '#shared/contract/accounts'
import type { AgentRole } from '#shared/domain/agent'
import type { TeamId } from '#shared/domain/ids'
import type { Team } from '#shared/domain/team'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { useUnsaved } from '../../../../ui/unsaved/use-unsaved'
import type { InviteWish, PeopleFailure } from '../../model/people-rest'
import classes from '../Admin.module.css'

const ROLES: readonly AgentRole[] = ['agent', 'supervisor', 'administrator']
const NAME_LENGTH = 80
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export interface InviteDialogProps {
  /** Who stands in the list already and has no way in; `null`: somebody new. */
  readonly person: Person | null
  readonly teams: readonly Team[]
  readonly isBusy: boolean
  readonly failure: PeopleFailure | null
  readonly onInvite: (wish: InviteWish) => Promise<boolean>
  readonly onClose: () => void
}

export function InviteDialog({ person, teams, isBusy, failure, onInvite, onClose }: InviteDialogProps) {
  const { t } = useTranslation('admin')
  const [login, setLogin] = useState('')
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<AgentRole>(person?.role ?? 'agent')
  const [teamIds, setTeamIds] = useState<readonly string[]>(person?.teamIds ?? teams.slice(0, 1).map(({ id }) => id))
  const [isTried, setTried] = useState(false)
  const isAddress = ADDRESS.test(login.trim())
  const send = async (): Promise<boolean> => {
    setTried(true)
    if (!isAddress || name.trim() === '') return false
    return onInvite({
      ...{ login: login.trim(), name: name.trim(), role, teamIds: teamIds as TeamId[] },
      ...(person ? { agentId: person.agentId } : {}),
    })
  }
  const isChanged = login !== '' || name !== (person?.name ?? '')
  const leave = useUnsaved({ isChanged, save: send, discard: onClose })
  return (
    <Modal
      opened
      onClose={() => {
        leave(onClose)
      }}
      title={person ? t('accounts.invitePerson', { name: person.name }) : t('accounts.invite')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextInput
          data-autofocus
          withAsterisk
          type="email"
          label={t('accounts.login')}
          description={t('accounts.loginHint')}
          value={login}
          error={isTried && !isAddress ? t('accounts.notAddress') : null}
          onChange={(event) => {
            setLogin(event.currentTarget.value)
          }}
        />
        <TextInput
          withAsterisk
          label={t('people.name')}
          maxLength={NAME_LENGTH}
          value={name}
          error={isTried && name.trim() === '' ? t('accounts.noName') : null}
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
        {failure && <InlineError>{t(`accounts.failure.${failure}`)}</InlineError>}
        <Group gap={8}>
          <Button type="submit" loading={isBusy}>
            {t('accounts.makeCode')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

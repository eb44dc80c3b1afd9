import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'

import type { Person } from '#shared/contract/accounts'
import type { Team } from '#shared/domain/team'

import { useTranslation } from '../../../../i18n/use-translation'
import { InlineError } from '../../../../ui/InlineError'
import { IconUserPlus } from '../../../../ui/icons'
import type { AccountDeed, Invited, InviteWish, TeamPeople } from '../../model/people-rest'
import type { PeopleState } from '../../model/use-people'
import { RemoveDialog } from '../RemoveDialog'
import type { AccountWish } from './AccountMenu'
import { AccountRows } from './AccountRows'
import { CodeDialog } from './CodeDialog'
import { InvitationRows } from './InvitationRows'
import { EraseColleagueDialog } from './EraseColleagueDialog'
import { InviteDialog } from './InviteDialog'
import { LoginDialog } from './LoginDialog'

type Dialog =
  | { readonly kind: 'invite'; readonly person: Person | null }
  | { readonly kind: 'code'; readonly invited: Invited }
  | { readonly kind: 'login'; readonly person: Person; readonly login: string }
  | { readonly kind: 'erase'; readonly person: Person }
  | { readonly kind: 'sure'; readonly person: Person; readonly deed: Exclude<AccountDeed, 'open'> }

export interface TeamAccountsProps {
  readonly team: TeamPeople
  readonly teams: readonly Team[]
  readonly state: Pick<PeopleState, 'act' | 'rest' | 'failure' | 'isBusy'>
  readonly onEdit: (person: Person) => void
}

/** Who comes in to a team's hub: the people with their accounts, and what an administrator does about them. */
export function TeamAccounts({ team, teams, state: { act, rest, failure, isBusy }, onEdit }: TeamAccountsProps) {
  const { t, i18n } = useTranslation('admin')
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = (): void => {
    setDialog(null)
  }
  const invite = async (wish: InviteWish): Promise<boolean> => {
    const made = await act(() => rest.invite(wish))
    if (made.ok) setDialog({ kind: 'code', invited: made.value })
    return made.ok
  }
  const erase = async ({ agentId }: Person, confirm: string): Promise<void> => {
    const language = i18n.language === 'en' ? 'en' : 'ru'
    const erased = await act(() => rest.erase(agentId, { confirm, language }))
    if (!erased.ok) return
    close()
    const message = t('accounts.erase.done', { name: erased.value })
    notifications.show({ message, autoClose: 10_000, closeButtonProps: { 'aria-label': t('close') } })
  }
  const begin = (person: Person, wish: AccountWish): void => {
    const { account, agentId, name, role, teamIds } = person
    if (wish === 'open') void act(() => rest.act(agentId, wish))
    else if (wish === 'login') setDialog({ kind: 'login', person, login: account?.login ?? '' })
    else if (wish === 'erase') setDialog({ kind: 'erase', person })
    else if (wish !== 'code') setDialog({ kind: 'sure', person, deed: wish })
    else if (account) void invite({ login: account.login, name, role, teamIds, agentId })
    else setDialog({ kind: 'invite', person })
  }
  return (
    <>
      {failure && dialog === null && <InlineError>{t(`accounts.failure.${failure}`)}</InlineError>}
      <AccountRows people={team.people} teams={teams} onEdit={onEdit} onWish={begin} />
      <Button
        mt={8}
        variant="subtle"
        leftSection={<IconUserPlus size={16} aria-hidden />}
        onClick={() => {
          setDialog({ kind: 'invite', person: null })
        }}
      >
        {t('accounts.invite')}
      </Button>
      <InvitationRows invitations={team.invitations} onRevoke={({ id }) => void act(() => rest.revoke(id))} />
      {dialog?.kind === 'invite' && (
        <InviteDialog person={dialog.person} {...{ teams, isBusy, failure }} onInvite={invite} onClose={close} />
      )}
      {dialog?.kind === 'code' && <CodeDialog invited={dialog.invited} onClose={close} />}
      {dialog?.kind === 'login' && (
        <LoginDialog
          name={dialog.person.name}
          login={dialog.login}
          {...{ isBusy, failure }}
          onClose={close}
          onSave={async (login) => {
            const saved = await act(() => rest.changeLogin(dialog.person.agentId, login))
            if (saved.ok) close()
            return saved.ok
          }}
        />
      )}
      {dialog?.kind === 'erase' && (
        <EraseColleagueDialog
          name={dialog.person.name}
          {...{ isBusy, failure }}
          onClose={close}
          onErase={(typed) => void erase(dialog.person, typed)}
        />
      )}
      {dialog?.kind === 'sure' && (
        <RemoveDialog
          title={t(`accounts.sure.${dialog.deed}.title`, { name: dialog.person.name })}
          consequence={t(`accounts.sure.${dialog.deed}.consequence`)}
          action={t(`accounts.sure.${dialog.deed}.action`)}
          onClose={close}
          onConfirm={() => {
            void act(() => rest.act(dialog.person.agentId, dialog.deed))
            close()
          }}
        />
      )}
    </>
  )
}

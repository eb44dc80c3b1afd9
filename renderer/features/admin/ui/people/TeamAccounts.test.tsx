// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { Person } from '#shared/contract/accounts'
import type { AgentId, InvitationId, TeamId } from '#shared/domain/ids'
import { err, ok } from '#shared/lib/result'

import { show } from '../../../../testing/show'
import type { PeopleRest, TeamPeople } from '../../model/people-rest'
import { TeamAccounts, type TeamAccountsProps } from './TeamAccounts'

afterEach(cleanup)

const teamId = '00000000-0000-7000-8000-000000000001' as TeamId
const account = {
  login: 'anna@firm.ru',
  isClosed: false,
  hasPassword: true,
  hasSecondFactor: true,
  sessions: 2,
  lastSeenMs: null,
}
const anna: Person = { agentId: 'anna' as AgentId, name: 'Анна Петрова', role: 'agent', teamIds: [teamId], account }
const gleb: Person = { ...anna, agentId: 'gleb' as AgentId, name: 'Глеб', account: null }
const vera: Person = {
  ...anna,
  agentId: 'vera' as AgentId,
  name: 'Вера',
  account: { ...account, isClosed: true, sessions: 0 },
}
const invitation = {
  id: 'invitation' as InvitationId,
  login: 'boris@firm.ru',
  name: 'Борис',
  role: 'agent' as const,
  teamIds: [teamId],
  agentId: null,
  createdAtMs: 0,
  expiresAtMs: 1_800_000_000_000,
}

function aRest(patch: Partial<PeopleRest> = {}): PeopleRest {
  return {
    read: vi.fn<PeopleRest['read']>(),
    invite: vi.fn<PeopleRest['invite']>(async () => ok({ invitation, link: 'https://hub.firm.ru/#code' })),
    revoke: vi.fn<PeopleRest['revoke']>(async () => ok(null)),
    changeLogin: vi.fn<PeopleRest['changeLogin']>(async () => ok(null)),
    act: vi.fn<PeopleRest['act']>(async () => ok(null)),
    erase: vi.fn<PeopleRest['erase']>(async () => ok('Бывший сотрудник 1')),
    ...patch,
  }
}

async function open(
  rest: PeopleRest,
  people: readonly Person[] = [vera, anna, gleb],
  failure: 'lastAdministrator' | 'wrongConfirmation' | null = null,
) {
  const team: TeamPeople = { people, invitations: [invitation] }
  const state: TeamAccountsProps['state'] = { rest, failure, isBusy: false, act: (work) => work() }
  await show(<TeamAccounts team={team} teams={[{ id: teamId, name: 'Подбор' }]} state={state} onEdit={vi.fn()} />)
}
/** What begins so, whichever of its spaces do not break. */
const named = (words: string) => (name: string) => name.replace(/\s/g, ' ').startsWith(words)
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name: named(name) }))
  })
async function choose(person: string, item: string): Promise<void> {
  await press(`Ещё: ${person}`)
  // By its text: a menu that is still opening has no names yet.
  const found = await screen.findByText(named(item), { selector: '[data-menu-item-label]' })
  await act(async () => {
    fireEvent.click(found)
  })
}

it('[I9] lists who can come in, closed accounts last, with teams, sessions and second factor', async () => {
  await open(aRest())
  const rows = within(screen.getByRole('list', { name: 'Сотрудники и их вход' })).getAllByRole('listitem')
  expect(rows.map((row) => within(row).getByText(/^(Анна|Глеб|Вера)/).textContent)).toEqual([
    'Анна Петрова',
    'Глеб',
    'Вера',
  ])
  expect(rows[0]?.textContent).toContain('Сотрудник · Подбор')
  expect(rows[0]?.textContent).toContain('anna@firm.ru · входов ещё не было · 2 сеанса · с кодом при входе')
  expect(rows[1]?.textContent).toContain('Входа нет')
  expect(rows[2]?.textContent).toContain('вход закрыт')
})

it('[I9] invites somebody after saying what is missing, and shows the link once', async () => {
  const rest = aRest()
  await open(rest)
  await press('Пригласить сотрудника')
  await press('Создать код')
  expect(screen.getByText('Нужен адрес почты, например anna@company.ru.')).toBeTruthy()
  expect(screen.getByText('Впишите имя.')).toBeTruthy()
  expect(rest.invite).not.toHaveBeenCalled()
  fireEvent.change(screen.getByLabelText(/^Почта для входа/, { selector: 'input' }), {
    target: { value: ' boris@firm.ru ' },
  })
  fireEvent.change(screen.getByLabelText(/^Имя/), { target: { value: 'Борис' } })
  await press('Создать код')
  const wish = { login: 'boris@firm.ru', name: 'Борис', role: 'agent', teamIds: [teamId] }
  expect(rest.invite).toHaveBeenCalledExactlyOnceWith(wish)
  expect(screen.getByLabelText<HTMLInputElement>('Ссылка с кодом').value).toBe('https://hub.firm.ru/#code')
  await press('Ссылка сохранена')
  expect(screen.queryByLabelText('Ссылка с кодом')).toBeNull()
})

it('[I9] asks before an account is closed and names what follows; a refusal is said in plain words', async () => {
  const rest = aRest({ act: vi.fn<PeopleRest['act']>(async () => err('lastAdministrator')) })
  await open(rest, [anna], 'lastAdministrator')
  expect(screen.getByRole('alert').textContent).toContain('последний администратор')
  await choose('Анна Петрова', 'Закрыть вход')
  expect(screen.getByText(/обращения вернутся в очередь/)).toBeTruthy()
  expect(rest.act).not.toHaveBeenCalled()
  await press('Закрыть вход')
  expect(rest.act).toHaveBeenCalledExactlyOnceWith('anna', 'close')
})

it('[I9] gives another login, a code for a new password, and opens what is closed', async () => {
  const rest = aRest()
  await open(rest)
  await choose('Анна Петрова', 'Изменить почту')
  fireEvent.change(screen.getByLabelText(/^Почта для входа/, { selector: 'input' }), {
    target: { value: 'a.petrova@firm.ru' },
  })
  await press('Сохранить')
  expect(rest.changeLogin).toHaveBeenCalledExactlyOnceWith('anna', 'a.petrova@firm.ru')
  await choose('Анна Петрова', 'Код для нового пароля')
  expect(rest.invite).toHaveBeenCalledWith(expect.objectContaining({ login: 'anna@firm.ru', agentId: 'anna' }))
  await press('Ссылка сохранена')
  await choose('Вера', 'Открыть вход снова')
  expect(rest.act).toHaveBeenCalledExactlyOnceWith('vera', 'open')
  await press('Отозвать приглашение: Борис')
  expect(rest.revoke).toHaveBeenCalledExactlyOnceWith('invitation')
})

it('[C9] erases a former colleague once they are typed out, and says before what goes and what stays', async () => {
  const rest = aRest()
  await open(rest)
  await press('Ещё: Анна Петрова')
  expect(await screen.findByText(named('Закрыть вход'), { selector: '[data-menu-item-label]' })).toBeTruthy()
  expect(screen.queryByText(named('Стереть'), { selector: '[data-menu-item-label]' })).toBeNull()
  await choose('Вера', 'Стереть личные данные')
  expect(screen.getByText(/^Навсегда исчезнут имя, почта/)).toBeTruthy()
  expect(screen.getByText(/останутся переписка с клиентами/)).toBeTruthy()
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Стереть навсегда' })
  expect([button.disabled, button.title]).toEqual([true, 'Сначала впишите имя'])
  fireEvent.change(screen.getByLabelText(/^Чтобы подтвердить, впишите: Вера/), { target: { value: 'вера' } })
  await press('Стереть навсегда')
  expect(rest.erase).toHaveBeenCalledExactlyOnceWith('vera', { confirm: 'вера', language: 'ru' })
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('[C9] a name that does not match is said in the dialog, which stays with what was typed', async () => {
  const rest = aRest({ erase: vi.fn<PeopleRest['erase']>(async () => err('wrongConfirmation')) })
  await open(rest, [vera], 'wrongConfirmation')
  await choose('Вера', 'Стереть личные данные')
  const field = screen.getByLabelText<HTMLInputElement>(/^Чтобы подтвердить/)
  fireEvent.change(field, { target: { value: 'Верочка' } })
  await press('Стереть навсегда')
  expect(within(screen.getByRole('dialog')).getByRole('alert').textContent).toContain('Имя не совпало')
  expect(field.value).toBe('Верочка')
})

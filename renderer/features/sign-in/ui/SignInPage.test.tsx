// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { SignInContract, SignInState } from '#shared/contract/ipc/sign-in'

import { FakeDeskData } from '../../../data/fake-desk-data'
import { createClient } from '../../../ipc/client'
import { aCall } from '../../../testing/a-call'
import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { createSignInStore, type Problem } from '../model/sign-in.store'
import { ProblemText } from './ProblemText'
import { SignInPage } from './SignInPage'
import { SignOutDialog } from './SignOutDialog'

const STATE: SignInState = {
  place: 'team',
  url: 'https://hub.firm.ru',
  login: 'anna@firm.ru',
  name: null,
  ended: null,
  toEmpty: [],
  leftBehind: [],
}

let main: FakeMain
beforeEach(() => {
  main = new FakeMain().install().answer('calls:list', () => [])
})

afterEach(cleanup)

async function open(state: Partial<SignInState> = {}) {
  const known = { ...STATE, ...state }
  const forgotten: string[] = []
  const requests = createClient<SignInContract>('signIn')
  const signIn = createSignInStore({ requests, known, emptied: async () => true })
  await show(<SignInPage signIn={signIn} state={known} onForget={(cache) => forgotten.push(cache)} />)
  return { signIn, forgotten }
}

describe('[L2] the sign-in screen', () => {
  it('signs in with Enter, and says when a lock-out ends', async () => {
    const untilMs = new Date(2026, 10, 29, 14, 4, 20).getTime()
    main.answer('signIn:sign-in', () => ({ kind: 'lockedOut', untilMs }))
    await open()
    expect(screen.getByRole('textbox', { name: 'Почта' })).toHaveProperty('value', 'anna@firm.ru')
    const password = screen.getByLabelText('Пароль')
    fireEvent.change(password, { target: { value: 'верный пароль' } })
    fireEvent.submit(password)
    expect((await screen.findByRole('alert')).textContent).toContain('Войти можно будет в 14:05')
    expect(main.askedOf('signIn:sign-in')).toEqual([
      { url: 'https://hub.firm.ru', login: 'anna@firm.ru', password: 'верный пароль', code: null },
    ])
  })

  it('says whom to ask for a forgotten password, and leads back with Esc', async () => {
    await open()
    fireEvent.click(screen.getByRole('button', { name: 'Забыли пароль?' }))
    expect(screen.getByRole('status').textContent).toContain('администратора')
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(await screen.findByRole('heading', { name: 'Сервер команды' })).toBeTruthy()
  })

  it('says why the last session ended, and that its chats are gone from here', async () => {
    await open({ ended: { reason: 'endedByAdministrator', name: 'Анна' } })
    const said = screen.getByRole('alert').textContent
    expect(said).toContain('сеанс завершил администратор')
    expect(said).toContain('удалена с этого компьютера')
  })

  it('throws away what somebody left only after a second question', async () => {
    const left = { cache: 'otklik-desk-1', name: 'Анна', url: 'https://hub.firm.ru', messages: 2, drafts: 1 }
    const { forgotten } = await open({ leftBehind: [left] })
    expect(screen.getByRole('alert').textContent).toContain('не отправлено сообщений: 2, черновиков: 1')
    fireEvent.click(screen.getByRole('button', { name: 'Удалить…' }))
    expect(forgotten).toEqual([])
    fireEvent.click(await screen.findByRole('button', { name: 'Удалить' }))
    expect(forgotten).toEqual(['otklik-desk-1'])
  })

  it('[K11] keeps a talk within reach that was going on when the session ended', async () => {
    const call = aCall({ kind: 'active', answeredAtMs: 1 })
    main.answer('calls:list', () => [call]).answer('calls:hang-up', () => ({ ok: true, value: null }))
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Завершить звонок' }))
    expect(main.askedOf('calls:hang-up')).toEqual([{ id: call.id }])
  })
})

describe('what stands in the way', () => {
  const host = 'hub.firm.ru'
  const versions = { hubVersion: '2.0', deskVersion: '1.0' }
  it.each<[Problem, string]>([
    [{ kind: 'unreachable', host }, 'hub.firm.ru не отвечает'],
    [{ kind: 'databaseAway', host }, 'нет связи с его базой данных'],
    [{ kind: 'certificate', host }, 'Не вводите пароль'],
    [{ kind: 'notHub', host }, 'отвечает не сервер Otklik'],
    [{ kind: 'deskTooOld', ...versions }, 'Обновите Otklik на этом компьютере'],
    [{ kind: 'hubTooOld', ...versions }, 'Попросите администратора обновить сервер'],
    [{ kind: 'plainHttp' }, 'с https'],
    [{ kind: 'lockedOut', untilMs: null }, 'Подождите несколько минут'],
    [{ kind: 'weakPassword', problem: 'likeLogin' }, 'совпадает с почтой'],
  ])('%o', async (problem, words) => {
    await show(<ProblemText problem={problem} />)
    expect(screen.getByRole('alert').textContent).toContain(words)
  })
})

describe('signing out', () => {
  it('says what would be lost, and keeps it where it is not said otherwise', async () => {
    main.answer('signIn:sign-out', () => null)
    const data = new FakeDeskData()
    data.onlyHere = { messages: 2, drafts: 0 }
    await show(<SignOutDialog onClose={() => undefined} />, { data })
    expect((await screen.findByRole('dialog')).textContent).toContain('Не отправлено сообщений: 2')
    fireEvent.click(screen.getByRole('button', { name: 'Выйти и сохранить' }))
    fireEvent.click(screen.getByRole('button', { name: 'Выйти и удалить неотправленное' }))
    await waitFor(() => {
      expect(main.askedOf('signIn:sign-out')).toEqual([{ keepsUnsent: true }, { keepsUnsent: false }])
    })
  })

  it('asks nothing more where all is at the hub', async () => {
    await show(<SignOutDialog onClose={() => undefined} />)
    expect((await screen.findByRole('dialog')).textContent).not.toContain('Не отправлено')
    expect(screen.getByRole('button', { name: 'Выйти' })).toBeTruthy()
  })
})

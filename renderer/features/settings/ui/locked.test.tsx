// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react'
import { beforeEach, afterEach, expect, it, vi } from 'vitest'

import type { PolicyState, SetupOffer } from '#shared/contract/ipc/policy'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { usualSettings } from '../testing/usual-settings'

const NONE: PolicyState = { places: [], managed: [], problems: [] }

/** The screens keep what they heard of main; each test has them anew. */
beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

function withPolicy(policy: PolicyState, offer: SetupOffer | null = null): FakeMain {
  return new FakeMain()
    .answer('app:get-settings', () => usualSettings)
    .answer('policy:get-state', () => policy)
    .answer('policy:get-setup', () => offer)
    .answer('policy:apply-setup', () => ({ kind: 'applied' }))
    .answer('policy:drop-setup', () => null)
    .install()
}

it('[I2] a locked setting says who set it and is not offered, also when the policy comes later', async () => {
  const main = withPolicy(NONE)
  const { LookSection } = await import('./LookSection')
  await show(<LookSection />)
  const dark = await screen.findByRole('radio', { name: 'Тёмная' })
  expect(screen.queryByText('Задано вашей организацией')).toBeNull()
  expect(dark).toHaveProperty('disabled', false)
  main.send('policy:state-changed', {
    ...NONE,
    managed: [
      { key: 'look.theme', rule: 'locked', value: 'dark', waits: false },
      { key: 'look.density', rule: 'preset', value: 'compact', waits: false },
    ],
  } satisfies PolicyState)
  await screen.findByText('Задано вашей организацией')
  expect(screen.getByRole('radio', { name: 'Тёмная' })).toHaveProperty('disabled', true)
  expect(screen.getByRole('radio', { name: 'Плотно' })).toHaveProperty('disabled', false)
})

it('[I2] what is set, from where, and what was not understood stands in words', async () => {
  withPolicy({
    places: ['/etc/otklik/policy.json'],
    managed: [
      { key: 'workplace.hub', rule: 'locked', value: 'alone', waits: true },
      { key: 'quiet.days', rule: 'preset', value: [1, 7], waits: false },
    ],
    problems: [{ where: '/etc/otklik/policy.json', key: 'look.theme', problem: 'badValue', came: 'blue' }],
  })
  const { CompanySection } = await import('./CompanySection')
  await show(<CompanySection />)
  await screen.findByText('Один на этом компьютере')
  for (const text of ['Закреплено', 'Изменится после перезапуска Otklik', 'пн, вс', 'Предустановлено, можно изменить'])
    expect(screen.getByText(text)).toBeTruthy()
  expect(screen.getByRole('alert').textContent).toBe(
    '/etc/otklik/policy.json: «look.theme»: пришло blue, ожидалось: одно из: system, light, dark',
  )
})

it('[I7] the question about a set-up is answered once, for the set-up that is shown', async () => {
  const offer: SetupOffer = {
    id: 'a',
    file: 'anna.json',
    items: [
      { key: 'look.theme', value: 'dark', isLocked: true },
      { key: 'look.density', value: 'compact', isLocked: false },
    ],
    problems: [],
  }
  const main = withPolicy(NONE, offer)
  const { SetupDialog } = await import('./SetupDialog')
  await show(<SetupDialog />)
  await screen.findByText(/anna\.json/)
  expect(screen.getByText('Не изменится: задано вашей организацией')).toBeTruthy()
  screen.getByRole('button', { name: 'Настроить' }).click()
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  expect([main.askedOf('policy:apply-setup'), main.askedOf('policy:drop-setup')]).toEqual([[{ id: 'a' }], []])
})

it('[I2] a line of the company has its fields locked, asks for the password alone, and cannot be deleted', async () => {
  const managed = (['server', 'transport', 'user'] as const).map((part) => ({
    key: `line1.${part}` as const,
    rule: 'locked' as const,
    value: { server: 'pbx.firm.ru', transport: 'tls', user: '{login}' }[part],
    waits: false,
  }))
  withPolicy({ places: ['/etc/otklik/policy.json'], managed, problems: [] })
  const { LineEditor } = await import('./LineEditor')
  const { companyLineId } = await import('#shared/contract/policy/line-rules')
  const { emptyForm } = await import('../model/sip-form')
  const form = { ...emptyForm(companyLineId(1)), domain: 'pbx.firm.ru', host: 'pbx.firm.ru', user: 'anna' }
  await show(<LineEditor initial={form} isNew={false} onDone={vi.fn()} />)
  const isDisabled = (name: RegExp) => screen.getByLabelText<HTMLInputElement>(name).disabled
  await waitFor(() => {
    expect(isDisabled(/^Домен/)).toBe(true)
  })
  expect([isDisabled(/^Сервер/), isDisabled(/^Имя пользователя/), isDisabled(/^Подключение/)]).toEqual([
    true,
    true,
    true,
  ])
  expect([isDisabled(/^Название/), isDisabled(/^Звук/)]).toEqual([false, false])
  expect(screen.getByLabelText<HTMLInputElement>(/^Пароль/, { selector: 'input' }).disabled).toBe(false)
  expect(screen.queryByRole('button', { name: 'Удалить линию' })).toBeNull()
  expect(screen.getByText(/Линию задала ваша организация/)).toBeTruthy()
})

it('[I2] a name that could not be filled in is the person’s to type', async () => {
  withPolicy({
    places: ['/etc/otklik/policy.json'],
    managed: [
      { key: 'line1.server', rule: 'locked', value: 'pbx.firm.ru', waits: false },
      { key: 'line1.user', rule: 'locked', value: '{login}', waits: false },
    ],
    problems: [],
  })
  const { LineEditor } = await import('./LineEditor')
  const { companyLineId } = await import('#shared/contract/policy/line-rules')
  const { emptyForm } = await import('../model/sip-form')
  const form = { ...emptyForm(companyLineId(1)), domain: 'pbx.firm.ru', host: 'pbx.firm.ru' }
  await show(<LineEditor initial={form} isNew={false} onDone={vi.fn()} />)
  await waitFor(() => {
    expect(screen.getByLabelText<HTMLInputElement>(/^Домен/).disabled).toBe(true)
  })
  expect(screen.getByLabelText<HTMLInputElement>(/^Имя пользователя/).disabled).toBe(false)
})

// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { SiteLink, SiteSettings } from '#shared/domain/site-chat'
import { err, ok } from '#shared/lib/result'

import { demoChannel } from '../../../../data/demo-rows'
import { NOW_MS } from '../../../../testing/a-call'
import { show } from '../../../../testing/show'
import type { SiteRest } from '../../model/site-rest'
import { ConnectSite } from './ConnectSite'
import { SiteDetails } from './SiteDetails'

afterEach(cleanup)

const channel = { ...demoChannel(NOW_MS), kind: 'site' as const, name: 'Сайт' }
const settings: SiteSettings = { company: 'Ромашка', greeting: '', sites: ['https://romashka.ru'], publicUrl: null }
const line = '<script src="http://127.0.0.1:1/portal/assets/widget.js" async data-channel="1"></script>'
const view = (changed = settings) =>
  ok({ settings: changed, scriptLine: line, tryUrl: 'http://127.0.0.1:1/portal/try/1' })
const link: SiteLink = { id: 'l1', name: 'Анна', createdAtMs: NOW_MS, expiresAtMs: null, lastUsedAtMs: null }

function aRest(patch: Partial<SiteRest> = {}): SiteRest {
  return {
    connect: vi.fn(async () => ok({ channel })),
    view: vi.fn(async () => view()),
    save: vi.fn(async (_id, wished: SiteSettings) => view(wished)),
    links: vi.fn(async () => ok({ links: [] })),
    makeLink: vi.fn(async () => ok({ link, url: 'http://127.0.0.1:1/portal/#key' })),
    revoke: vi.fn(async () => ok(null)),
    ...patch,
  }
}

async function showDetails(rest: SiteRest) {
  const onOpen = vi.fn()
  await show(
    <SiteDetails channel={channel} rest={rest} isNew failure={null} onOpen={onOpen} onDisconnect={vi.fn()} />,
    { language: 'ru' },
  )
  return onOpen
}
const type = (name: RegExp, value: string) => {
  fireEvent.change(screen.getByLabelText(name), { target: { value } })
}
const press = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })
}

it('[A1] [M17] names what is missing, and opens the chat with what was typed', async () => {
  const rest = aRest()
  const onConnected = vi.fn()
  // Any group: the hub checks it.
  const groupId = channel.groupId
  await show(<ConnectSite rest={rest} groupId={groupId} onConnected={onConnected} onCancel={vi.fn()} />, {
    language: 'ru',
  })
  type(/^Сайты/, 'romashka.ru')
  await press('Подключить')
  expect(screen.getByText('Заполните это поле.')).toBeTruthy()
  expect(screen.getByText(/Нужен полный адрес сайта/)).toBeTruthy()
  expect(rest.connect).not.toHaveBeenCalled()
  type(/^Название компании/, 'Ромашка')
  type(/^Сайты/, 'https://romashka.ru/vacancies')
  await press('Подключить')
  expect(rest.connect).toHaveBeenCalledWith({ name: 'Сайт', groupId, settings })
  expect(onConnected).toHaveBeenCalledWith(channel)
})

it('[M17] shows the line for the site, opens the example page and saves what is changed', async () => {
  const rest = aRest()
  const onOpen = await showDetails(rest)
  expect(await screen.findByText(line)).toBeTruthy()
  await press('Открыть страницу-пример')
  expect(onOpen).toHaveBeenCalledWith('http://127.0.0.1:1/portal/try/1')
  type(/^Приветствие/, 'Здравствуйте')
  await press('Сохранить')
  expect(rest.save).toHaveBeenCalledWith(channel.id, { ...settings, greeting: 'Здравствуйте' })
  expect(await screen.findByText('Сохранено')).toBeTruthy()
})

it('[M2] makes a link for a person, shows it once, and revokes it', async () => {
  const links = vi.fn(async () => ok({ links: [] as SiteLink[] }))
  const rest = aRest({ links })
  await showDetails(rest)
  expect(await screen.findByText('Действующих ссылок нет.')).toBeTruthy()
  type(/^Для кого/, ' Анна ')
  links.mockResolvedValue(ok({ links: [link] }))
  await press('Создать ссылку')
  const person = { kind: 'new', name: 'Анна', title: null }
  expect(rest.makeLink).toHaveBeenCalledWith(channel.id, { person, validForDays: 30 })
  expect(await screen.findByText('http://127.0.0.1:1/portal/#key')).toBeTruthy()
  links.mockResolvedValue(ok({ links: [] }))
  await press('Отозвать ссылку: Анна')
  expect(rest.revoke).toHaveBeenCalledWith(channel.id, 'l1')
  expect(screen.queryByText('http://127.0.0.1:1/portal/#key')).toBeNull()
})

it('[N1] makes a link with the person’s address, and says where it is none', async () => {
  const rest = aRest()
  await showDetails(rest)
  await screen.findByText('Действующих ссылок нет.')
  type(/^Для кого/, 'Анна')
  type(/^Почта/, 'anna@mail')
  await press('Создать ссылку')
  expect(screen.getByText('Нужен один адрес, например anna@mail.ru.')).toBeTruthy()
  expect(rest.makeLink).not.toHaveBeenCalled()
  type(/^Почта/, ' anna@mail.ru ')
  await press('Создать ссылку')
  const person = { kind: 'new', name: 'Анна', title: null }
  expect(rest.makeLink).toHaveBeenCalledWith(channel.id, { person, email: 'anna@mail.ru', validForDays: 30 })
})

it('[A21] says that the hub is away', async () => {
  await showDetails(aRest({ view: vi.fn(async () => err('away' as const)) }))
  expect(await screen.findByText(/сейчас не отвечает/)).toBeTruthy()
})

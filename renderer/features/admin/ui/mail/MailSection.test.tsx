// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import type { MailView } from '#shared/contract/mail-admin'
import { MAIL_LAYERS, type MailSettings } from '#shared/domain/mail'
import { err, ok } from '#shared/lib/result'

import { show } from '../../../../testing/show'
import type { MailRest } from '../../model/mail-rest'
import { MailPage } from './MailSection'

afterEach(cleanup)

const settings: MailSettings = {
  host: 'smtp.romashka.ru',
  port: 587,
  security: 'startTls',
  user: 'chat',
  senderAddress: 'chat@romashka.ru',
  senderName: 'Ромашка',
}
const OFF: MailView = { settings: null, hasPassword: false }

function aRest(patch: Partial<MailRest> = {}): MailRest {
  return {
    read: vi.fn(async () => ok({ settings, hasPassword: true })),
    save: vi.fn<MailRest['save']>(async (request) => ok({ settings: request.settings, hasPassword: true })),
    remove: vi.fn(async () => ok(null)),
    test: vi.fn(async () => ok({ failure: null })),
    ...patch,
  }
}

const field = (name: RegExp) => screen.getByLabelText<HTMLInputElement>(name, { selector: 'input, select' })
const type = (name: RegExp, value: string) => {
  fireEvent.change(field(name), { target: { value } })
}
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })

it('[N1] sets a mail server for the first time, after saying what is missing', async () => {
  const rest = aRest({ read: vi.fn(async () => ok(OFF)) })
  await show(<MailPage rest={rest} />)
  expect(await screen.findByText(/Сейчас письма не отправляются/)).toBeTruthy()
  type(/^Имя для входа/, 'chat')
  type(/^Порт/, '99999')
  type(/^Шифрование/, 'none')
  type(/^Адрес отправителя/, 'chat')
  await press('Сохранить')
  expect(screen.getByText('Заполните это поле.')).toBeTruthy()
  expect(screen.getByText('Порт: число от 1 до 65535.')).toBeTruthy()
  expect(screen.getByText(/только через сервер на этом же компьютере/)).toBeTruthy()
  expect(screen.getByText('Нужен один адрес, например chat@company.ru.')).toBeTruthy()
  expect(screen.getByText(/^Введите пароль/)).toBeTruthy()
  expect(rest.save).not.toHaveBeenCalled()
  type(/^Почтовый сервер/, ' smtp.romashka.ru ')
  type(/^Шифрование/, 'startTls')
  type(/^Порт/, '587')
  type(/^Пароль/, 'секрет')
  type(/^Адрес отправителя/, 'chat@romashka.ru')
  type(/^Имя отправителя/, 'Ромашка')
  await press('Сохранить')
  expect(rest.save).toHaveBeenCalledExactlyOnceWith({ settings, password: 'секрет' })
  expect(await screen.findByText('Сохранено')).toBeTruthy()
  expect(field(/^Пароль/).value).toBe('')
})

it('[N1] never has the password, keeps it where it belongs, and asks for it where it does not', async () => {
  const rest = aRest()
  await show(<MailPage rest={rest} />)
  await screen.findByDisplayValue('smtp.romashka.ru')
  expect(field(/^Пароль/).placeholder).toBe('Сохранён, можно не вводить')
  type(/^Имя отправителя/, 'Лютик')
  await press('Сохранить')
  expect(rest.save).toHaveBeenLastCalledWith({ settings: { ...settings, senderName: 'Лютик' }, password: null })
  type(/^Почтовый сервер/, 'smtp.lutik.ru')
  await press('Сохранить')
  expect(screen.getByText(/^Введите пароль/)).toBeTruthy()
  expect(rest.save).toHaveBeenCalledTimes(1)
})

it('[N1] the usual port goes along with the encryption, one of one’s own stays', async () => {
  await show(<MailPage rest={aRest()} />)
  await screen.findByDisplayValue('587')
  type(/^Шифрование/, 'tls')
  expect(field(/^Порт/).value).toBe('465')
  type(/^Порт/, '2525')
  type(/^Шифрование/, 'startTls')
  expect(field(/^Порт/).value).toBe('2525')
})

it('[N1] sends a test letter with what stands in the form and names the layer at which it stopped', async () => {
  const rest = aRest()
  await show(<MailPage rest={rest} />)
  await screen.findByDisplayValue('587')
  type(/^Куда отправить/, 'admin')
  await press('Отправить проверочное письмо')
  expect(screen.getByText('Нужен один адрес, например chat@company.ru.')).toBeTruthy()
  expect(rest.test).not.toHaveBeenCalled()
  type(/^Куда отправить/, 'admin@romashka.ru')
  await press('Отправить проверочное письмо')
  expect(rest.test).toHaveBeenCalledWith({ settings, password: null, to: 'admin@romashka.ru', language: 'ru' })
  expect(screen.getByText(/Сервер принял письмо для admin@romashka.ru/)).toBeTruthy()
  const said = new Set<string>()
  for (const layer of MAIL_LAYERS) {
    vi.mocked(rest.test).mockResolvedValueOnce(ok({ failure: { layer, detail: '535 no' } }))
    await press('Отправить проверочное письмо')
    said.add(screen.getByRole('alert').textContent)
    expect(screen.getByRole('alert').textContent).toContain('Ответ: 535 no')
  }
  expect(said.size).toBe(MAIL_LAYERS.length)
})

it('[N1] is switched off after a question', async () => {
  const rest = aRest()
  await show(<MailPage rest={rest} />)
  await screen.findByDisplayValue('587')
  await press('Отключить почту')
  expect(rest.remove).not.toHaveBeenCalled()
  await press('Отключить')
  expect(rest.remove).toHaveBeenCalledTimes(1)
  expect(await screen.findByText(/Сейчас письма не отправляются/)).toBeTruthy()
})

it('[N1] says that the hub is away, and what was typed stays', async () => {
  const read = vi.fn<MailRest['read']>(async () => err('away'))
  const rest = aRest({ read, save: vi.fn(async () => err('away' as const)) })
  await show(<MailPage rest={rest} />)
  expect(await screen.findByText(/сейчас не отвечает/)).toBeTruthy()
  read.mockResolvedValue(ok({ settings, hasPassword: true }))
  await press('Повторить')
  type(/^Имя отправителя/, 'Лютик')
  await press('Сохранить')
  expect(await screen.findByText(/сейчас не отвечает/)).toBeTruthy()
  expect(field(/^Имя отправителя/).value).toBe('Лютик')
})

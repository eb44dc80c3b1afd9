// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, it, vi } from 'vitest'

import { MANGO_API_URL, type TelephonyView } from '#shared/contract/telephony'
import { TELEPHONY_FAILURES } from '#shared/domain/telephony'
import { ok } from '#shared/lib/result'

import { demoRows } from '../../../../data/demo-rows'
import { show } from '../../../../testing/show'
import type { TelephonyRest } from '../../model/telephony-rest'
import { TelephonyPage } from './TelephonySection'

afterEach(cleanup)

const eventUrl = 'http://127.0.0.1:4000/hooks/mango'
const OFF: TelephonyView = { connection: null, eventUrl }
const ON: TelephonyView = {
  eventUrl,
  connection: {
    apiUrl: MANGO_API_URL,
    employees: [{ extension: '101', name: 'Иван Пример', agentId: null }],
    lastEventAtMs: null,
    comparedToMs: 1_767_000_000_000,
    problem: null,
  },
}

function aRest(view: TelephonyView): TelephonyRest {
  return {
    read: vi.fn(async () => ok(view)),
    save: vi.fn<TelephonyRest['save']>(async () => ok(ON)),
    remove: vi.fn(async () => ok(null)),
    test: vi.fn<TelephonyRest['test']>(async () => ok({ employees: 3, failure: null })),
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

it('[K8] connects a PBX after saying what is missing, and tests the keys as they stand in the form', async () => {
  const rest = aRest(OFF)
  await show(<TelephonyPage rest={rest} />)
  await screen.findByText(/АТС не подключена/)
  type(/^Адрес API/, 'http://other.example/vpbx')
  await press('Сохранить')
  expect(screen.getByText(/начинается с https/)).toBeTruthy()
  expect(screen.getAllByText('Заполните это поле.')).toHaveLength(2)
  expect(rest.save).not.toHaveBeenCalled()
  type(/^Адрес API/, MANGO_API_URL)
  type(/^Ключ API/, ' key ')
  type(/^Соль/, 'salt')
  const keys = { apiKey: 'key', apiSalt: 'salt' }
  await press('Проверить связь')
  expect(rest.test).toHaveBeenCalledWith({ apiUrl: MANGO_API_URL, keys })
  expect(screen.getByText(/3 сотрудника/)).toBeTruthy()
  const said = new Set<string>()
  for (const reason of TELEPHONY_FAILURES) {
    vi.mocked(rest.test).mockResolvedValueOnce(ok({ employees: 0, failure: { reason, detail: '3102' } }))
    await press('Проверить связь')
    said.add(screen.getByRole('alert').textContent)
  }
  expect(said.size).toBe(TELEPHONY_FAILURES.length)
  await press('Сохранить')
  expect(rest.save).toHaveBeenCalledExactlyOnceWith({ apiUrl: MANGO_API_URL, keys, people: [] })
  expect(field(/^Ключ API/).value).toBe('')
})

it('[K8] keeps the keys for the same address only, and says who is who', async () => {
  const rest = aRest(ON)
  const { me } = demoRows(0)
  await show(<TelephonyPage rest={rest} />)
  await screen.findByText(/Сама АТС о звонках ещё не сообщала/)
  expect(screen.getByText(new RegExp(eventUrl))).toBeTruthy()
  type(/^101, Иван Пример/, me.id)
  await press('Сохранить')
  const people = [{ extension: '101', agentId: me.id }]
  expect(rest.save).toHaveBeenLastCalledWith({ apiUrl: MANGO_API_URL, keys: null, people })
  type(/^Адрес API/, 'https://other.example/vpbx')
  await press('Сохранить')
  expect(screen.getAllByText(/сохранённые относятся к другому адресу/)).toHaveLength(2)
})

it('[K8] is disconnected after a question', async () => {
  const rest = aRest(ON)
  await show(<TelephonyPage rest={rest} />)
  await screen.findByDisplayValue(MANGO_API_URL)
  await press('Отключить АТС')
  expect(rest.remove).not.toHaveBeenCalled()
  await press('Отключить')
  expect(rest.remove).toHaveBeenCalledTimes(1)
  expect(await screen.findByText(/АТС не подключена/)).toBeTruthy()
})

// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { failed, passed, type SelfTestRow } from '#shared/domain/self-test/row'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'

const ROWS: SelfTestRow[] = [
  { layer: 'disk', part: null, ...passed({ freeMb: '500' }) },
  { layer: 'dns', part: null, ...failed('nameUnknown', { address: 'hub.company.test' }) },
]

/** The section keeps its way to main; each test has it anew. */
beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

async function open(main: FakeMain): Promise<void> {
  main.install()
  const { DiagnosticsSection } = await import('./DiagnosticsSection')
  await show(<DiagnosticsSection />)
}

it('[I8] names the layer at fault and says what to do', async () => {
  await open(new FakeMain().answer('selfTest:run', () => ROWS))
  fireEvent.click(await screen.findByRole('button', { name: 'Проверить' }))
  expect(await screen.findByText('Неисправность: DNS.')).toBeTruthy()
  expect(screen.getByText(/Имя сервера команды не найдено в DNS\. Проверьте адрес сервера/)).toBeTruthy()
  expect(screen.getByText('адрес: hub.company.test')).toBeTruthy()
})

it('[I8] shows each row once, also where its news comes after the whole', async () => {
  const main = new FakeMain().answer('selfTest:run', () => ROWS)
  await open(main)
  fireEvent.click(await screen.findByRole('button', { name: 'Проверить' }))
  await screen.findByText('Неисправность: DNS.')
  act(() => {
    main.send('selfTest:row-found', ROWS[1])
  })
  expect(screen.getAllByText('адрес: hub.company.test')).toHaveLength(1)
})

it('[I8] shows a report file by file before it can be saved, and saves that one', async () => {
  const id = '01890000-0000-7000-8000-000000000001'
  const main = new FakeMain()
    .answer('selfTest:make-report', () => ({ id, files: [{ name: 'about.json', text: '{ "app": "1.0.0" }' }] }))
    .answer('selfTest:save-report', () => 'saved')
  await open(main)
  const make = await screen.findByRole('button', { name: 'Показать отчёт' })
  expect(screen.queryByRole('button', { name: 'Сохранить отчёт…' })).toBeNull()
  fireEvent.click(make)
  expect(await screen.findByText('{ "app": "1.0.0" }')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Сохранить отчёт…' }))
  expect(await screen.findByText('Отчёт сохранён.')).toBeTruthy()
  expect(main.askedOf('selfTest:save-report')).toEqual([{ id }])
})

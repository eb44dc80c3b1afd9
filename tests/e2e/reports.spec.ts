import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import AxeBuilder from '@axe-core/playwright'
import { readSheet } from 'read-excel-file/node'

import { DeskPage } from '../lib/desk-page'
import { waitUntil } from '../lib/wait-until'
import { expect, test } from './fixtures'

const CLIENTS = ['Анна Петрова', 'Борис Ким', '=1+1']

test('[V4] the report of today: a chart, the cases behind a bar, and a file of them that Excel reads', async ({
  avito,
  launch,
  profile,
}) => {
  await avito.control.clientWrites({ clientName: 'Олег Сидоров', text: 'История до подключения' })
  const app = await launch({ with: 'avito' })
  const desk = new DeskPage(await app.deskWindow())
  const { page } = desk
  await expect(desk.chat('Олег Сидоров')).toBeVisible()
  for (const clientName of CLIENTS) await avito.control.clientWrites({ clientName, text: 'Вы доставляете?' })
  await desk.openChat(CLIENTS[0] ?? '')
  await desk.send('Да, завтра')

  await page
    .getByRole('navigation', { name: 'Разделы' })
    .getByRole('link', { name: /^Надзор/ })
    .click()
  await page.getByRole('radiogroup', { name: 'Что показать' }).first().getByText('Отчёты').click()
  await page.getByRole('combobox', { name: 'Период' }).click()
  await page.getByRole('option', { name: 'Сегодня' }).click()
  const table = page.getByRole('table')
  await expect(table.getByRole('row', { name: /^Всего/ })).toContainText('3')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

  await page.getByRole('radiogroup', { name: 'Как разделить' }).getByText('Канал').click()
  await page.getByRole('figure').getByRole('button', { name: /: 3$/ }).click()
  await expect(page.getByRole('status').filter({ hasText: '3 обращения' })).toBeVisible()
  for (const name of CLIENTS) await expect(page.getByRole('cell', { name, exact: true })).toBeVisible()

  const file = join(profile, 'cases.xlsx')
  await app.app.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(path)
    })
  }, file)
  await page.getByRole('button', { name: 'Excel' }).click()
  let rows: readonly (readonly unknown[])[] = []
  await waitUntil(async () => {
    rows = await readFile(file)
      .then((bytes) => readSheet(bytes))
      .catch(() => [])
    return rows.length > 0
  })
  const at = (rows[0] ?? []).indexOf('Клиент')
  expect(
    rows
      .slice(1)
      .map((row) => row[at])
      .sort(),
  ).toEqual([...CLIENTS].sort())
  expect(rows[1]?.[1]).toBeInstanceOf(Date)

  await page.getByRole('searchbox', { name: 'Клиент, вакансия или номер' }).fill('Борис')
  await expect(page.getByRole('status').filter({ hasText: '1 обращение' })).toBeVisible()
  await page.getByRole('button', { name: /^Открыть обращение/ }).click()
  await expect(page.getByRole('heading', { name: 'Борис Ким' })).toBeVisible()
})

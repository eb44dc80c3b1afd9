import { CODE, liveLegs, startMangoSandbox, type Entry, type MangoSandbox } from '../../sandbox/mango'
import type { TelephonyView } from '../../shared/contract/telephony'
import { DeskPage } from '../lib/desk-page'
import { HubAdmin } from '../lib/hub-admin'
import { expect, test } from './fixtures'

const CLIENT = '+79172041833'

let mango: MangoSandbox
test.beforeEach(async () => {
  mango = await startMangoSandbox()
})
test.afterEach(() => mango.stop())

function lastCall(): Entry {
  const entry = mango.exchange.entries.at(-1)
  if (!entry) throw new Error('There is no call at the PBX.')
  return entry
}

/** Phones of employees that ring or talk, as the PBX has it. */
function phones(entry: Entry): readonly (string | undefined)[] {
  return liveLegs(entry).map(({ to, from }) => to.extension ?? from.extension)
}

test('[K1] [K9] [K10] a cloud PBX is connected, rings my phone first, passes on and ends calls, which stand in the timeline', async ({
  avito,
  launch,
}) => {
  await avito.control.clientWrites({ clientName: 'Лия Саттарова', text: 'Позвоните мне' })
  const desk = new DeskPage(await (await launch({ with: 'avito' })).deskWindow())
  const { page } = desk

  await desk.goTo('Настройки')
  await page.getByRole('button', { name: 'АТС', exact: true }).click()
  await page.getByRole('textbox', { name: 'Адрес API' }).fill(mango.apiUrl)
  await page.getByLabel('Ключ API (vpbx_api_key)').fill('somebody-else')
  await page.getByLabel('Соль для подписи (salt)').fill(mango.keys.apiSalt)
  await page.getByRole('button', { name: 'Проверить связь' }).click()
  await expect(page.getByText('АТС не приняла ключ или соль.', { exact: false })).toBeVisible()
  await page.getByLabel('Ключ API (vpbx_api_key)').fill(mango.keys.apiKey)
  await page.getByRole('button', { name: 'Проверить связь' }).click()
  await expect(page.getByText('АТС отвечает: 3 сотрудника с телефоном.')).toBeVisible()
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()

  // The employees come by themselves; whose phone is mine, a person says.
  const mine = page.getByRole('combobox', { name: '101, Иван Пример' })
  await expect(mine).toBeVisible()
  await mine.selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  const admin = await HubAdmin.of(page)
  const assigned = async () => {
    const view = await admin.get<TelephonyView>('/api/administration/telephony')
    return view.connection?.employees.map(({ agentId }) => agentId !== null)
  }
  await expect.poll(assigned).toEqual([true, false, false])
  const shown = /(http:\S+\/hooks\/mango)/.exec((await page.getByText('Адрес внешней системы').textContent()) ?? '')
  mango.events.address = shown?.[1] ?? null

  await desk.goTo('Чаты')
  await desk.openChat('Лия Саттарова')
  const main = page.getByRole('main')
  await main.getByRole('button', { name: 'Позвонить: телефон клиента неизвестен, можно ввести' }).click()
  await page.getByRole('textbox', { name: 'Телефон клиента' }).fill(CLIENT)
  await page.getByRole('button', { name: 'Сохранить и позвонить' }).click()
  await main.getByRole('button', { name: 'Позвонить: выбрать, куда' }).click()
  await page.getByRole('menuitem', { name: /^Сначала позвоните мне/ }).click()
  const bar = page.getByRole('group', { name: /^Звонок на АТС: / })
  await expect(bar.getByText('звоним +7 917 204-18-33', { exact: false })).toBeVisible()
  expect(phones(lastCall())).toEqual(['101'])
  mango.exchange.answer(lastCall())
  mango.exchange.answer(lastCall())
  await expect(bar.getByText('разговор с +7 917 204-18-33', { exact: false })).toBeVisible()
  expect(mango.commands.map(({ method }) => method)).toEqual(['callback'])

  await bar.getByRole('button', { name: 'Перевести звонок АТС' }).click()
  await page.getByRole('menuitem', { name: 'Мария Образцова, 102' }).click()
  await expect.poll(() => phones(lastCall())).toContain('102')
  await expect(bar).toHaveCount(0)
  mango.exchange.end(lastCall(), CODE.calleeHungUp)

  mango.exchange.ring(mango.exchange.incoming({ number: '79172041833' }), '101')
  await expect(bar.getByText('вам звонит +7 917 204-18-33', { exact: false })).toBeVisible()
  mango.exchange.answer(lastCall())
  await expect(bar.getByText('разговор с +7 917 204-18-33', { exact: false })).toBeVisible()
  await bar.getByRole('button', { name: 'Завершить звонок АТС' }).click()
  await expect(bar).toHaveCount(0)
  expect(lastCall().endedAtS).toBeGreaterThan(0)

  await expect(desk.timeline.getByText(/^Исходящий звонок/)).toHaveCount(1)
  await expect(desk.timeline.getByText(/^Входящий звонок/)).toHaveCount(1)
  await expect(desk.timeline.getByText(/ответил\(а\) Иван Пример/)).not.toHaveCount(0)
})

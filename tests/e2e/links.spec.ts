import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { ensureElectron } from '../../scripts/ensure-electron.mjs'
import type { SipSandbox } from '../../sandbox/sip'
import { DeskPage } from '../lib/desk-page'
import { expect, test } from './fixtures'

const run = promisify(execFile)

/** What the system does with a link: it starts Otklik once more with it. */
async function open(link: string, profile: string): Promise<void> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  await run(ensureElectron(), [...(asRoot ? ['--no-sandbox'] : []), '.', link], {
    env: { ...process.env, OTKLIK_USER_DATA: profile },
  })
}

async function callsAt(sip: SipSandbox): Promise<string[]> {
  return (await sip.control.calls()).map(({ number, state }) => `${number} ${state}`)
}

test('[K16] a link waits in the pad of the Otklik that runs, says what is wrong with it, and is dialled by Enter', async ({
  sip,
  launch,
  profile,
}) => {
  const app = await launch({ with: 'sip' })
  const desk = new DeskPage(await app.deskWindow())
  await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
  const field = desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })

  await open('tel:%D0%90', profile)
  await expect(desk.page.getByText('В ссылке «tel:%D0%90» нет номера. Введите номер сами.')).toBeVisible()

  await open('otklik://case/half-a-link', profile)
  await expect(desk.page.getByText('Ссылка для Otklik записана неверно')).toBeVisible()

  await open('tel:+7-495-000-04-40;ext=12', profile)
  await expect(field).toHaveValue('+74950000440')
  await expect(desk.page.getByText('Enter — позвонить. Добавочный 12 наберите тонами, когда ответят.')).toBeVisible()
  expect(await sip.control.calls()).toEqual([])

  await field.press('Enter')
  await expect.poll(() => callsAt(sip)).toEqual(['+74950000440 answered'])
})

test('[K13] a call that rings at a colleague is seen beside the pad and taken @long', async ({ sip, launch }) => {
  const app = await launch({ with: 'sip' })
  const desk = new DeskPage(await app.deskWindow())
  await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible()
  await desk.goTo('Звонки')
  const panel = desk.page.getByRole('region', { name: 'Коллеги' })
  await panel.getByRole('button', { name: 'Добавить коллегу' }).click()
  await panel.getByRole('textbox', { name: 'Внутренний номер' }).fill('1003')
  await panel.getByRole('textbox', { name: 'Имя' }).fill('Ольга')
  await panel.getByRole('textbox', { name: 'Имя' }).press('Enter')
  await expect(panel.getByText('1003 · Свободно')).toBeVisible()

  await sip.control.ring({ number: '1003', from: '+79172041833', displayName: 'Ирина' })
  await expect(panel.getByText('1003 · Звонит: Ирина')).toBeVisible()
  await panel.getByRole('button', { name: 'Перехватить звонок: Ольга' }).click()
  await expect.poll(() => callsAt(sip)).toEqual(['+79172041833 answered'])
  await expect(panel.getByText('1003 · Свободно')).toBeVisible()
})

import { expect } from '@playwright/test'

import type { DeskPage } from './desk-page'

/** Opens the site chat as an administrator does, and answers where its example page is. */
export async function openSiteChat(desk: DeskPage): Promise<string> {
  const { page } = desk
  await desk.goTo('Настройки')
  await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: 'Каналы' }).click()
  await page.getByRole('button', { name: 'Подключить: Сайт' }).click()
  await page.getByLabel('Название компании').fill('ООО «Ромашка»')
  await page.getByLabel('Приветствие').fill('Здравствуйте! Чем помочь?')
  await page.getByRole('button', { name: 'Подключить', exact: true }).click()
  await expect(page.getByText('Готово: чат открыт.')).toBeVisible()
  return (await page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/portal\/try\//).textContent()) ?? ''
}

/** A link for one person, made beside the channel; answers its address. */
export async function makeLink({ page }: DeskPage, name: string): Promise<string> {
  await page.getByLabel('Для кого').fill(name)
  await page.getByRole('button', { name: 'Создать ссылку' }).click()
  return (await page.getByText(/\/portal\/#/).textContent()) ?? ''
}

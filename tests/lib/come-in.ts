import type { Page } from '@playwright/test'

import type { TeamPerson } from './team-hub'

type Known = Pick<TeamPerson, 'login' | 'password'>

/** At the first start: to the server of the team, by name and password. */
export async function comeIn(page: Page, url: string, who: Known): Promise<void> {
  await page.getByRole('button', { name: /^Подключиться к серверу команды/ }).click()
  const address = page.getByRole('textbox', { name: 'Адрес сервера' })
  await address.fill(url)
  await address.press('Enter')
  await signIn(page, who)
}

export async function signIn(page: Page, { login, password }: Known): Promise<void> {
  await page.getByRole('textbox', { name: 'Почта' }).fill(login)
  await page.getByLabel('Пароль', { exact: true }).fill(password)
  await page.getByLabel('Пароль', { exact: true }).press('Enter')
}

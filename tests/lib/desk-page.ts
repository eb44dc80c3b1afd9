import { expect, type Locator, type Page } from '@playwright/test'

/** The desk window as a person sees it (Russian). */
export class DeskPage {
  constructor(readonly page: Page) {}

  chat(name: string): Locator {
    return this.page
      .getByLabel(/^Список (чатов|обращений)$/)
      .getByText(name, { exact: true })
      .first()
  }

  async openChat(name: string): Promise<void> {
    await this.chat(name).click()
    await expect(this.page.getByRole('heading', { name })).toBeVisible()
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Сообщение' })
  }

  get timeline(): Locator {
    return this.page.getByLabel('Переписка')
  }

  /** The bubble that holds exactly this text. */
  message(text: string): Locator {
    return this.timeline.getByRole('article').filter({ hasText: text })
  }

  /** Resolves when the desk shows the message: from then on it is promised. */
  async send(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
    await expect(this.message(text)).toBeVisible()
  }

  async openMessageMenu(text: string): Promise<void> {
    await this.message(text).hover()
    await this.message(text).getByRole('button', { name: 'Действия с сообщением' }).click()
  }

  /** Deletes the message and says so once more in the dialog. */
  async takeBack(text: string): Promise<void> {
    await this.openMessageMenu(text)
    await this.page.getByRole('menuitem', { name: /^Удалить/ }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click()
  }

  /** A state of delivery by its name for screen readers: «Отправлено», «Прочитано в 14:05»… */
  async expectState(text: string, state: string | RegExp, timeoutMs = 60_000): Promise<void> {
    await expect(this.message(text).getByRole('img', { name: state })).toBeVisible({ timeout: timeoutMs })
  }

  async goTo(section: 'Чаты' | 'Обращения' | 'Звонки' | 'Настройки'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Разделы' })
      .getByRole('link', { name: new RegExp(`^${section}`) })
      .click()
  }

  get callBar(): Locator {
    return this.page.getByRole('region', { name: 'Звонки' })
  }

  /** What the call before one's eyes is doing; tabs of others say it of theirs. */
  get callStatus(): Locator {
    return this.callBar.getByRole('status')
  }

  /** How long the call has lasted: there once it is answered. */
  get callTimer(): Locator {
    return this.callBar.getByText(/^\d+:\d\d/)
  }
}

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { expect, type Locator } from '@playwright/test'

import { startDeskPhone, type RunningPhone, type SandboxMaker } from '../../sandbox/desk-phone'
import type { DeskPage } from './desk-page'
import type { ElectronDesk } from './electron-desk'

const MAC = '00:15:65:AA:BB:CC'

/** A desk phone beside the computer, and its page of the settings. */
export class DeskPhoneAtHand {
  private constructor(
    private readonly app: ElectronDesk,
    private readonly desk: DeskPage,
    readonly sandbox: RunningPhone,
  ) {}

  static async put(app: ElectronDesk, desk: DeskPage, maker: SandboxMaker): Promise<DeskPhoneAtHand> {
    return new DeskPhoneAtHand(app, desk, await startDeskPhone(maker))
  }

  get control(): RunningPhone['control'] {
    return this.sandbox.control
  }

  get bar(): Locator {
    return this.desk.page.getByRole('region', { name: 'Настольный телефон' })
  }

  /** What the phone itself is doing. */
  async phases(): Promise<readonly string[]> {
    return (await this.control.truth()).calls.map(({ phase }) => phase)
  }

  async openSettings(): Promise<void> {
    await this.desk.goTo('Настройки')
    await this.desk.page.getByRole('button', { name: 'Настольный телефон', exact: true }).click()
  }

  /** Fills the form in and asks whether the phone answers. */
  async enter(model: string, extension = ''): Promise<void> {
    const { page } = this.desk
    await this.openSettings()
    await page.getByLabel('Модель', { exact: true }).selectOption({ label: model })
    await page.getByRole('textbox', { name: 'Адрес телефона' }).fill(this.sandbox.address)
    await page.getByRole('textbox', { name: 'Пароль' }).fill('admin')
    await page.getByRole('textbox', { name: 'Номер телефона на АТС' }).fill(extension)
    await page.getByRole('textbox', { name: 'Порт для событий телефона' }).fill(String(await freePort()))
    await page.getByRole('button', { name: 'Проверить связь' }).click()
  }

  /** Saves the file for the phone as a person does, and loads it into the phone. Returns its text. */
  async loadFile(): Promise<string> {
    const { page } = this.desk
    const path = join(this.app.profile, 'phone.cfg')
    await this.app.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.getByRole('textbox', { name: 'MAC-адрес телефона' }).fill(MAC)
    await page.getByRole('button', { name: 'Сохранить файл…' }).click()
    await expect(page.getByText('Файл сохранён.')).toBeVisible()
    const text = await readFile(path, 'utf8')
    await this.control.provision(text)
    return text
  }
}

/** The phone has to know the port beforehand, so it cannot be any free one. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return address.port
}

import type { Page } from '@playwright/test'

import type { ElectronDesk } from '../../../lib/electron-desk'
import { RussianKeyboard } from '../../../lib/russian-keyboard'
import { waitUntil } from '../../../lib/wait-until'

const OFTEN_MS = 30
const WITHIN_MS = 60_000

/** As text: esbuild marks functions by a helper of its own, which no page has. */
const READ_TEXTS = `new Promise((done, fail) => {
  const opening = indexedDB.open('otklik-desk')
  opening.onerror = () => fail(new Error('the cache cannot be opened'))
  opening.onsuccess = () => {
    const reading = opening.result.transaction('messages').objectStore('messages').getAll()
    reading.onerror = () => fail(new Error('the cache cannot be read'))
    reading.onsuccess = () => {
      opening.result.close()
      done(reading.result.flatMap(({ row }) => (typeof row?.content?.text === 'string' ? [row.content.text] : [])))
    }
  }
})`

/** What the agent of a shift does: looks at the desk and presses keys of a Russian keyboard. There is no mouse. */
export class ShiftDesk {
  private constructor(
    private readonly page: Page,
    private readonly keyboard: RussianKeyboard,
  ) {}

  static async at(desk: ElectronDesk): Promise<ShiftDesk> {
    const page = await desk.deskWindow()
    await page.bringToFront()
    const shift = new ShiftDesk(page, await RussianKeyboard.at(page))
    await shift.untilButton('Телефон: на связи')
    return shift
  }

  /** By the box over the list, or by the one over everything. */
  async openChat(name: string, by: 'list' | 'palette'): Promise<void> {
    await this.keyboard.press(by === 'list' ? 'Ctrl+KeyF' : 'Ctrl+KeyK')
    await this.until(
      (role) => document.activeElement?.getAttribute('role') === role,
      by === 'list' ? 'searchbox' : 'combobox',
    )
    await this.keyboard.type(name)
    await this.until(
      ([wanted, role]) => {
        const rows = [...document.querySelectorAll(`${role} [role=option]`)]
        return rows[0]?.textContent.includes(wanted) === true
      },
      [name, by === 'list' ? '#chat-list' : '[role=dialog]'] as const,
    )
    await this.keyboard.press('Enter')
    await this.until((wanted) => document.querySelector('main h2')?.textContent.includes(wanted) === true, name)
    await this.untilWriting()
  }

  /** Resolves when the field is empty again: from then on the desk has promised it. */
  async answer(text: string): Promise<void> {
    await this.untilWriting()
    await this.keyboard.type(text)
    await this.keyboard.press('Enter')
    await this.until(() => {
      const field = document.activeElement
      return field instanceof HTMLTextAreaElement && field.value === ''
    }, null)
  }

  async press(shortcut: string): Promise<void> {
    await this.keyboard.press(shortcut)
  }

  async type(text: string): Promise<void> {
    await this.keyboard.type(text)
  }

  async untilButton(name: string, isThere = true): Promise<void> {
    await this.until(
      ([wanted, isWanted]) =>
        [...document.querySelectorAll('button:not([aria-disabled=true])')].some((each) =>
          (each.ariaLabel ?? each.textContent).trim().startsWith(wanted),
        ) === isWanted,
      [name, isThere] as const,
    )
  }

  async untilShown(text: string): Promise<void> {
    await this.until((wanted) => document.querySelector('main')?.textContent.includes(wanted) === true, text)
  }

  async untilField(name: string): Promise<void> {
    await this.until((wanted) => document.activeElement?.getAttribute('aria-label')?.startsWith(wanted) === true, name)
  }

  async untilSync(isOnline: boolean): Promise<void> {
    await this.until(
      (wanted) => (document.querySelector<HTMLElement>('[data-sync]')?.dataset.sync === 'online') === wanted,
      isOnline,
    )
  }

  /** Texts of all messages that the desk has kept, as often as it has them. */
  async keptTexts(): Promise<readonly string[]> {
    return this.page.evaluate<string[]>(READ_TEXTS)
  }

  /** Nothing has the focus: a person at the keyboard would not know where they are. */
  async isLost(): Promise<boolean> {
    return this.page.evaluate(() => document.activeElement === document.body)
  }

  private async untilWriting(): Promise<void> {
    await this.until(() => document.activeElement instanceof HTMLTextAreaElement, null)
  }

  private async until<T>(isTrue: (given: T) => boolean, given: T): Promise<void> {
    const { page } = this
    // esbuild marks functions by a helper of its own, which no page has.
    const text = `((__name) => (${isTrue.toString()})(${JSON.stringify(given)}))((each) => each)`
    try {
      await waitUntil(async () => (await page.evaluate(text)) === true, WITHIN_MS, OFTEN_MS)
    } catch (cause) {
      const seen = await page.evaluate(() => ({
        focus: document.activeElement?.outerHTML.slice(0, 300),
        buttons: [...document.querySelectorAll('main button, main textarea')].map((each) => each.ariaLabel).join('; '),
        status: [...document.querySelectorAll('[role=status],[role=alert]')].map((each) => each.textContent).join('; '),
      }))
      const wish = `${isTrue.toString()} of ${JSON.stringify(given)}`
      throw new Error(`The desk did not come to: ${wish}; it shows ${JSON.stringify(seen)}`, { cause })
    }
  }
}

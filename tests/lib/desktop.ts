import { join } from 'node:path'

import type { ElectronDesk } from './electron-desk'

/** For `launch({ chromiumArgs })`: what the desktop would show is noted instead. */
export const RECORD_NOTICES = ['-r', join(import.meta.dirname, 'record-notices.cjs')]

interface Recorded {
  readonly notices: { readonly title: string; readonly body: string; emit(event: 'click'): void }[]
  readonly badges: number[]
}

/** What a person sees of Otklik outside its windows. */
export class Desktop {
  constructor(private readonly desk: ElectronDesk) {}

  /** `title: body` of each notification since the start. */
  notices(): Promise<readonly string[]> {
    return this.desk.app.evaluate(() =>
      (globalThis as unknown as { otklikTest: Recorded }).otklikTest.notices.map(
        ({ title, body }) => `${title}: ${body}`,
      ),
    )
  }

  clickLastNotice(): Promise<void> {
    return this.desk.app.evaluate(() => {
      ;(globalThis as unknown as { otklikTest: Recorded }).otklikTest.notices.at(-1)?.emit('click')
    })
  }

  /** The number on the dock or launcher icon. */
  badge(): Promise<number> {
    return this.desk.app.evaluate(
      () => (globalThis as unknown as { otklikTest: Recorded }).otklikTest.badges.at(-1) ?? 0,
    )
  }

  /** The close button of the desk window. */
  closeDeskWindow(): Promise<void> {
    return this.desk.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((each) => each.webContents.getURL().includes('desk.html'))
        ?.close()
    })
  }

  focusDeskWindow(): Promise<void> {
    return this.desk.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((each) => each.webContents.getURL().includes('desk.html'))
        ?.focus()
    })
  }

  isDeskWindowVisible(): Promise<boolean> {
    return this.desk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((each) => each.webContents.getURL().includes('desk.html') && each.isVisible()),
    )
  }

  /** «Выйти» of the menu (Ctrl+Q). The connection to the application ends with it. */
  async quitByMenu(): Promise<void> {
    await this.desk.app.evaluate(({ Menu }) => {
      // Not at once, so that this call is still answered.
      setImmediate(() => {
        Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click()
      })
    })
  }
}

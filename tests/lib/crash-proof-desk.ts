import type { ElectronDesk } from './electron-desk'
import { waitUntil } from './wait-until'

const ANSWER_TIMEOUT_MS = 4_000

/**
 * Drives the desk window through main's own web contents. A test driver's page object stays dead after its renderer
 * was killed, though main reloads the window; this one goes on. Text and keys take the way of a real keyboard.
 */
export class CrashProofDesk {
  constructor(private readonly desk: ElectronDesk) {}

  async untilReady(timeoutMs = 90_000): Promise<void> {
    await waitUntil(async () => (await this.run(`document.documentElement.dataset.ready`)) === 'list', timeoutMs)
  }

  /** Opens the chat and waits for its composer. */
  async openChat(name: string): Promise<void> {
    const click = `(() => {
      const row = [...document.querySelectorAll('[role=option]')].find((each) => each.textContent.includes(${JSON.stringify(name)}))
      row?.click()
      const box = document.querySelector('textarea')
      box?.focus()
      return Boolean(box)
    })()`
    await waitUntil(async () => (await this.run(click)) === true)
  }

  async typeAndSend(text: string): Promise<void> {
    await this.run(`(() => { const box = document.querySelector('textarea'); box.focus(); box.select() })()`)
    await this.desk.app.evaluate(async ({ BrowserWindow }, typed) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('desk.html'))
      if (!window) throw new Error('no desk window')
      window.webContents.focus()
      await window.webContents.insertText(typed)
      window.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'Return' })
      window.webContents.sendInputEvent({ type: 'char', keyCode: '\r' })
      window.webContents.sendInputEvent({ type: 'keyUp', keyCode: 'Return' })
    }, text)
  }

  async shows(text: string): Promise<boolean> {
    const seek = `[...document.querySelectorAll('[role=article]')].some((each) => each.textContent.includes(${JSON.stringify(text)}))`
    return (await this.run(seek)) === true
  }

  /** `null` when the window is dead or does not answer in time. */
  private async run(script: string): Promise<unknown> {
    return this.desk.app.evaluate(
      async ({ BrowserWindow }, [code, timeoutMs]) => {
        const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('desk.html'))
        if (!window || window.webContents.isCrashed()) return null
        const answer: Promise<unknown> = window.webContents.executeJavaScript(code).catch(() => null)
        const silence = new Promise<unknown>((done) => setTimeout(() => done(null), timeoutMs))
        return Promise.race([answer, silence])
      },
      [script, ANSWER_TIMEOUT_MS] as const,
    )
  }
}

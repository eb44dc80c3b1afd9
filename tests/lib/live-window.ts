import type { ElectronDesk } from './electron-desk'
import { waitUntil } from './wait-until'

const ANSWER_TIMEOUT_MS = 500

/**
 * A window asked through main's own web contents, whichever process shows it now: a test driver's page object stays
 * dead after its renderer was killed.
 */
export class LiveWindow {
  constructor(
    private readonly desk: ElectronDesk,
    private readonly name: 'desk.html' | 'media.html',
  ) {}

  /** Runs `body` in the page. `undefined` while no live process shows it, or when it gives no answer in time. */
  async run<T>(body: () => T | Promise<T>): Promise<Awaited<T> | undefined> {
    // esbuild marks functions by a helper of its own, which no page has.
    const text = `(() => { const __name = (each) => each; return (${body.toString()})() })()`
    return (await this.runText(text)) as Awaited<T> | undefined
  }

  /** A button by the beginning of its name. */
  async hasButton(name: string): Promise<boolean> {
    const seek = `[...document.querySelectorAll('button')].some((each) => (each.ariaLabel ?? each.textContent).trim().startsWith(${JSON.stringify(name)}))`
    return (await this.runText(seek)) === true
  }

  /** Presses it as a click does; fails where there is none. */
  async press(name: string): Promise<void> {
    const click = `(() => {
      const button = [...document.querySelectorAll('button')].find((each) => (each.ariaLabel ?? each.textContent).trim().startsWith(${JSON.stringify(name)}))
      button?.click()
      return button !== undefined
    })()`
    if ((await this.runText(click)) !== true) throw new Error(`No button ${name} in ${this.name}`)
  }

  async shows(text: string): Promise<boolean> {
    return (await this.runText(`document.body.innerText.includes(${JSON.stringify(text)})`)) === true
  }

  async untilButton(name: string, isThere = true, timeoutMs = 60_000): Promise<void> {
    await waitUntil(async () => (await this.hasButton(name)) === isThere, timeoutMs)
  }

  async untilShown(text: string, timeoutMs = 60_000): Promise<void> {
    await waitUntil(() => this.shows(text), timeoutMs)
  }

  /** Goes to a section of the desk and types into the field of that name, with Enter after it. */
  async enter(section: string, field: string, text: string): Promise<void> {
    const focus = `(() => {
      const link = [...document.querySelectorAll('nav a')].find((each) => (each.ariaLabel ?? each.textContent).trim().startsWith(${JSON.stringify(section)}))
      link?.click()
      const box = [...document.querySelectorAll('input')].find((each) => each.labels[0]?.textContent.startsWith(${JSON.stringify(field)}))
      box?.focus()
      return box !== undefined && document.activeElement === box
    })()`
    await waitUntil(async () => (await this.runText(focus)) === true)
    await this.desk.app.evaluate(
      async ({ BrowserWindow }, [page, typed]) => {
        const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(page))
        if (!window) throw new Error(`No window shows ${page}`)
        await window.webContents.insertText(typed)
        window.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'Return' })
        window.webContents.sendInputEvent({ type: 'char', keyCode: '\r' })
        window.webContents.sendInputEvent({ type: 'keyUp', keyCode: 'Return' })
      },
      [this.name, text] as const,
    )
  }

  private async runText(script: string): Promise<unknown> {
    const answer: { readonly value?: unknown } = await this.desk.app.evaluate(
      async ({ BrowserWindow }, [page, code, timeoutMs]) => {
        const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(page))
        if (!window || window.webContents.isCrashed()) return {}
        const value: Promise<{ value?: unknown }> = window.webContents.executeJavaScript(code).then(
          (result: unknown) => ({ value: result }),
          () => ({}),
        )
        const silence = new Promise<{ value?: unknown }>((done) => setTimeout(() => done({}), timeoutMs))
        return Promise.race([value, silence])
      },
      [this.name, script, ANSWER_TIMEOUT_MS] as const,
    )
    return answer.value
  }
}

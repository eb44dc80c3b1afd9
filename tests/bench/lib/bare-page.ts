import type { AddressInfo } from 'node:net'

import type { Page } from '@playwright/test'
import { WebSocketServer, type WebSocket as Socket } from 'ws'

import type { ElectronDesk } from '../../lib/electron-desk'
import { PaintWatch } from './paint-watch'

/** The floor of `message`: a WebSocket and a list, nothing else, in a window of the same Electron. */
export class BarePage {
  private constructor(
    private readonly server: WebSocketServer,
    private readonly socket: Socket,
    private readonly watch: PaintWatch,
    private readonly page: Page,
  ) {}

  static async open({ app }: ElectronDesk): Promise<BarePage> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    const connected = new Promise<Socket>((done) => server.once('connection', done))
    const opened = app.waitForEvent('window', (page) => page.url() === 'about:blank')
    await app.evaluate(({ BrowserWindow }) => {
      const window = new BrowserWindow({
        width: 1280,
        height: 720,
        show: false,
        webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
      })
      void window.loadURL('about:blank')
      window.showInactive()
    })
    const page = await opened
    await page.evaluate(
      (address) => {
        document.body.innerHTML = '<div id="list"></div>'
        const list = document.getElementById('list')
        new WebSocket(address).onmessage = ({ data }: MessageEvent<string>) => {
          const { text } = JSON.parse(data) as { text: string }
          const row = document.createElement('div')
          row.textContent = text
          list?.append(row)
        }
      },
      `ws://127.0.0.1:${String(port)}`,
    )
    return new BarePage(server, await connected, await PaintWatch.begin(page, '#list'), page)
  }

  /** Message written to the socket → painted. */
  async messageMs(): Promise<number> {
    const text = this.watch.nextText()
    const beginMs = performance.timeOrigin + performance.now()
    this.socket.send(JSON.stringify({ text }))
    return (await this.watch.paintedMs(text)) - beginMs
  }

  async close(): Promise<void> {
    this.socket.terminate()
    this.server.close()
    await this.page.close()
  }
}

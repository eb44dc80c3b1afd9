import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

import WebSocket from 'ws'

import { ensureElectron } from '../../../scripts/ensure-electron.mjs'

const READY_TIMEOUT_MS = 30_000
const MARK = 'otklik:list'

/**
 * An Electron started without any test driver, so that nothing but the application itself is measured. The
 * DevTools socket is only used after the fact, to read when the page says that it was usable.
 */
export interface StartedElectron {
  readonly pid: number
  /** From just before the process was made until the page's own mark, in milliseconds. */
  readonly readyMs: number
  stop(): Promise<void>
}

export async function startElectron(
  folder: string,
  page: string,
  env: Readonly<Record<string, string>>,
): Promise<StartedElectron> {
  const asRoot = process.getuid?.() === 0
  const args = [...(asRoot ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '--lang=ru', folder]
  const spawnedAt = performance.timeOrigin + performance.now()
  const child = spawn(ensureElectron(), args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
  const port = await devToolsPort(child)
  const markedAt = await readMark(port, page)
  if (child.pid === undefined) throw new Error('Electron did not start')
  return { pid: child.pid, readyMs: markedAt - spawnedAt, stop: () => stop(child) }
}

async function devToolsPort(child: ChildProcess): Promise<number> {
  if (!child.stderr) throw new Error('Electron was started without a stderr pipe')
  for await (const line of createInterface({ input: child.stderr })) {
    const match = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)
    if (match) {
      child.stderr.resume()
      return Number(match[1])
    }
  }
  throw new Error('Electron ended before it listened for DevTools')
}

async function readMark(port: number, page: string): Promise<number> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  const expression = `(() => { const m = performance.getEntriesByName(${JSON.stringify(MARK)})[0]; return m ? performance.timeOrigin + m.startTime : null })()`
  while (Date.now() < deadline) {
    const value = await evaluate(port, page, expression)
    if (typeof value === 'number') return value
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`${page} did not report ${MARK} within ${READY_TIMEOUT_MS} ms`)
}

async function evaluate(port: number, page: string, expression: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
  const targets = (await answer.json()) as { url: string; webSocketDebuggerUrl: string }[]
  const target = targets.find((each) => each.url.includes(page))
  if (!target) return null
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  try {
    return await new Promise<unknown>((done, fail) => {
      socket.on('error', fail)
      socket.on('open', () => {
        socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }))
      })
      socket.on('message', (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { id?: number; result?: { result?: { value?: unknown } } }
        if (message.id === 1) done(message.result?.result?.value ?? null)
      })
    })
  } finally {
    socket.close()
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await gone
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { WebSocket } from 'ws'
import { z } from 'zod'

import { waitUntil } from '../lib/wait-until'

/** Somebody without rights, in whose name Chromium's sandbox works; the folder is theirs. */
export const USER = 'nobody'
const STARTS_WITHIN_MS = 60_000
/** A microphone and a way of the sound on a machine that has neither sound card nor network. */
export const ON_A_TEST_MACHINE = [
  '--lang=ru',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
]

const target = z.object({ url: z.string(), webSocketDebuggerUrl: z.string() })
const answer = z.object({
  id: z.number().optional(),
  result: z
    .object({
      result: z.object({ value: z.unknown().optional() }).optional(),
      exceptionDetails: z.unknown().optional(),
    })
    .optional(),
})

/** A window whose process ends answers nothing more. */
class WindowGoneError extends Error {
  constructor(page: string, expression: string) {
    super(`${page} was gone before it answered ${expression}`)
  }
}

/**
 * An Otklik that was installed. Its fuses let nobody inspect Node, so that Playwright cannot drive it: its windows are
 * driven by the Chrome DevTools Protocol alone.
 */
export class InstalledDesk {
  private constructor(
    private readonly child: ChildProcess,
    private port: string,
    private readonly home: string,
  ) {}

  /** `command`: as a person starts it. */
  static async start(
    command: string,
    home: string,
    environment: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ): Promise<InstalledDesk> {
    const given = [
      '-u',
      USER,
      '--',
      'env',
      '-i',
      ...environmentOf(home, environment),
      command,
      '--remote-debugging-port=0',
      ...args,
    ]
    const file = portFile(home)
    // Of an earlier start.
    rmSync(file, { force: true })
    const child = spawn('runuser', given, { stdio: 'ignore', detached: true })
    try {
      await waitUntil(async () => existsSync(file) && readFileSync(file, 'utf8').includes('\n'), STARTS_WITHIN_MS)
    } catch (error) {
      throw new Error(`Otklik did not start (${String(child.exitCode)})`, { cause: error })
    }
    return new InstalledDesk(child, readPort(home), home)
  }

  /** What an expression is worth in the window of this page, which may come later. */
  async evaluate(page: string, expression: string): Promise<unknown> {
    let socketUrl = ''
    await waitUntil(async () => {
      const listed = await fetch(`http://127.0.0.1:${this.port}/json`)
      const found = z
        .array(target)
        .parse(await listed.json())
        .find(({ url }) => url.includes(page))
      socketUrl = found?.webSocketDebuggerUrl ?? ''
      return found !== undefined
    }, STARTS_WITHIN_MS)
    const socket = new WebSocket(socketUrl)
    await once(socket, 'open')
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
    const gone = once(socket, 'close').then(() => null)
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }))
    const message = await Promise.race([once(socket, 'message').then(([data]) => data as Buffer), gone])
    if (!message) throw new WindowGoneError(page, expression)
    socket.close()
    const { result } = answer.parse(JSON.parse(message.toString('utf8')))
    if (result?.exceptionDetails !== undefined)
      throw new Error(`${expression}: ${JSON.stringify(result.exceptionDetails)}`)
    return result?.result?.value
  }

  /** `undefined` also where the window goes before it answers: the one that takes its place is asked again. */
  async tryToEvaluate(page: string, expression: string): Promise<unknown> {
    try {
      return await this.evaluate(page, expression)
    } catch (error) {
      if (error instanceof WindowGoneError) return undefined
      throw error
    }
  }

  until(page: string, expression: string): Promise<void> {
    return waitUntil(async () => Boolean(await this.tryToEvaluate(page, expression)), STARTS_WITHIN_MS)
  }

  /** It restarts itself: from now on its successor is spoken to. */
  async reopened(): Promise<void> {
    const before = this.port
    await waitUntil(async () => readPort(this.home) !== before && readPort(this.home) !== '', STARTS_WITHIN_MS)
    this.port = readPort(this.home)
  }

  /** As a session that ends asks a program to. */
  async stop(): Promise<void> {
    const { pid } = this.child
    const gone = once(this.child, 'exit')
    if (this.child.exitCode === null && pid !== undefined) {
      process.kill(-pid, 'SIGTERM')
      await gone
    }
    // One that restarted itself is nobody's child.
    for (const each of programsOf(this.home)) process.kill(each, 'SIGTERM')
    await untilSilent(this.port)
  }

  /** As when the current fails. */
  async kill(): Promise<void> {
    for (const each of programsOf(this.home)) process.kill(each, 'SIGKILL')
    await untilSilent(this.port)
  }
}

function portFile(home: string): string {
  return join(home, '.config/Otklik/DevToolsActivePort')
}

function readPort(home: string): string {
  return existsSync(portFile(home)) ? (readFileSync(portFile(home), 'utf8').split('\n')[0] ?? '') : ''
}

/** Programs that run from a folder below this one. */
function programsOf(home: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      return readlinkSync(`/proc/${name}/exe`).startsWith(`${home}/`) ? [Number(name)] : []
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}

/** With the screen's key, which is its owner's alone. */
export function environmentOf(home: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  const key = process.env['XAUTHORITY']
  if (key !== undefined) {
    copyFileSync(key, join(home, '.Xauthority'))
    chmodSync(join(home, '.Xauthority'), 0o644)
  }
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: home,
    DISPLAY: process.env['DISPLAY'] ?? '',
    XAUTHORITY: join(home, '.Xauthority'),
    ...more,
  }
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}

async function untilSilent(port: string): Promise<void> {
  const isAnswering = async () => (await fetch(`http://127.0.0.1:${port}/json`).catch(() => null)) !== null
  await waitUntil(async () => !(await isAnswering()), STARTS_WITHIN_MS)
}

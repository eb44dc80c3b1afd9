import { fork, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import * as vite from 'vite'

import { hubToMain, type HubStart, type HubToMain } from '#shared/contract/hub-process'

import { SECRET } from './test-hub'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/otklik')
const BUILT = 'hub-of-'

export interface BuiltHub {
  readonly entry: string
}

let built: Promise<BuiltHub> | null = null

/** The hub as the application has it, in a folder of its own: built once for all that ask in this process. */
export function buildHub(): Promise<BuiltHub> {
  built ??= build()
  return built
}

async function build(): Promise<BuiltHub> {
  mkdirSync(CACHE, { recursive: true })
  removeLeft()
  const outDir = join(CACHE, BUILT + String(process.pid))
  await vite.build({ configFile: join(ROOT, 'hub/vite.config.ts'), root: ROOT, logLevel: 'silent', build: { outDir } })
  return { entry: join(outDir, 'embedded.cjs') }
}

/** The process of a test is not asked before it is ended: the next one clears away after it. */
function removeLeft(): void {
  for (const name of readdirSync(CACHE)) {
    if (!name.startsWith(BUILT) || isRunning(Number(name.slice(BUILT.length)))) continue
    rmSync(join(CACHE, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export interface HubProcess {
  readonly child: ChildProcess
  readonly first: HubToMain
  /** Base address; only of one that is ready. */
  readonly url: string
  exited(): Promise<{ readonly code: number | null; readonly signal: string | null }>
}

export const tokenKey = randomBytes(32).toString('base64')

export function startMessage(dataFolder: string, patch: Partial<HubStart> = {}): HubStart {
  return {
    type: 'start',
    dataFolder,
    port: 0,
    secret: SECRET,
    tokenKey,
    appVersion: '0.0.0-test',
    demoAvito: null,
    ...patch,
  }
}

/** The built hub as a process of its own; `wrapper` goes before `node` on the command line. */
export async function runBuiltHub(
  built: BuiltHub,
  start: HubStart,
  wrapper: readonly string[] = [],
): Promise<HubProcess> {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
  const [command, ...rest] = wrapper
  const child =
    command === undefined
      ? fork(built.entry, [], { stdio: [...stdio], execArgv: [] })
      : spawn(command, [...rest, process.execPath, built.entry], { stdio: [...stdio] })
  const exit = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }))
  child.send(start)
  const [message] = (await once(child, 'message')) as [unknown]
  const first = hubToMain.parse(message)
  const url = first.type === 'ready' ? `http://127.0.0.1:${String(first.port)}` : ''
  return { child, first, url, exited: () => exit }
}

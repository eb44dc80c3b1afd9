import { fork, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { build } from 'vite'

import { hubToMain, type HubStart, type HubToMain } from '#shared/contract/hub-process'

import { SECRET } from './test-hub'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/otklik')

/** Builds the hub as the application does, into a folder of its own. Answers the entry file. */
export async function buildHub(): Promise<BuiltHub> {
  mkdirSync(CACHE, { recursive: true })
  const outDir = mkdtempSync(join(CACHE, 'hub-'))
  await build({ configFile: join(ROOT, 'hub/vite.config.ts'), root: ROOT, logLevel: 'silent', build: { outDir } })
  return {
    entry: join(outDir, 'embedded.cjs'),
    remove() {
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

export interface BuiltHub {
  readonly entry: string
  remove(): void
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

import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { waitUntil } from '../../../lib/wait-until'
import { cpuMsOf } from '../process-tree'
import { memoryUsage, type MemoryUsage } from './memory'

const ENTRY = join(import.meta.dirname, '../../../../out/hub/team.cjs')
const MEMORY_ANSWERER = join(import.meta.dirname, 'memory-answerer.cjs')
const STARTS_WITHIN_MS = 60_000
const POOL = 10

export interface TeamHubProcess {
  readonly url: string
  readonly child: ChildProcess
  cpuMs(): number
  /** Once what is not in use has been collected. */
  memory(): Promise<MemoryUsage>
}

/** Hubs of a team as they are built, each a process of its own, on one database and one folder. */
export class TeamHubs {
  readonly hubs: TeamHubProcess[] = []
  readonly tokenKey = randomBytes(32).toString('base64')
  private readonly folder = mkdtempSync(join(tmpdir(), 'otklik-load-'))

  constructor(readonly databaseUrl: string) {}

  async start(port: number, nodeArguments: readonly string[] = []): Promise<TeamHubProcess> {
    const url = `http://127.0.0.1:${String(port)}`
    const child = spawn(process.execPath, [...nodeArguments, '--require', MEMORY_ANSWERER, ENTRY], {
      env: {
        DATABASE_URL: this.databaseUrl,
        DATABASE_POOL: String(POOL),
        OTKLIK_TOKEN_KEY: this.tokenKey,
        OTKLIK_DATA_FOLDER: join(this.folder, 'data'),
        OTKLIK_PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    let tail = ''
    child.stdout?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-20_000)))
    const isReady = async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status === 200
    try {
      await waitUntil(isReady, STARTS_WITHIN_MS)
    } catch (error) {
      throw new Error(`The hub is not ready: ${tail}`, { cause: error })
    }
    const memory = async () => {
      const said = once(child, 'message')
      child.send('memory')
      return memoryUsage.parse((await said)[0])
    }
    const hub = { url, child, memory, cpuMs: () => cpuMsOf(child.pid ?? 0) }
    this.hubs.push(hub)
    return hub
  }

  /** The first person, who administers the hub. Answers the token. */
  async setUp({ url }: TeamHubProcess): Promise<string> {
    const code = readFileSync(join(this.folder, 'data', 'set-up-code.txt'), 'utf8').trim()
    const words = { login: 'boss@example.ru', name: 'Ольга', password: 'зима пришла рано', device: 'bench' }
    const { token } = await post<{ token: string }>(`${url}/api/auth/invitations/accept`, { code, ...words })
    return token
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.hubs.map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        child.kill('SIGTERM')
        await once(child, 'exit')
      }),
    )
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export async function post<T>(url: string, body: unknown, token?: string): Promise<T> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const headers = { 'content-type': 'application/json', ...authorization }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok)
    throw new Error(`${new URL(url).pathname} was answered ${String(answer.status)}: ${await answer.text()}`)
  return (await answer.json()) as T
}

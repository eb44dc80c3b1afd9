import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { freePort, startPostgres, type KeptConnection, type TestPostgres } from '../../hub/store/testing/postgres'
import { TeamHub } from './team-hub'
import { waitUntil } from './wait-until'

const ENTRY = join(import.meta.dirname, '../../out/hub/team.cjs')
const STARTS_WITHIN_MS = 60_000

/** The hub of a team as IT runs it, built, on a PostgreSQL of its own; either can be ended and started again. */
export class BuiltTeamHub {
  private child: ChildProcess | null = null

  private constructor(
    readonly postgres: TestPostgres,
    private readonly folder: string,
    private readonly port: number,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** PostgreSQL runs, with an empty database; the hub does not yet. */
  static async prepare(environment: Readonly<Record<string, string>> = {}): Promise<BuiltTeamHub> {
    const postgres = await startPostgres()
    const folder = mkdtempSync(join(tmpdir(), 'otklik-built-team-'))
    const port = await freePort()
    return new BuiltTeamHub(postgres, folder, port, {
      DATABASE_URL: await postgres.createDatabase(),
      OTKLIK_TOKEN_KEY: randomBytes(32).toString('base64'),
      OTKLIK_DATA_FOLDER: folder,
      OTKLIK_PORT: String(port),
      ...environment,
    })
  }

  get databaseUrl(): string {
    return this.environment['DATABASE_URL'] ?? ''
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`
  }

  start(): void {
    const env = { ...this.environment }
    this.child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  }

  async untilReady(): Promise<void> {
    await this.untilSays(200)
  }

  /** It listens, and waits for its database. */
  async untilWaiting(): Promise<void> {
    await this.untilSays(503)
  }

  /** Its first administrator comes in. */
  async setUp(): Promise<TeamHub> {
    const code = readFileSync(join(this.folder, 'set-up-code.txt'), 'utf8').trim()
    return TeamHub.at({ port: this.port, code, stop: () => this.remove() })
  }

  async end(how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this
    this.child = null
    if (child && child.exitCode === null && child.kill(how)) await once(child, 'exit')
  }

  /** To its database, past the hub. */
  connect(): KeptConnection {
    const { pathname } = new URL(this.environment['DATABASE_URL'] ?? '')
    return this.postgres.connect(pathname.slice(1))
  }

  async remove(): Promise<void> {
    await this.end('SIGTERM')
    await this.postgres.remove()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async untilSays(status: number): Promise<void> {
    const ready = `${this.url}/health/ready`
    await waitUntil(async () => (await fetch(ready).catch(() => null))?.status === status, STARTS_WITHIN_MS)
  }
}

export async function startBuiltTeamHub(environment: Readonly<Record<string, string>>): Promise<TeamHub> {
  const built = await BuiltTeamHub.prepare(environment)
  built.start()
  await built.untilReady()
  return built.setUp()
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'

import { Client, Pool } from 'pg'

import { sleep, systemClock } from '#shared/lib/clock'

const VERSIONS = '/usr/lib/postgresql'
const ASK_AGAIN_MS = 50
const STARTS_WITHIN_MS = 60_000
const CONNECTIONS = 'max_connections=60'
/** Nothing here has to survive, and a test waits for every commit. */
const QUICK = ['fsync=off', 'full_page_writes=off', 'shared_buffers=32MB']
/** As a server is run: what is committed survives a power cut. */
const DURABLE = ['shared_buffers=256MB', 'max_wal_size=1GB', 'shared_preload_libraries=pg_stat_statements']

export interface TestPostgres {
  /** A database of its own, empty; answers its address. */
  createDatabase(): Promise<string>
  /** Of its first process, whose children are the others; while it runs. */
  readonly pid: number
  /** Statements as the owner of everything. */
  run(sql: string, database?: string): Promise<readonly Record<string, unknown>[]>
  /** As `run` over one connection that stays, for whoever asks hundreds of times a second. */
  connect(database: string): KeptConnection
  readonly port: number
  /** Ends the server at once, as `kill -9` of all of it would, or in good order. */
  stop(how?: 'immediately' | 'inOrder'): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

export interface KeptConnection {
  run(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  end(): Promise<void>
}

/** A PostgreSQL server of its own in a folder of its own, from the system's package. */
export async function startPostgres(kind: 'quick' | 'durable' = 'quick'): Promise<TestPostgres> {
  const programs = findPrograms()
  const owner = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'otklik-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const initialised = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'otklik', '--auth=trust', '--no-sync', '--locale=C.UTF-8', '-E', 'UTF8'],
    { encoding: 'utf8', cwd: folder, ...owner },
  )
  if (initialised.status !== 0) throw new Error(`initdb failed: ${initialised.stderr}`)
  const port = await freePort()
  let server: ChildProcess | null = null
  let guard: ChildProcess | null = null
  let databases = 0
  const urlOf = (database: string) => `postgresql://otklik@127.0.0.1:${String(port)}/${database}`

  const run = async (sql: string, database = 'postgres') => {
    const client = new Client({ connectionString: urlOf(database) })
    await client.connect()
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql)
      return rows
    } finally {
      await client.end()
    }
  }
  const start = async () => {
    const own = kind === 'durable' ? DURABLE : QUICK
    const settings = [...own, CONNECTIONS, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
    const options = settings.flatMap((setting) => ['-c', setting])
    const spawned = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...owner,
    })
    let output = ''
    spawned.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString('utf8')).slice(-4000)))
    server = spawned
    guard = guardOf(spawned, folder)
    const untilMs = systemClock.now() + STARTS_WITHIN_MS
    for (;;) {
      try {
        await run('select 1')
        return
      } catch (error) {
        if (spawned.exitCode !== null || systemClock.now() > untilMs)
          throw new Error(`PostgreSQL did not start: ${output}`, { cause: error })
        await sleep(systemClock, ASK_AGAIN_MS)
      }
    }
  }
  const stop = async (how: 'immediately' | 'inOrder' = 'inOrder') => {
    const running = server
    server = null
    guard?.kill('SIGKILL')
    if (!running || running.exitCode !== null) return
    const exited = once(running, 'exit')
    // postgres(1): SIGINT ends it without waiting for its clients, SIGQUIT without a checkpoint either.
    running.kill(how === 'immediately' ? 'SIGQUIT' : 'SIGINT')
    await exited
  }
  await start()
  return {
    get pid() {
      if (server?.pid === undefined) throw new Error('PostgreSQL does not run.')
      return server.pid
    },
    async createDatabase() {
      databases += 1
      const name = `hub_${String(databases)}`
      await run(`create database ${name}`)
      return urlOf(name)
    },
    run,
    port,
    connect(database) {
      // Of one connection: it keeps those waiting who ask meanwhile.
      const pool = new Pool({ connectionString: urlOf(database), max: 1 })
      return {
        run: async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows,
        end: () => pool.end(),
      }
    },
    start,
    stop,
    async remove() {
      await stop('immediately')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Ends the server and removes its folder when this process is gone, however it went: its end of the pipe closes then. */
function guardOf({ pid }: ChildProcess, folder: string): ChildProcess {
  const watch = 'read _; kill -QUIT "$1"; while kill -0 "$1"; do sleep 0.1; done; rm -rf "$2"'
  const guard = spawn('sh', ['-c', watch, 'guard', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.unref()
  return guard
}

export function findPrograms(): string {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions
    .map((version) => join(VERSIONS, version, 'bin'))
    .find((path) => existsSync(join(path, 'initdb')))
  if (!found) throw new Error('These tests run a PostgreSQL of their own: apt-get install postgresql')
  return found
}

/** PostgreSQL refuses to run as root; `null`: we are not. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [idOf('-u'), idOf('-g')]
  if (!(uid > 0 && gid > 0))
    throw new Error('There is no user “postgres” to run PostgreSQL: apt-get install postgresql')
  return { uid, gid }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was free.')
  return address.port
}

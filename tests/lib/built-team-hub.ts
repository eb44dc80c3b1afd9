import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startPostgres } from '../../hub/store/testing/postgres'
import { TeamHub } from './team-hub'
import { waitUntil } from './wait-until'

const ENTRY = join(import.meta.dirname, '../../out/hub/team.cjs')
const STARTS_WITHIN_MS = 60_000

/** The hub of a team as IT runs it: built, on PostgreSQL, set up by its environment. */
export async function startBuiltTeamHub(environment: Readonly<Record<string, string>>): Promise<TeamHub> {
  const postgres = await startPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'otklik-built-team-'))
  const port = await freePort()
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      DATABASE_URL: await postgres.createDatabase(),
      OTKLIK_TOKEN_KEY: randomBytes(32).toString('base64'),
      OTKLIK_DATA_FOLDER: folder,
      OTKLIK_PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
    await postgres.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  const ready = `http://127.0.0.1:${String(port)}/health/ready`
  await waitUntil(async () => (await fetch(ready).catch(() => null))?.status === 200, STARTS_WITHIN_MS)
  return TeamHub.at({ port, code: readFileSync(join(folder, 'set-up-code.txt'), 'utf8').trim(), stop })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was free.')
  return address.port
}

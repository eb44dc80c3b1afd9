import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import type { SignedIn } from '../../../shared/contract/accounts'
import type { FileId } from '../../../shared/domain/ids'
import { freePort } from '../../../hub/store/testing/postgres'
import { TestDesk } from '../../../hub/testing/desk'
import { PASSWORD, Team } from '../../../hub/testing/team'
import { PREPARING_MS } from '../../../hub/testing/test-folder'

const TLS = join(import.meta.dirname, '../../fixtures/tls')
const ca = readFileSync(join(TLS, 'ca.pem'))
const FILE_BYTES = 20 * 1024 * 1024

let team: Team
let nginx: Nginx

/** nginx with TLS before the hub, configured with the very lines of docs/it/team-hub.md. */
class Nginx {
  private readonly folder = mkdtempSync(join(tmpdir(), 'otklik-nginx-'))
  private running: ChildProcess | null = null

  constructor(
    private readonly hub: string,
    readonly port: number,
  ) {}

  get origin(): string {
    return `https://127.0.0.1:${String(this.port)}`
  }

  async start(): Promise<void> {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/it/team-hub.md'), 'utf8')
    const lines = /```nginx\n(?<lines>[\s\S]*?)```/.exec(guide)?.groups?.['lines'] ?? ''
    expect(lines).toContain('127.0.0.1:8480')
    const config = join(this.folder, 'nginx.conf')
    // Its workers write into the folder of this test; a person who is not root may name nobody else anyway.
    const user = process.getuid?.() === 0 ? 'user root;' : ''
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    writeFileSync(
      config,
      `${user} daemon off; pid ${this.folder}/pid; error_log stderr notice; worker_processes 1;
      events { worker_connections 256; }
      http {
        access_log off;
        ${temporary.map((name) => `${name}_temp_path ${this.folder}/${name};`).join(' ')}
        server {
          listen 127.0.0.1:${String(this.port)} ssl;
          ssl_certificate ${join(TLS, 'by-ca.pem')};
          ssl_certificate_key ${join(TLS, 'by-ca.key.pem')};
          ${lines.replaceAll('127.0.0.1:8480', this.hub)}
        }
      }`,
    )
    const started = spawn('nginx', ['-p', this.folder, '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.running = started
    let said = ''
    await new Promise<void>((resolve, reject) => {
      started.once('error', (error) => {
        reject(new Error('nginx was expected: apt-get install nginx-light', { cause: error }))
      })
      started.once('exit', () => {
        reject(new Error(`nginx ended: ${said}`))
      })
      started.stderr.on('data', (part: Buffer) => {
        said += part.toString()
        if (said.includes('start worker process ')) resolve()
      })
    })
  }

  async stop(): Promise<void> {
    const { running } = this
    this.running = null
    if (running?.exitCode !== null) return
    running.kill('SIGTERM')
    await once(running, 'exit')
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true })
  }
}

interface Wish {
  readonly token?: string
  readonly headers?: Record<string, string>
  readonly body?: Buffer | object
}

/** Over TLS, with the company's own authority. */
function ask(method: string, path: string, { token, headers = {}, body }: Wish = {}) {
  const isBytes = Buffer.isBuffer(body)
  const named = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }),
    ...headers,
  }
  return new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const asked = request(nginx.origin + path, { method, ca, headers: named }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() })
      })
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : isBytes ? body : JSON.stringify(body))
  })
}

async function signIn(): Promise<SignedIn> {
  const { login } = await team.person('agent')
  const answer = await ask('POST', '/api/auth/sign-in', { body: { login, password: PASSWORD, device: 'за прокси' } })
  expect(answer.status).toBe(200)
  return JSON.parse(answer.text) as SignedIn
}

beforeAll(async () => {
  team = await Team.open()
  nginx = new Nginx(new URL(team.hub.url).host, await freePort())
  await nginx.start()
}, PREPARING_MS)
afterAll(async () => {
  await nginx.remove()
  await team.stop()
})

it('[I3] behind a proxy with TLS somebody signs in, follows the feed, and is back after the proxy’s restart', async () => {
  const { token } = await signIn()
  const desk = await TestDesk.open(nginx.origin, token, { ca })
  desk.hello()
  await desk.caughtUp()
  await nginx.stop()
  await desk.until(({ closed }) => closed)
  await nginx.start()
  const again = await TestDesk.open(nginx.origin, token, { ca })
  again.hello(desk.cursor)
  await again.caughtUp()
  again.close()
})

it('[M4] a file of 20 MB gets through to the hub', async () => {
  const { token } = await signIn()
  const fileId = team.hub.newId<FileId>()
  const headers = { 'content-type': 'text/plain', 'x-file-name': 'a.txt' }
  const body = Buffer.alloc(FILE_BYTES, 'Отклик ')
  const answer = await ask('PUT', `/api/uploads/${fileId}`, { token, headers, body })
  expect(answer).toEqual({ status: 200, text: JSON.stringify({ fileId, bytes: FILE_BYTES }) })
})

it('[I3] what watches over the hub is kept inside', async () => {
  for (const path of ['/health/live', '/health/ready', '/metrics']) expect((await ask('GET', path)).status).toBe(404)
})

it('[I3] nobody gives another address than theirs: wrong passwords are counted where they come from', async () => {
  const { login } = await team.person('agent')
  const tries = Array.from({ length: 8 }, (_, index) => {
    const headers = { 'x-forwarded-for': `203.0.113.${String(index)}` }
    return ask('POST', '/api/auth/sign-in', { headers, body: { login, password: 'не тот', device: 'чужой' } })
  })
  expect((await Promise.all(tries)).map(({ status }) => status)).toContain(429)
  const seen = await team.ask('GET', '/api/audit', team.administrator)
  expect(seen.status).toBe(200)
  expect(JSON.stringify(seen.body)).not.toContain('203.0.113.')
})

import { fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { WebSocket } from 'ws'

import { hubToMain, type HubStart } from '../../shared/contract/hub-process'
import { hubFrame, SYNC_PROTOCOL, type DeskFrame } from '../../shared/contract/sync'
import type { Chat } from '../../shared/domain/chat'

const ROOT = join(import.meta.dirname, '../..')
const ENTRY = join(ROOT, 'out/hub/embedded.cjs')
const SIMULATED = join(import.meta.dirname, 'hub-on-simulated-time.cjs')

export interface LoneHub {
  readonly url: string
  readonly port: number
  /** Every request must carry it. */
  readonly secret: string
  readonly folder: string
  post<T>(path: string, body: unknown): Promise<T>
  /** As the desks have it. */
  chat(externalId: string): Promise<Chat>
  /** Its time goes on by so much at once. */
  advance(ms: number): void
  stop(): Promise<void>
}

/** The hub as it is built, without a desk: for what happens between it and a visitor's browser. */
export async function startLoneHub({
  demoAvito = null,
  hasSignIn = false,
}: Partial<Pick<HubStart, 'demoAvito' | 'hasSignIn'>> = {}): Promise<LoneHub> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-lone-hub-'))
  const timeFolder = mkdtempSync(join(tmpdir(), 'otklik-time-'))
  const offset = join(timeFolder, 'offset')
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(offset, '0')
  const child = fork(SIMULATED, [ENTRY], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: { ...process.env, OTKLIK_TEST_TIME: offset },
  })
  child.send({
    type: 'start',
    dataFolder: folder,
    port: 0,
    secret,
    tokenKey: randomBytes(32).toString('base64'),
    appVersion: '0.0.0-test',
    demoAvito,
    hasSignIn,
    allowsLocalPush: true,
  } satisfies HubStart)
  const [said] = (await once(child, 'message')) as [unknown]
  const first = hubToMain.parse(said)
  if (first.type !== 'ready')
    throw new Error(`The hub did not start: ${first.type === 'failed' ? first.reason : first.type}`)
  const url = `http://127.0.0.1:${String(first.port)}`
  let offsetMs = 0
  return {
    url,
    port: first.port,
    secret,
    folder,
    async post<T>(path: string, body: unknown) {
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
      const reply = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!reply.ok) throw new Error(`${path} was answered ${String(reply.status)}: ${await reply.text()}`)
      return (await reply.json()) as T
    },
    chat: (externalId) => chatAt(url, secret, externalId),
    advance(ms) {
      offsetMs += ms
      writeFileSync(`${offset}.next`, String(offsetMs))
      renameSync(`${offset}.next`, offset)
    },
    async stop() {
      child.send({ type: 'stop' })
      await once(child, 'exit')
      for (const each of [folder, timeFolder]) rmSync(each, { recursive: true, force: true })
    },
  }
}

function chatAt(url: string, secret: string, externalId: string): Promise<Chat> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, ['otklik.sync', secret])
  const hello: DeskFrame = { type: 'hello', protocol: SYNC_PROTOCOL, cursor: 0, feedId: null, deskId: randomUUID() }
  socket.on('open', () => {
    socket.send(JSON.stringify(hello))
  })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      const frame = hubFrame.parse(JSON.parse(data.toString('utf8')))
      if (frame.type !== 'changes') return
      for (const { entity, row } of frame.changes)
        if (entity === 'chat' && row?.externalId === externalId) {
          socket.close()
          resolve(row)
        }
    })
  })
}

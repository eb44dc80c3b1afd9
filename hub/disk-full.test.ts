import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createIdSource } from './ids'
import { buildHub, runBuiltHub, startMessage, type BuiltHub, type HubProcess } from './testing/built-hub'
import { makeTestFolder, PREPARING_MS } from './testing/test-folder'
import { SECRET } from './testing/test-hub'
import { systemClock } from '#shared/lib/clock'

const TAKES_MS = 240_000
const WAIT = { timeout: 30_000, interval: 10 }
const DISK = '160m'
const MEGABYTE = 1024 * 1024
const BALLAST = 'ballast'
/** A disk of its own for the process alone: nothing else on this computer sees it, and it goes with the process. */
const ON_SMALL_DISK = (folder: string) => [
  'unshare',
  '--user',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  `mount -t tmpfs -o size=${DISK} tmpfs "$0" && exec "$@"`,
  folder,
]
const [probe = '', ...probing] = [...ON_SMALL_DISK('/tmp'), 'true']
/** A computer, or a container, where nobody may mount: the test says that it was skipped. */
const mayMount = spawnSync(probe, probing).status === 0

const newId = createIdSource(systemClock)
let built: BuiltHub
let hub: HubProcess
let disk: string
const folder = makeTestFolder()

function bytesOf(count: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(count))
}

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  // A line on which a file was refused may be closed in the moment in which it is taken again.
  const headers = { authorization: `Bearer ${SECRET}`, connection: 'close', ...init.headers }
  return fetch(hub.url + path, { ...init, headers })
}

function upload(id: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return ask(`/api/uploads/${id}`, { method: 'PUT', headers: { 'content-type': 'image/png' }, body })
}

describe.skipIf(!mayMount)('a hub whose disk is full', () => {
  beforeAll(async () => {
    built = await buildHub()
    mkdirSync(join(folder.path, 'data'))
    hub = await runBuiltHub(built, startMessage(join(folder.path, 'data')), ON_SMALL_DISK(join(folder.path, 'data')))
    // As the process sees it.
    disk = `/proc/${String(hub.child.pid)}/root${join(folder.path, 'data')}`
  }, PREPARING_MS)
  afterAll(async () => {
    hub.child.kill('SIGKILL')
    await hub.exited()
    folder.remove()
  })

  /** Until only some megabytes are left. Answers how to make room again. */
  function fillUp(): () => void {
    let filled = 0
    for (const size of [16, 8, 4, 2, 1].flatMap((each) => Array.from({ length: 10 }, () => each))) {
      try {
        writeFileSync(join(disk, `${BALLAST}-${String((filled += 1))}`), randomBytes(size * MEGABYTE))
      } catch {
        rmSync(join(disk, `${BALLAST}-${String(filled)}`), { force: true })
      }
    }
    return () => {
      for (let nth = 1; nth <= filled; nth += 1) rmSync(join(disk, `${BALLAST}-${String(nth)}`), { force: true })
    }
  }

  it(
    '[M15] refuses a file and says why, keeps nothing of it, goes on, and takes the same file once there is room',
    { timeout: TAKES_MS },
    async () => {
      const kept = newId<string>()
      expect((await upload(kept, bytesOf(MEGABYTE))).status).toBe(200)
      const [id, bytes] = [newId<string>(), bytesOf(6 * MEGABYTE)]
      // Nobody has said how much it will be, and the disk fills up in the middle of it.
      let makeRoom = () => {}
      const pieces = [bytes.subarray(0, MEGABYTE), bytes.subarray(MEGABYTE)]
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const piece = pieces.shift()
          if (piece === undefined) {
            controller.close()
            return
          }
          if (pieces.length === 0) {
            await vi.waitFor(() => {
              expect(readdirSync(join(disk, 'files/incoming'))).not.toEqual([])
            }, WAIT)
            makeRoom = fillUp()
          }
          controller.enqueue(piece)
        },
      })
      const halfway = await ask(`/api/uploads/${id}`, {
        method: 'PUT',
        headers: { 'content-type': 'image/png' },
        body,
        duplex: 'half',
      })
      expect([halfway.status, await halfway.json()]).toEqual([
        507,
        { error: 'diskFull', message: expect.stringContaining('is full') as string },
      ])
      // With so little left nothing more is begun.
      const refused = await upload(id, bytes)
      expect([refused.status, await refused.json()]).toEqual([
        507,
        { error: 'diskFull', message: expect.stringContaining('stay free') as string },
      ])
      expect((await ask(`/files/${id}`)).status).toBe(404)
      expect((await ask('/api/health')).status).toBe(200)
      expect((await (await ask(`/files/${kept}`)).arrayBuffer()).byteLength).toBe(MEGABYTE)
      makeRoom()
      expect((await upload(id, bytes)).status).toBe(200)
      expect(Buffer.from(await (await ask(`/files/${id}`)).arrayBuffer()).equals(bytes)).toBe(true)
    },
  )
})

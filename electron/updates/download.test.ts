import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { systemClock } from '#shared/lib/clock'
import { ManualClock } from '#shared/lib/manual-clock'
import { download } from './download'
import type { Feed } from './feed'
import { folderFeed } from './folder-feed'
import { httpFeed, type FeedFetch } from './http-feed'
import { openFeed } from './open-feed'
import { fileOf } from './testing/signed-release'
import { startStaticServer, type StaticServer } from './testing/static-server'

const program = Buffer.alloc(3_000_000, 'Otklik ')
const file = fileOf(program)
const signal = new AbortController().signal

let server: StaticServer
let work: string
let feed: Feed

beforeEach(async () => {
  server = await startStaticServer()
  server.files.set(file.name, program)
  work = mkdtempSync(join(tmpdir(), 'otklik-download-'))
  feed = httpFeed(server.url, fetch, systemClock)
})

afterEach(async () => {
  await server.stop()
  rmSync(work, { recursive: true, force: true })
})

const folder = () => join(work, 'updates')
const load = (from: Feed = feed, abort: AbortSignal = signal, told: number[] = []) =>
  download({ feed: from, file, folder: folder(), onProgress: (bytes) => told.push(bytes), signal: abort })

describe('[I3] a release is downloaded', () => {
  it('whole, with what has come told on the way', async () => {
    const told: number[] = []
    const loaded = await load(feed, signal, told)
    expect(loaded).toEqual({ ok: true, value: join(folder(), file.name) })
    expect(readFileSync(join(folder(), file.name)).equals(program)).toBe(true)
    expect(told.at(-1)).toBe(program.byteLength)
  })

  it('once: what is there is used again, what is of an earlier release goes', async () => {
    await load()
    writeFileSync(join(folder(), 'otklik-0.0.9.tar.gz'), 'old')
    expect((await load()).ok).toBe(true)
    expect(server.asked).toHaveLength(1)
    expect(readdirSync(folder())).toEqual([file.name])
  })

  it('from a folder of the system as well', async () => {
    writeFileSync(join(work, file.name), program)
    expect((await load(folderFeed(work))).ok).toBe(true)
    expect((await load(openFeed(`file://${work}`, fetch, systemClock))).ok).toBe(true)
  })
})

describe('[I4] a proxy on the way that wants a login', () => {
  /** As Chromium's: Node's own makes an error of the proxy's answer. */
  const untilPassed =
    (isPassed: () => boolean): FeedFetch =>
    async (url, init) =>
      isPassed() ? fetch(url, init) : new Response('who?', { status: 407 })

  it('is passed once, however long the person takes, and the file is asked for again', async () => {
    const passed: string[] = []
    const clock = new ManualClock()
    const through = httpFeed(
      server.url,
      untilPassed(() => passed.length > 0),
      clock,
      async (url) => {
        clock.advance(300_000)
        passed.push(url)
        return true
      },
    )
    expect(await load(through)).toMatchObject({ ok: true })
    expect(passed).toEqual([`${server.url}${file.name}`])
  })

  it('is named where nobody logs in, and nothing is kept of its answer', async () => {
    const closed = httpFeed(
      server.url,
      untilPassed(() => false),
      systemClock,
    )
    expect(await load(closed)).toMatchObject({ ok: false, error: { reason: 'proxyLogin' } })
    expect(readdirSync(folder())).toEqual([])
  })
})

describe('[I3] interrupted, it is gone on with', () => {
  it('where it was broken off', async () => {
    server.cutAfter = 1_000_000
    expect(await load()).toMatchObject({ ok: false, error: { reason: 'unreachable' } })
    expect(readdirSync(folder()).every((name) => name.endsWith('.part'))).toBe(true)
    server.cutAfter = null
    expect((await load()).ok).toBe(true)
    expect(server.asked.at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/)
    expect(readFileSync(join(folder(), file.name)).equals(program)).toBe(true)
  })

  it('from the beginning where the server knows no ranges', async () => {
    server.cutAfter = 1_000_000
    await load()
    server.cutAfter = null
    server.knowsRanges = false
    expect((await load()).ok).toBe(true)
    expect(readFileSync(join(folder(), file.name)).equals(program)).toBe(true)
  })

  it('from the beginning where what had come is of something else', async () => {
    server.cutAfter = 1_000_000
    await load()
    const part = readdirSync(folder())[0] ?? ''
    writeFileSync(join(folder(), part), Buffer.alloc(500_000, 'x'))
    server.cutAfter = null
    expect((await load()).ok).toBe(true)
    expect(readFileSync(join(folder(), file.name)).equals(program)).toBe(true)
  })

  it('or given up by the person', async () => {
    const controller = new AbortController()
    controller.abort()
    expect(await load(feed, controller.signal)).toMatchObject({ ok: false, error: { reason: 'unreachable' } })
  })
})

describe('[I3] [I9] what is not what was signed is refused and does not stay', () => {
  it.each([
    ['another content of the same length', Buffer.alloc(program.byteLength, 'x'), 'wrongHash'],
    ['a truncated file', program.subarray(0, 2_000_000), 'wrongSize'],
    ['a longer file', Buffer.concat([program, program]), 'wrongSize'],
    ['an empty file', Buffer.alloc(0), 'wrongSize'],
  ])('%s', async (_, content, reason) => {
    server.files.set(file.name, content)
    expect(await load()).toMatchObject({ ok: false, error: { reason } })
    expect(readdirSync(folder())).toEqual([])
  })

  it('a file that is missing is said to be', async () => {
    server.files.clear()
    expect(await load()).toMatchObject({ ok: false, error: { reason: 'notFound', detail: 'HTTP 404' } })
    expect(await load(folderFeed(work))).toMatchObject({ ok: false, error: { reason: 'notFound' } })
  })

  it('a manifest without end is not read to its end', async () => {
    server.files.set('stable.release', Buffer.alloc(300_000))
    expect(await feed.readText('stable.release', 1_000, signal)).toMatchObject({
      ok: false,
      error: { reason: 'tooLarge' },
    })
  })

  it('a disk that cannot be written to is named', async () => {
    writeFileSync(folder(), 'a file in the place of the folder')
    expect(await load()).toMatchObject({ ok: false, error: { reason: 'notWritable' } })
  })
})

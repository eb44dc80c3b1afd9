import { afterEach, beforeEach, expect, it } from 'vitest'

import { systemClock } from '#shared/lib/clock'
import { httpFeed, type FeedFetch } from '../updates/http-feed'
import { releaseKey, releaseOf } from '../updates/testing/signed-release'
import { startStaticServer, type StaticServer } from '../updates/testing/static-server'
import { tryUpdates } from './try-updates'

const NOW_MS = 1_000_000
const key = releaseKey()
let server: StaticServer

beforeEach(async () => {
  server = await startStaticServer()
})
afterEach(() => server.stop())

const look = (source = server.url, publicKeys = [key.publicKey], ask: FeedFetch = fetch) =>
  tryUpdates({ source, channel: 'stable', publicKeys, feed: httpFeed(source, ask, systemClock), nowMs: NOW_MS })
const publish = (text: string): void => {
  server.files.set('stable.release', Buffer.from(text))
}

it('[I8] a source with a signed release is well, and its version is said', async () => {
  publish(key.sign(JSON.stringify(releaseOf())))
  expect(await look()).toEqual({ outcome: { kind: 'ok' }, facts: { address: server.url, detail: '0.2.0' } })
})

it('[I8] without a source somebody else installs new versions', async () => {
  expect((await tryUpdates(null)).outcome).toMatchObject({ kind: 'skipped', why: 'noSource' })
})

it.each([
  ['nothing is published', null, 'updatesNoRelease'],
  ['a page stands there', '<html>', 'updatesNoRelease'],
  ['it was not renewed', key.sign(JSON.stringify(releaseOf({ validUntilMs: NOW_MS - 1 }))), 'updatesStale'],
  ['a stranger has signed', releaseKey().sign(JSON.stringify(releaseOf())), 'updatesSignature'],
] as const)('[I8] %s', async (_, text, cause) => {
  if (text !== null) publish(text)
  expect((await look()).outcome).toEqual({ kind: 'failed', cause })
})

it('[I8] [I4] a proxy that lets nobody through is named', async () => {
  // As Chromium's: Node's own makes an error of the proxy's answer.
  const stopped = async () => new Response('who?', { status: 407 })
  expect((await look(server.url, [key.publicKey], stopped)).outcome).toEqual({
    kind: 'failed',
    cause: 'updatesProxyLogin',
  })
})

it('[I8] a source that is away, and a missing key, are named', async () => {
  expect((await look('http://127.0.0.1:9/')).outcome).toEqual({ kind: 'failed', cause: 'updatesUnreachable' })
  expect((await look(server.url, [])).outcome).toEqual({ kind: 'failed', cause: 'updatesNoKey' })
})

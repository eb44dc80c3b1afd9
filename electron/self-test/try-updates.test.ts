import { afterEach, beforeEach, expect, it } from 'vitest'

import { systemClock } from '#shared/lib/clock'
import { httpFeed } from '../updates/http-feed'
import { releaseKey, releaseOf } from '../updates/testing/signed-release'
import { startStaticServer, type StaticServer } from '../updates/testing/static-server'
import { tryUpdates } from './try-updates'

const key = releaseKey()
let server: StaticServer

beforeEach(async () => {
  server = await startStaticServer()
})
afterEach(() => server.stop())

const look = (source = server.url, publicKeys = [key.publicKey]) =>
  tryUpdates({ source, channel: 'stable', publicKeys, feed: httpFeed(source, fetch, systemClock) })
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
  ['a stranger has signed', releaseKey().sign(JSON.stringify(releaseOf())), 'updatesSignature'],
] as const)('[I8] %s', async (_, text, cause) => {
  if (text !== null) publish(text)
  expect((await look()).outcome).toEqual({ kind: 'failed', cause })
})

it('[I8] a source that is away, and a missing key, are named', async () => {
  expect((await look('http://127.0.0.1:9/')).outcome).toEqual({ kind: 'failed', cause: 'updatesUnreachable' })
  expect((await look(server.url, [])).outcome).toEqual({ kind: 'failed', cause: 'updatesNoKey' })
})

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { liveCallFile } from './live-call-file'
import type { LiveCall } from './phone-ports'
import { FakePeer, PEER_SDP } from './testing/fake-peer'
import { createFixture } from './testing/phone-fixture'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-live-'))
  path = join(folder, 'live.json')
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const call: LiveCall = {
  answeredAtMs: 1_000,
  seenAtMs: 61_000,
  talk: null,
  record: {
    id: '0192d6d0-0000-7000-8000-000000000002' as CallId,
    chatId: null,
    direction: 'outgoing',
    number: '100',
    name: null,
    outcome: 'interrupted',
    startedAtMs: 0,
    durationMs: 0,
    isSeen: true,
  },
}

describe('[K18] the note of running calls', () => {
  it('is read back as it was written, and is gone after the last call', () => {
    const file = liveCallFile(path, silentLogger)
    expect(file.load()).toEqual([])
    file.save([call])
    expect(liveCallFile(path, silentLogger).load()).toEqual([call])
    file.save([])
    expect(readdirSync(folder)).toEqual([])
  })

  it('unreadable is no reason not to start', () => {
    writeFileSync(path, '[{"record":')
    expect(liveCallFile(path, silentLogger).load()).toEqual([])
  })

  it('becomes a line of the history at the next start', () => {
    const liveCalls = liveCallFile(path, silentLogger)
    liveCalls.save([call])
    const desk = createFixture({
      account: { transport: 'ws', port: 1 },
      internals: { openFlow: new FakePeer().openFlow },
      liveCalls,
    })
    desk.phone.start()
    expect(desk.records).toEqual([{ ...call.record, durationMs: 60_000 }])
    expect(liveCalls.load()).toEqual([])
    desk.phone.dispose()
  })

  it('follows a call from its beginning to its end', async () => {
    const liveCalls = liveCallFile(path, silentLogger)
    const peer = new FakePeer()
    const desk = createFixture({
      account: { transport: 'ws', port: 1 },
      internals: { openFlow: peer.openFlow },
      liveCalls,
    })
    desk.phone.start()
    await desk.untilRegistered()
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    expect(liveCalls.load()).toMatchObject([{ answeredAtMs: null, record: { id, outcome: 'interrupted' } }])
    peer.reply(invite, 200, { body: PEER_SDP })
    const { phase } = await desk.untilPhase(id, 'active')
    expect(liveCalls.load()).toMatchObject([{ answeredAtMs: phase.kind === 'active' ? phase.answeredAtMs : null }])
    await desk.phone.callHandlers.hangUp({ id })
    await desk.untilPhase(id, 'ended')
    expect(liveCalls.load()).toEqual([])
    await desk.phone.stop()
  })
})

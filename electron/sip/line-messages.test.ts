import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { LineMessage } from '#shared/domain/line-message'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { openLineMessages } from '../settings/line-message-store'
import type { LineMessageStore } from './phone-ports'
import { FakePeer, PEER_SDP } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'

vi.mock('electron-store', async () => ({
  default: (await import('../settings/testing/fake-electron-store')).FakeElectronStore,
}))

let folder: string
let peer: FakePeer
let desk: PhoneFixture
let arrived: LineMessage[]

const kept = () => openLineMessages(folder, silentLogger, systemClock)

async function start(messages: LineMessageStore = kept()): Promise<void> {
  peer = new FakePeer()
  desk = createFixture({
    account: { transport: 'ws', port: 1 },
    messages,
    internals: { openFlow: peer.openFlow, random: () => 0 },
  })
  arrived = []
  desk.phone.onMessage((message) => arrived.push(message))
  desk.phone.start()
  await desk.untilRegistered()
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-messages-'))
})

afterEach(async () => {
  await desk.phone.stop()
  rmSync(folder, { recursive: true, force: true })
})

let branch = 0

/** Each by a transaction of its own. */
function text(body: string, { cseq = 1, type = 'text/plain', from = '"Иван" <sip:101@pbx.test>' } = {}): void {
  branch += 1
  peer.inject(
    [
      'MESSAGE sip:agent@here SIP/2.0',
      `Via: SIP/2.0/WS p.invalid;branch=z9hG4bKtext${String(branch)}`,
      'Max-Forwards: 70',
      `From: ${from};tag=sender`,
      'To: <sip:agent@pbx.test>',
      'Call-ID: texts',
      `CSeq: ${String(cseq)} MESSAGE`,
      `Content-Type: ${type}`,
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      '',
      body,
    ].join('\r\n'),
  )
}

describe('[K8] a text to a line (RFC 3428)', () => {
  it('stands on the disk when it is answered, and is told once', async () => {
    await start()
    text('Перезвоните клиенту')
    await peer.next(200)
    const message = { accountId: desk.accountId, number: '101', name: 'Иван', text: 'Перезвоните клиенту' }
    expect(kept().list()).toMatchObject([message])
    expect([arrived, desk.phone.messages()]).toMatchObject([[message], [message]])
  })

  it('that comes again, also after a restart, is answered and not kept twice', async () => {
    await start()
    text('раз')
    await peer.next(200)
    // By another way, while the first is still remembered (RFC 3261 §8.2.2.2).
    text('раз')
    await peer.next(482)
    await desk.phone.stop()
    await start()
    text('раз')
    await peer.next(200)
    expect([kept().list().length, arrived]).toEqual([1, []])
    text('два', { cseq: 2, from: '<sip:102@pbx.test>' })
    await peer.next(200)
    expect(
      kept()
        .list()
        .map(({ number, name, text: said }) => [number, name, said]),
    ).toEqual([
      ['102', null, 'два'],
      ['101', 'Иван', 'раз'],
    ])
  })

  it('that cannot be kept is refused, so that the sender still has it', async () => {
    await start({
      list: () => [],
      save() {
        throw new Error('ENOSPC')
      },
    })
    text('раз')
    await peer.next(500)
    expect(arrived).toEqual([])
  })

  it('of another kind is refused with what is taken, and an empty one is nothing', async () => {
    await start()
    text('<b>раз</b>', { type: 'text/html' })
    expect((await peer.next(415)).header('accept')).toBe('text/plain')
    text('  ', { cseq: 2 })
    await peer.next(200)
    expect(kept().list()).toEqual([])
  })

  it('within a call is kept too', async () => {
    await start()
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
    await peer.next('ACK')
    peer.inject(
      [
        'MESSAGE sip:agent@here SIP/2.0',
        'Via: SIP/2.0/WS p.invalid;branch=z9hG4bKwithin',
        'Max-Forwards: 70',
        `From: ${invite.header('to')};tag=peer`,
        `To: ${invite.header('from')}`,
        `Call-ID: ${invite.header('call-id')}`,
        'CSeq: 9 MESSAGE',
        'Content-Type: text/plain;charset=utf-8',
        'Content-Length: 6',
        '',
        'pin 42',
      ].join('\r\n'),
    )
    await desk.until('kept', () => desk.phone.messages().length === 1)
    expect(desk.phone.messages()).toMatchObject([{ number: '100', text: 'pin 42' }])
  })
})

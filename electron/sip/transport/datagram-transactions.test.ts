import { beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { DatagramTransactions } from './datagram-transactions'

let clock: ManualClock
let startMs: number
let wire: { readonly atMs: number; readonly text: string }[]
let transactions: DatagramTransactions

beforeEach(() => {
  clock = new ManualClock()
  startMs = clock.now()
  wire = []
  transactions = new DatagramTransactions({
    clock,
    transmit: (text) => wire.push({ atMs: clock.now() - startMs, text }),
  })
})

function message(startLine: string, cseqMethod: string, branch = 'z9hG4bK1', sentBy = '192.0.2.1:5060'): string {
  return [
    startLine,
    `Via: SIP/2.0/UDP ${sentBy};branch=${branch};rport`,
    'From: <sip:a@x>;tag=f',
    'To: <sip:b@x>;tag=t',
    'Call-ID: c1',
    `CSeq: 1 ${cseqMethod}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}

const request = (method: string, branch?: string) => message(`${method} sip:b@x SIP/2.0`, method, branch)
const response = (status: number, method: string, branch?: string) =>
  message(`SIP/2.0 ${String(status)} Text`, method, branch)
const times = () => wire.map(({ atMs }) => atMs)

describe('requests over datagrams', () => {
  it('[K8] an INVITE is repeated at doubling intervals until timer B (RFC 3261 timer A)', () => {
    transactions.handleOutgoing(request('INVITE'))
    clock.advance(120_000)
    expect(times()).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500])
    expect(clock.pendingTimers).toBe(0)
  })

  it('[K8] any other is repeated at intervals of at most four seconds until timer F (timer E)', () => {
    transactions.handleOutgoing(request('REGISTER'))
    clock.advance(120_000)
    expect(times()).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500])
  })

  it('[K8] an INVITE rests with its first provisional answer, anything else goes on slowly', () => {
    transactions.handleOutgoing(request('INVITE'))
    expect(transactions.handleIncoming(response(100, 'INVITE'))).toBe(true)
    clock.advance(30_000)
    expect(times()).toEqual([0])
    wire.length = 0
    transactions.handleOutgoing(request('BYE', 'z9hG4bK2'))
    const sentMs = clock.now() - startMs
    clock.advance(100)
    transactions.handleIncoming(response(100, 'BYE', 'z9hG4bK2'))
    clock.advance(10_000)
    expect(times().map((atMs) => atMs - sentMs)).toEqual([0, 500, 4_500, 8_500])
  })

  it('[K8] a final answer ends the repetition and is seen once', () => {
    transactions.handleOutgoing(request('BYE'))
    expect(transactions.handleIncoming(response(200, 'BYE'))).toBe(true)
    expect(transactions.handleIncoming(response(200, 'BYE'))).toBe(false)
    expect(transactions.handleIncoming(response(100, 'BYE'))).toBe(false)
    clock.advance(60_000)
    expect(times()).toEqual([0])
    expect(clock.pendingTimers).toBe(0)
  })

  it('[K8] a refusal that comes again gets its ACK again and is not seen twice (timer D)', () => {
    transactions.handleOutgoing(request('INVITE'))
    expect(transactions.handleIncoming(response(486, 'INVITE'))).toBe(true)
    const ack = request('ACK')
    transactions.handleOutgoing(ack)
    expect(transactions.handleIncoming(response(486, 'INVITE'))).toBe(false)
    expect(wire.slice(-2).map(({ text }) => text)).toEqual([ack, ack])
    clock.advance(60_000)
    expect(wire).toHaveLength(3)
  })

  it('[K8] every 2xx to INVITE is seen: the library owes each its ACK', () => {
    transactions.handleOutgoing(request('INVITE'))
    expect(transactions.handleIncoming(response(200, 'INVITE'))).toBe(true)
    expect(transactions.handleIncoming(response(200, 'INVITE'))).toBe(true)
  })

  it('[K8] the answer to a CANCEL does not silence its INVITE', () => {
    transactions.handleOutgoing(request('INVITE'))
    transactions.handleOutgoing(request('CANCEL'))
    transactions.handleIncoming(response(200, 'CANCEL'))
    clock.advance(4_000)
    expect(wire.filter(({ text }) => text.startsWith('INVITE')).length).toBe(4)
    expect(wire.filter(({ text }) => text.startsWith('CANCEL')).length).toBe(1)
  })
})

describe('answers over datagrams', () => {
  it('[K8] a request that comes again gets the last answer again and is seen once (timer J)', () => {
    expect(transactions.handleIncoming(request('BYE'))).toBe(true)
    expect(transactions.handleIncoming(request('BYE'))).toBe(false)
    expect(wire).toEqual([])
    transactions.handleOutgoing(response(200, 'BYE'))
    clock.advance(31_900)
    expect(transactions.handleIncoming(request('BYE'))).toBe(false)
    expect(times()).toEqual([0, 31_900])
    clock.advance(200)
    expect(transactions.handleIncoming(request('BYE'))).toBe(true)
  })

  it('[K8] a refusal of an INVITE is repeated until its ACK, which is seen once (timers G and H)', () => {
    transactions.handleIncoming(request('INVITE'))
    transactions.handleOutgoing(response(486, 'INVITE'))
    clock.advance(4_000)
    expect(times()).toEqual([0, 500, 1_500, 3_500])
    expect(transactions.handleIncoming(request('ACK'))).toBe(true)
    expect(transactions.handleIncoming(request('ACK'))).toBe(false)
    clock.advance(60_000)
    expect(wire).toHaveLength(4)
  })

  it('[K8] a refusal without ACK is given up after 32 seconds', () => {
    transactions.handleIncoming(request('INVITE'))
    transactions.handleOutgoing(response(603, 'INVITE'))
    clock.advance(120_000)
    expect(times()).toEqual([0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500])
    expect(clock.pendingTimers).toBe(0)
  })

  it('[K8] a provisional answer is not repeated by itself', () => {
    transactions.handleIncoming(request('INVITE'))
    transactions.handleOutgoing(response(180, 'INVITE'))
    clock.advance(20_000)
    expect(times()).toEqual([0])
    expect(transactions.handleIncoming(request('INVITE'))).toBe(false)
    expect(times()).toEqual([0, 20_000])
  })

  it('[K8] the same branch of another sender is another request (§17.2.3)', () => {
    expect(transactions.handleIncoming(message('BYE sip:b@x SIP/2.0', 'BYE', 'z9hG4bK1', 'one:5060'))).toBe(true)
    expect(transactions.handleIncoming(message('BYE sip:b@x SIP/2.0', 'BYE', 'z9hG4bK1', 'two:5060'))).toBe(true)
  })

  it('leaves a message without Via to the user agent', () => {
    expect(transactions.handleIncoming('OPTIONS sip:b@x SIP/2.0\r\nCSeq: 1 OPTIONS\r\n\r\n')).toBe(true)
  })

  it('forgets everything when disposed of', () => {
    transactions.handleOutgoing(request('INVITE'))
    transactions.handleIncoming(request('BYE', 'z9hG4bK9'))
    transactions.dispose()
    expect(clock.pendingTimers).toBe(0)
  })
})

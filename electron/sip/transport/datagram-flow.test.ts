import net from 'node:net'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { systemClock } from '#shared/lib/clock'
import { ManualClock } from '#shared/lib/manual-clock'
import { err, ok } from '#shared/lib/result'
import { FakeDatagramSocket } from '../testing/fake-datagram-socket'
import { answerTo, sipOverTcp, tcpServer, type TinyServer } from '../testing/tiny-servers'
import { DatagramFlow, readDatagram, type DatagramFlowOptions } from './datagram-flow'
import type { TransportFailure } from './transport-failure'

let clock: ManualClock
let socket: FakeDatagramSocket
let heard: string[]
let lost: TransportFailure[]

beforeEach(() => {
  clock = new ManualClock()
  socket = new FakeDatagramSocket()
  heard = []
  lost = []
})

function open(options: Partial<DatagramFlowOptions> = {}): DatagramFlow {
  const flow = new DatagramFlow(socket, {
    clock,
    userAgent: 'Otklik/test',
    addressOfRecord: 'sip:agent@pbx.test',
    openStream: async () => err({ layer: 'connect', reason: 'connectionRefused', detail: null }),
    ...options,
  })
  flow.onMessage = (text) => heard.push(text)
  flow.onLost = (failure) => lost.push(failure)
  return flow
}

function request(method: string, extra: readonly string[] = [], body = ''): string {
  return [
    `${method} sip:b@pbx.test SIP/2.0`,
    'Via: SIP/2.0/UDP 192.168.1.7:40000;branch=z9hG4bKx;rport',
    'From: <sip:agent@pbx.test>;tag=f',
    'To: <sip:b@pbx.test>',
    'Call-ID: c1',
    `CSeq: 1 ${method}`,
    ...extra,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    '',
    body,
  ].join('\r\n')
}

const answersAll = () => {
  socket.onSent = (text) => {
    if (!text.startsWith('SIP/')) socket.arrive(answerTo(text, 200))
  }
}

describe('a flow of datagrams', () => {
  it('[K8] carries messages both ways and answers with where they came from (RFC 3581)', () => {
    const flow = open()
    expect(flow.localAddress).toBe('192.168.1.7:40000')
    flow.send(request('OPTIONS'))
    expect(socket.sent).toEqual([request('OPTIONS')])
    socket.arrive(request('MESSAGE'))
    expect(heard).toEqual([
      request('MESSAGE').replace(';branch=z9hG4bKx;rport', ';branch=z9hG4bKx;rport=5060;received=203.0.113.5'),
    ])
  })

  it('[K8] learns from an answer how it looks from outside a NAT', () => {
    const flow = open()
    flow.send(request('REGISTER'))
    expect(flow.publicAddress).toBeNull()
    socket.arrive(answerTo(request('REGISTER'), 401).replace(';rport', ';received=198.51.100.4;rport=61234'))
    expect(flow.publicAddress).toBe('198.51.100.4:61234')
    expect(heard).toHaveLength(1)
  })

  it('[K8] cuts off what is behind the body and drops what was cut short (RFC 3261 §18.3)', () => {
    const whole = request('MESSAGE', [], 'привет')
    expect(readDatagram(Buffer.from(`${whole}\r\nmore`))).toBe(whole)
    expect(readDatagram(Buffer.from(whole).subarray(0, -1))).toBeNull()
    const lengthless = whole.replace(/Content-Length: \d+\r\n/, '')
    expect(readDatagram(Buffer.from(lengthless))).toBe(lengthless)
    expect(readDatagram(Buffer.from(request('MESSAGE', Array<string>(300).fill('X: 1'))))).toBeNull()
  })

  it('[K8] names a server that speaks something else, but only before it spoke SIP', () => {
    open()
    socket.arrive('\r\n\r\n')
    socket.arrive(request('OPTIONS'))
    socket.arrive('HTTP/1.1 400 Bad Request\r\n\r\n')
    expect(lost).toEqual([])
    socket = new FakeDatagramSocket()
    open()
    socket.arrive('HTTP/1.1 400 Bad Request\r\n\r\n')
    expect(lost).toMatchObject([{ reason: 'notSip' }])
    expect(socket.isOpen).toBe(false)
  })

  it('[K17] is lost at once when the system says that nobody is there', () => {
    open()
    socket.onError?.('ECONNREFUSED')
    socket.onError?.('ECONNREFUSED')
    expect(lost).toEqual([{ layer: 'sip', reason: 'connectionRefused', detail: 'ECONNREFUSED' }])
    expect(clock.pendingTimers).toBe(0)
  })

  it('sends and hears nothing once closed', () => {
    const flow = open()
    flow.close()
    flow.close()
    flow.send(request('BYE'))
    socket.arrive(request('OPTIONS'))
    expect([socket.sent, heard, lost]).toEqual([[], [], []])
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('the watch over a server that cannot hang up', () => {
  it('[K17] asks every 25 s, keeps the answer to itself and notices silence within 41 s', () => {
    answersAll()
    open()
    clock.advance(25_000)
    expect(socket.sent.map((text) => text.split(' ')[0])).toEqual(['OPTIONS'])
    expect(heard).toEqual([])
    socket.onSent = null
    clock.advance(41_000)
    expect(lost).toEqual([{ layer: 'sip', reason: 'connectionLost', detail: 'no answer to keep-alive' }])
    expect(clock.pendingTimers).toBe(0)
  })

  it('[K17] takes any sign of life for an answer', () => {
    answersAll()
    open()
    clock.advance(25_000)
    socket.onSent = null
    clock.advance(30_000)
    socket.arrive(request('OPTIONS'))
    clock.advance(15_000)
    expect(lost).toEqual([])
  })

  it('[K17] does not leave a server that never answered the question', () => {
    open()
    clock.advance(600_000)
    expect(lost).toEqual([])
  })
})

describe('a request too large for a datagram (RFC 3261 §18.1.1)', () => {
  const servers: TinyServer[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  const large = request('INVITE', [], 'x'.repeat(2_000))
  const small = (method: string) => request(method)

  function connect(port: number): Promise<net.Socket> {
    return new Promise((resolve, reject) => {
      const stream = net.connect(port, '127.0.0.1', () => {
        resolve(stream)
      })
      stream.once('error', reject)
    })
  }

  it('[K8] goes by TCP with its CANCEL and ACK, and its answers look as if they came by UDP', async () => {
    const arrived: string[] = []
    const server = await sipOverTcp((text) => {
      arrived.push(/^\w+/.exec(text)?.[0] ?? '', /SIP\/2\.0\/\w+/.exec(text)?.[0] ?? '')
      return text.startsWith('INVITE') ? answerTo(text, 180) : text.startsWith('CANCEL') ? answerTo(text, 200) : null
    })
    servers.push(server)
    const flow = open({ clock: systemClock, openStream: async () => ok(await connect(server.port)) })
    const answered = new Promise<void>((resolve) => {
      flow.onMessage = (text) => {
        heard.push(text)
        if (heard.length === 2) resolve()
      }
    })
    flow.send(large)
    flow.send(small('CANCEL'))
    flow.send(request('OPTIONS').replace('z9hG4bKx', 'z9hG4bKother'))
    await answered
    expect(arrived).toEqual(['INVITE', 'SIP/2.0/TCP', 'CANCEL', 'SIP/2.0/TCP'])
    expect(heard.map((text) => /SIP\/2\.0\/\w+/.exec(text)?.[0])).toEqual(['SIP/2.0/UDP', 'SIP/2.0/UDP'])
    expect(socket.sent.map((text) => text.split(' ')[0])).toEqual(['OPTIONS'])
    flow.close()
  })

  it('[K8] an answer goes back over the connection on which its request came', async () => {
    let settle: (text: string) => void = () => undefined
    const answered = new Promise<string>((resolve) => (settle = resolve))
    const asked = small('BYE').replace('SIP/2.0/UDP', 'SIP/2.0/TCP')
    const server = await tcpServer((peer) => {
      peer.on('data', (chunk: Buffer) => {
        const text = chunk.toString()
        if (text.startsWith('INVITE')) peer.write(asked)
        else settle(text)
      })
    })
    servers.push(server)
    const flow = open({ clock: systemClock, openStream: async () => ok(await connect(server.port)) })
    flow.onMessage = (text) => {
      flow.send(answerTo(text, 200))
    }
    flow.send(large)
    expect(await answered).toBe(answerTo(asked, 200))
    flow.close()
  })

  it('[K8] goes as a datagram all the same where there is no TCP, and is then repeated', async () => {
    let attempts = 0
    const flow = open({
      openStream: async () => {
        attempts += 1
        return err({ layer: 'connect', reason: 'connectionRefused', detail: null })
      },
    })
    flow.send(large)
    await clock.advanceAsync(600)
    expect(socket.sent).toEqual([large, large])
    flow.send(large.replaceAll('z9hG4bKx', 'z9hG4bKy'))
    expect(socket.sent).toHaveLength(3)
    expect(attempts).toBe(1)
    flow.close()
  })
})

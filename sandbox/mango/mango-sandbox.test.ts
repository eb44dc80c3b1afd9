import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { CODE, liveLegs, sign, startMangoSandbox, type Entry, type MangoSandbox } from '.'

const CLIENT = '79990000001'

describe('the sandbox of the cloud PBX', () => {
  const clock = new ManualClock()
  let mango: MangoSandbox

  beforeEach(async () => {
    mango = await startMangoSandbox({ clock })
  })
  afterEach(async () => {
    await mango.stop()
    clock.advance(600_000)
  })

  const ask = async (method: string, body: unknown, keys = mango.keys) => {
    const json = JSON.stringify(body)
    const form = new URLSearchParams({ vpbx_api_key: keys.apiKey, sign: sign(keys, json), json })
    return fetch(`${mango.apiUrl}/${method}`, { method: 'POST', body: form })
  }
  const answer = async (method: string, body: unknown, keys = mango.keys) =>
    await (await ask(method, body, keys)).json()
  const callback = (commandId: string, to = CLIENT, extension = '101') =>
    answer('commands/callback', { command_id: commandId, from: { extension }, to_number: to })

  it('[K8] signs as the document says: SHA-256 of key, text and salt in a row', () => {
    // echo -n 'demoKey{"command_id":"c-1"}demoSalt' | sha256sum
    expect(sign({ apiKey: 'demoKey', apiSalt: 'demoSalt' }, '{"command_id":"c-1"}')).toBe(
      '2b35867e53e77320acb5fd1a08b51ae87671904a1bdff6c4189e3424bf45f3fb',
    )
  })

  it('[K8] refuses a wrong key, a wrong signature, a GET and what lacks a field, by the documented codes', async () => {
    const pause = () => {
      clock.advance(120_000)
    }
    expect(await answer('config/users/request', {}, { ...mango.keys, apiKey: 'other' })).toEqual({ result: 3105 })
    pause()
    expect(await answer('config/users/request', {}, { ...mango.keys, apiSalt: 'other' })).toEqual({ result: 3102 })
    pause()
    const get = await fetch(`${mango.apiUrl}/config/users/request`)
    expect(await get.json()).toEqual({ result: 3101 })
    pause()
    expect(await answer('commands/callback', { command_id: 'c-1', from: { extension: '101' } })).toEqual({
      result: 3103,
    })
    pause()
    expect(await callback('c-2', 'no number')).toEqual({ result: 3200 })
    pause()
    expect(await callback('c-3', CLIENT, '999')).toEqual({ result: 3300 })
  })

  it('[K8] locks everything for two minutes after the second invalid request', async () => {
    const wrong = { ...mango.keys, apiSalt: 'other' }
    await ask('stats/result', { key: 'k' }, wrong)
    expect((await ask('stats/result', { key: 'k' })).status).toBe(404)
    await ask('stats/result', { key: 'k' }, wrong)
    expect((await ask('stats/result', { key: 'k' })).status).toBe(401)
    clock.advance(119_999)
    expect((await ask('stats/result', { key: 'k' })).status).toBe(401)
    clock.advance(1)
    expect((await ask('stats/result', { key: 'k' })).status).toBe(404)
  })

  it('[K8] answers 429 over the limit of a method', async () => {
    expect((await ask('config/users/request', {})).status).toBe(200)
    const over = await ask('config/users/request', {})
    expect(over.status).toBe(429)
    expect(await over.json()).toEqual({
      name: 'Service Unavailable',
      message: 'Rate limit exceeded.',
      code: 0,
      status: 429,
    })
    clock.advance(2000)
    expect((await ask('config/users/request', {})).status).toBe(200)
  })

  it('[K8] tells the employees with their numbers', async () => {
    const { users } = (await answer('config/users/request', { ext_fields: ['general.user_id'], extension: '101' })) as {
      users: unknown[]
    }
    expect(users).toEqual([
      {
        general: {
          name: 'Иван Пример',
          email: 'ivan@example.com',
          department: 'HR',
          position: 'рекрутер',
          user_id: 70_001,
        },
        telephony: {
          extension: '101',
          outgoingline: '74950000001',
          numbers: [
            { number: 'sip:ivan@vpbx400000001.mangosip.ru', protocol: 'sip', order: 1, wait_sec: 60, status: 'on' },
          ],
        },
      },
    ])
  })

  it('[K10] gives statistics after a while, by key, as a table with semicolons', async () => {
    const entry = mango.exchange.outgoing('101', { number: CLIENT })
    clock.advance(10_000)
    mango.exchange.answer(entry)
    clock.advance(80_000)
    mango.exchange.end(entry, CODE.calleeHungUp)
    const nowS = Math.floor(clock.now() / 1000)
    const { key } = (await answer('stats/request', {
      date_from: nowS - 3600,
      date_to: nowS,
      fields: 'records,start,finish,answer,from_extension,from_number,to_extension,to_number,disconnect_reason',
    })) as { key: string }
    expect((await ask('stats/result', { key })).status).toBe(204)
    clock.advance(3000)
    const ready = await ask('stats/result', { key })
    expect(ready.status).toBe(200)
    expect(await ready.text()).toBe(
      `[];${String(nowS - 90)};${String(nowS)};${String(nowS - 80)};101;sip:ivan@vpbx400000001.mangosip.ru;;${CLIENT};1120`,
    )
    clock.advance(61_000)
    expect((await ask('stats/result', { key })).status).toBe(404)
  })

  describe('tells an external system', () => {
    let server: Server
    const heard: { path: string; isSigned: boolean; json: Record<string, unknown> }[] = []

    beforeEach(async () => {
      heard.length = 0
      server = createServer((request, response) => {
        let body = ''
        request.on('data', (part: Buffer) => (body += part.toString('utf8')))
        request.on('end', () => {
          const form = new URLSearchParams(body)
          const json = form.get('json') ?? ''
          const isSigned = form.get('vpbx_api_key') === mango.keys.apiKey && form.get('sign') === sign(mango.keys, json)
          heard.push({ path: request.url ?? '', isSigned, json: JSON.parse(json) as Record<string, unknown> })
          response.end('{}')
        })
      })
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve)
      })
      mango.events.address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/otklik`
    })
    afterEach(async () => {
      await new Promise((resolve) => server.close(resolve))
    })

    const states = () =>
      heard.map(({ path, json }) =>
        [path.replace('/otklik/', ''), json['call_id'], json['seq'], json['call_state']].filter(Boolean).join(' '),
      )
    const last = (): Entry => {
      const entry = mango.exchange.entries.at(-1)
      if (!entry) throw new Error('No call.')
      return entry
    }

    it('[K10] of every step of a callback, signed, with the command’s id', async () => {
      expect(await callback('c-1')).toEqual({ result: 1000 })
      mango.exchange.answer(last())
      mango.exchange.answer(last())
      clock.advance(30_000)
      mango.exchange.end(last(), CODE.callerHungUp)
      await mango.events.idle()
      const [own, client] = last().legs.map(({ callId }) => callId)
      expect(states()).toEqual([
        `events/call ${String(own)} 1 Appeared`,
        `events/call ${String(own)} 2 Connected`,
        `events/call ${String(client)} 1 Appeared`,
        `events/call ${String(client)} 2 Connected`,
        `events/call ${String(own)} 3 Disconnected`,
        `events/call ${String(client)} 3 Disconnected`,
        'events/summary',
        'result/callback',
      ])
      expect(heard.every(({ isSigned }) => isSigned)).toBe(true)
      expect(heard[0]?.json['command_id']).toBe('c-1')
      expect(mango.exchange.truth()).toMatchObject([{ direction: 'outgoing', talkS: 30, answeredBy: '101' }])
    })

    it('[K9] of a hang-up, a route of a ringing call and a transfer of a connected one', async () => {
      const entry = mango.exchange.incoming({ number: CLIENT })
      const ringing = mango.exchange.ring(entry, '101')
      const command = { command_id: 'c-1', call_id: ringing.callId, to_number: '102' }
      const blind = { ...command, method: 'blind', initiator: '101' }
      expect(await answer('commands/transfer', blind)).toEqual({ result: 4100 })
      expect(await answer('commands/route', command)).toEqual({ result: 1000 })
      mango.exchange.answer(entry)
      clock.advance(2000)
      const [talking] = liveLegs(entry)
      const onward = { ...blind, call_id: talking?.callId, to_number: '103', initiator: '102' }
      expect(await answer('commands/transfer', onward)).toEqual({ result: 1000 })
      mango.exchange.answer(entry)
      const third = liveLegs(entry).map(({ callId }) => callId)
      expect(await answer('commands/call/hangup', { command_id: 'c-3', call_id: third[0] })).toEqual({ result: 1000 })
      expect(await answer('commands/call/hangup', { command_id: 'c-4', call_id: third[0] })).toEqual({ result: 4101 })
      await mango.events.idle()
      expect(heard.filter(({ path }) => path.includes('/result/')).map(({ path }) => path)).toEqual([
        '/otklik/result/route',
        '/otklik/result/transfer',
        '/otklik/result/hangup',
      ])
      expect(mango.exchange.truth()).toMatchObject([{ direction: 'incoming', answeredBy: '102', reason: 1180 }])
    })

    it('[K10] holds events back for a test to deliver in any order, and loses what nobody took', async () => {
      mango.events.hold()
      const entry = mango.exchange.incoming({ number: CLIENT }, true)
      mango.exchange.ring(entry, '101')
      mango.exchange.end(entry, CODE.callerHungUp)
      expect(mango.events.held).toHaveLength(5)
      for (const event of mango.events.held.toReversed()) expect(await mango.events.deliver(event)).toBe(200)
      expect(heard[0]?.path).toBe('/otklik/events/summary')
      await new Promise((resolve) => server.close(resolve))
      expect(await mango.events.deliver({ path: 'events/call', json: {} })).toBeNull()
      expect(mango.events.counts).toEqual({ delivered: 5, lost: 1 })
    })
  })
})

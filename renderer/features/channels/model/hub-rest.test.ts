import { describe, expect, it, vi } from 'vitest'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type { ChannelId } from '#shared/domain/ids'

import { createHubRest, type ConnectRequest } from './hub-rest'

const READY: HubConnection = { kind: 'ready', url: 'http://127.0.0.1:4000', secret: 's3cret', databaseSetAside: null }
const ID = '01890000-0000-7000-8000-000000000001' as ChannelId
const REQUEST: ConnectRequest = { kind: 'avito', name: 'Avito', mode: 'own', clientId: 'a', clientSecret: 'b' }

function restOf(answer: Response | Error, connection: HubConnection | null = READY) {
  const send = vi.fn<typeof fetch>(async () => {
    if (answer instanceof Error) throw answer
    return answer
  })
  return { send, rest: createHubRest(() => connection, send) }
}
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })

describe('[A1] requests to the hub', () => {
  it('carry the secret of this launch', async () => {
    const { rest, send } = restOf(json(200, { channel: {}, consentUrl: null }))
    expect(await rest.connectChannel(REQUEST)).toEqual({ ok: true, value: { channel: {}, consentUrl: null } })
    expect(send.mock.calls[0]).toMatchObject([
      'http://127.0.0.1:4000/api/channels',
      { method: 'POST', headers: { authorization: 'Bearer s3cret' }, body: JSON.stringify(REQUEST) },
    ])
  })

  it('name the channel', async () => {
    const { rest, send } = restOf(new Response(null, { status: 204 }))
    expect(await rest.disconnect(ID)).toEqual({ ok: true, value: null })
    expect(send.mock.calls[0]).toMatchObject([`http://127.0.0.1:4000/api/channels/${ID}`, { method: 'DELETE' }])
  })

  it.each([
    [json(400, { error: 'insecureAddress', message: '' }), 'insecureAddress'],
    [json(404, { error: 'unknownChannel', message: '' }), 'unknownChannel'],
    [json(401, { error: 'unauthorised', message: '' }), 'unauthorised'],
    [json(400, { error: 'invalid', message: '' }), 'rejected'],
    [json(500, { error: 'bug', message: '' }), 'broken'],
    [new Response('<html>', { status: 200 }), 'away'],
    [new TypeError('fetch failed'), 'away'],
    [new DOMException('too slow', 'TimeoutError'), 'away'],
  ])('%o is told as «%s»', async (answer, failure) => {
    expect(await restOf(answer).rest.authorise(ID)).toEqual({ ok: false, error: failure })
  })

  it.each([
    [null, 'starting'],
    [{ kind: 'starting' }, 'starting'],
    [{ kind: 'restarting', retryAtMs: 0 }, 'away'],
    [{ kind: 'failed', reason: 'diskFull', detail: '' }, 'away'],
  ] satisfies [HubConnection | null, string][])('are not sent while the hub is %o', async (connection, failure) => {
    const { rest, send } = restOf(json(200, {}), connection)
    expect(await rest.authorise(ID)).toEqual({ ok: false, error: failure })
    expect(send).not.toHaveBeenCalled()
  })

  it('let a defect rise', async () => {
    await expect(restOf(new RangeError('bug')).rest.authorise(ID)).rejects.toThrow(RangeError)
  })
})

import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createAvitoControlClient } from '../control-client'
import { startAvitoSandbox, type AvitoSandbox } from '../index'

const APPLICATIONS = '/job/v1/applications'
const TODAY = new Date().toISOString().slice(0, 10)

let sandbox: AvitoSandbox
let call: (method: string, path: string, body?: unknown) => Promise<{ status: number; json: unknown; headers: Headers }>
let hook: Server | null = null

beforeEach(async () => {
  sandbox = await startAvitoSandbox()
  call = await own()
})
afterEach(async () => {
  hook?.close()
  hook = null
  await sandbox.stop()
})

async function own(): Promise<typeof call> {
  const { clientId, clientSecret } = sandbox
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const answer = await fetch(`${sandbox.apiUrl}/token`, { method: 'POST', body: new URLSearchParams(grant) })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  return async (method, path, body) => {
    const reply = await fetch(sandbox.apiUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: reply.status, json: await reply.json(), headers: reply.headers }
  }
}

async function listenForHooks(): Promise<{ url: string; events: { secret: unknown; body: string }[] }> {
  const events: { secret: unknown; body: string }[] = []
  const server = createServer((request: IncomingMessage, answer) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      events.push({ secret: request.headers['x-secret'], body })
      answer.writeHead(200).end()
    })
  })
  hook = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`, events }
}

const respond = (name: string) => sandbox.control.candidateResponds({ vacancy: 'Курьер', name, phone: '79990000001' })
const idsOf = (json: unknown) => (json as { applies: { id: string }[] }).applies.map(({ id }) => id)

describe('applications (facts, section 1)', () => {
  it('lists by day of change in order of creation, a hundred at once, on from a cursor', async () => {
    const ids: string[] = []
    for (let number = 0; number < 105; number += 1) ids.unshift((await respond(String(number))).applicationId)
    const list = (query: string) => call('GET', `${APPLICATIONS}/get_ids?${query}`)
    const first = await list(`updatedAtFrom=${TODAY}`)
    expect(idsOf(first.json)).toEqual(ids.slice(0, 100))
    expect(ids.every((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true)
    expect(idsOf((await list(`updatedAtFrom=${TODAY}&cursor=${ids[99] ?? ''}`)).json)).toEqual(ids.slice(100))
    expect((await list('')).status).toBe(400)
    expect((await list('updatedAtFrom=yesterday')).status).toBe(400)
    await sandbox.control.advanceClock(2 * 86_400_000)
    await sandbox.control.updateResponse(ids[50] ?? '', { state: 'interview' })
    call = await own()
    const later = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    expect(idsOf((await call('GET', `${APPLICATIONS}/get_ids?updatedAtFrom=${later}`)).json)).toEqual([ids[50]])
  })

  it('gives what is known of them, at most a hundred, and takes marks and stages', async () => {
    const { applicationId: id, chatId, vacancyId } = await respond('Иван')
    const { json } = await call('POST', `${APPLICATIONS}/get_by_ids`, { ids: [id, 'f'.repeat(24)] })
    expect(json).toMatchObject({
      applies: [
        {
          id,
          vacancy_id: vacancyId,
          state: 'new',
          type: 'by_chat',
          is_viewed: false,
          applicant: { resume_id: null, data: { name: 'Иван', full_name: null } },
          contacts: { chat: { value: chatId }, phones: [{ value: '79990000001', status: 'received' }] },
          prevalidation: null,
        },
      ],
    })
    const many = Array.from({ length: 101 }, () => id)
    expect((await call('POST', `${APPLICATIONS}/get_by_ids`, { ids: many })).status).toBe(400)
    const states = (await call('GET', `${APPLICATIONS}/get_states`)).json
    expect(states).toMatchObject({ states: [{ slug: 'new' }, {}, {}, {}, {}, {}] })
    expect((await call('POST', `${APPLICATIONS}/apply_actions`, { action: 'no-such', ids: [id] })).status).toBe(400)
    await call('POST', `${APPLICATIONS}/apply_actions`, { action: 'offer', ids: [id] })
    await call('POST', `${APPLICATIONS}/set_is_viewed`, { applies: [{ id, is_viewed: true }] })
    expect(await sandbox.control.responses()).toMatchObject([{ id, state: 'offer', isViewed: true }])
  })

  it('probes an address before it takes it as a hook, and tells it of new and changed ones with its secret', async () => {
    const { url, events } = await listenForHooks()
    const put = (address: string) => call('PUT', `${APPLICATIONS}/webhook`, { url: address, secret: 's-1' })
    expect((await put('http://127.0.0.1:9/nobody')).status).toBe(400)
    expect((await put(url)).json).toEqual({ url, secret: 's-1' })
    expect(events.splice(0)).toEqual([{ secret: 's-1', body: 'ping' }])
    expect((await call('GET', `${APPLICATIONS}/webhooks`)).json).toEqual({ webhooks: [{ url, secret: 's-1' }] })
    expect((await call('GET', `${APPLICATIONS}/webhook`)).json).toEqual({ url, secret: 's-1' })
    const { applicationId, vacancyId } = await respond('Иван')
    await expect.poll(() => events.length).toBe(1)
    await sandbox.control.updateResponse(applicationId, { employeeId: 7 })
    await sandbox.control.updateResponse(applicationId, { state: 'interview' })
    await expect.poll(() => events.length).toBe(2)
    const event = { secret: 's-1', body: JSON.stringify({ applyId: applicationId, vacancyId }) }
    expect(events).toEqual([event, event])
    expect((await call('DELETE', `${APPLICATIONS}/webhook?url=${encodeURIComponent(url)}`)).json).toEqual({ ok: true })
    expect(await sandbox.control.applicationWebhooks()).toEqual([])
  })

  it('counts requests, and needs a scope of its own', async () => {
    await sandbox.control.setRateLimit(1)
    const first = await call('GET', `${APPLICATIONS}/get_states`)
    expect(first.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(await call('GET', `${APPLICATIONS}/get_states`)).toMatchObject({
      status: 429,
      json: { error: { code: 429 } },
    })
    await sandbox.control.setTariff(false)
    await sandbox.control.setRateLimit(1000)
    expect((await call('GET', `${APPLICATIONS}/get_states`)).status).toBe(200)
  })
})

describe('résumés and vacancies (facts, sections 2 and 3)', () => {
  const resume = { title: 'Повар', description: 'Опыт', params: { age: 40 }, photos: ['portrait'] }

  it('shows photos only if asked, and contacts for nothing where there is a response', async () => {
    const { resumeId } = await sandbox.control.candidateResponds({
      vacancy: 'Повар',
      name: 'Пётр',
      phone: '7999',
      resume,
    })
    const path = `/job/v2/resumes/${String(resumeId)}`
    expect((await call('GET', path)).json).not.toHaveProperty('photos')
    expect((await call('GET', `${path}?photos=true`)).json).toMatchObject({
      title: 'Повар',
      params: { age: 40 },
      photos: [{ url: expect.stringContaining('/files/images/') as string }],
    })
    expect((await call('GET', '/job/v2/resumes/1')).status).toBe(404)
    const contacts = `/job/v1/resumes/${String(resumeId)}/contacts/`
    expect((await call('GET', contacts)).json).toMatchObject({ already_bought: false, contacts: [{ value: '7999' }] })
    expect((await call('GET', contacts)).json).toMatchObject({ already_bought: true })
    await sandbox.control.setEmployer({ isVerified: false })
    expect((await call('GET', contacts)).status).toBe(403)
  })

  it('gives own vacancies one by one and in batches, with the fields that are wanted', async () => {
    const { vacancyId } = await respond('Иван')
    expect((await call('GET', `/job/v2/vacancies/${String(vacancyId)}`)).json).toMatchObject({
      id: vacancyId,
      title: 'Курьер',
      is_active: true,
    })
    const wanted = { ids: [vacancyId, 1], fields: ['title'] }
    expect((await call('POST', '/job/v2/vacancies/batch', wanted)).json).toEqual([{ id: vacancyId, title: 'Курьер' }])
  })
})

it('is driven over HTTP as by the object', async () => {
  const remote = createAvitoControlClient(sandbox.controlUrl)
  const { applicationId } = await remote.candidateResponds({ vacancy: 'Курьер', name: 'Анна', how: 'phone' })
  expect(await remote.responses()).toEqual(await sandbox.control.responses())
  expect(await remote.updateResponse(applicationId, { opensChat: true })).toEqual({
    chatId: expect.stringMatching(/^u2i-/) as string,
  })
})

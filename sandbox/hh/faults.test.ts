import { randomUUID } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createHhControlClient } from './control-client'
import { startHhSandbox, type HhSandbox } from './index'
import { anna } from './testing/candidates'
import { employerOf, type Employer } from './testing/employer'

let sandbox: HhSandbox
let call: Employer['call']
beforeEach(async () => {
  sandbox = await startHhSandbox()
  call = (await employerOf(sandbox)).call
})
afterEach(() => sandbox.stop())

describe('faults', () => {
  it('answer any documented refusal, 429 and 5xx as often as asked', async () => {
    const match = { pathPart: '/me' }
    await sandbox.control.inject({ kind: 'refusal', status: 403, type: 'oauth', value: 'no_scope', match, times: 1 })
    await sandbox.control.inject({ kind: 'status', status: 429, retryAfterS: 7, match, times: 1 })
    await sandbox.control.inject({ kind: 'status', status: 503, match, times: 1 })
    expect(await call('GET', '/me')).toMatchObject({ status: 403, json: { errors: [{ value: 'no_scope' }] } })
    const tooMany = await call('GET', '/me')
    expect([tooMany.status, tooMany.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await call('GET', '/me')).status).toBe(503)
    expect((await call('GET', '/me')).status).toBe(200)
    expect((await sandbox.control.stats()).faultsPending).toBe(0)
  })

  it('keep a message whose answer was lost: the same key says so', async () => {
    const { chatId } = await sandbox.control.candidateResponds({ vacancy: 'Флорист', candidate: anna })
    const body = { text: 'Когда удобно?', idempotency_key: randomUUID() }
    const post = () => call('POST', `/common/chats/${chatId}/messages`, body)
    await sandbox.control.inject({ kind: 'dropBeforeAccept', match: { method: 'POST' }, times: 1 })
    await expect(post()).rejects.toThrow()
    expect(await sandbox.control.received()).toEqual([])
    await sandbox.control.inject({ kind: 'dropAfterAccept', match: { method: 'POST' }, times: 1 })
    await expect(post()).rejects.toThrow()
    expect(await sandbox.control.received()).toMatchObject([{ chatId, text: 'Когда удобно?' }])
    expect((await post()).status).toBe(409)
  })

  it('cut an answer in the middle', async () => {
    await sandbox.control.inject({ kind: 'badJson', match: { pathPart: '/me' }, times: 1 })
    await expect(call('GET', '/me')).rejects.toThrow(SyntaxError)
  })

  it('answer what there is no method for', async () => {
    expect(await call('GET', '/no/such')).toMatchObject({ status: 404, json: { errors: [{ type: 'not_found' }] } })
  })
})

it('is driven over HTTP as by the object', async () => {
  const remote = createHhControlClient(sandbox.controlUrl)
  const { chatId, topicId } = await remote.candidateResponds({ vacancy: 'Флорист', candidate: anna, letter: 'Привет' })
  expect(await remote.topics()).toEqual(await sandbox.control.topics())
  const [irina = ''] = sandbox.managerIds
  await remote.managerWritesOutside(irina, chatId, 'Здравствуйте')
  await remote.managerMovesOutside(irina, topicId, 'interview', 'Ждём вас')
  await remote.candidateReads(chatId)
  expect((await remote.seenByApplicant(chatId)).map(({ text }) => text)).toEqual(['Привет', 'Здравствуйте', 'Ждём вас'])
  await expect(remote.candidateWrites('1', { text: 'Нет' })).rejects.toThrow()
})

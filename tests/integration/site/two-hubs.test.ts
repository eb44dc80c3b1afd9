import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { createDriver } from '../../../hub/channels/registry'
import { startPostgres, type TestPostgres } from '../../../hub/store/testing/postgres'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { startTestHub, textMessage, type TestHub } from '../../../hub/testing/test-hub'
import { makeSiteRig, type SiteRig } from './rig'

const tokenKey = Buffer.alloc(32, 5).toString('base64')
let server: TestPostgres
let database: { readonly url: string }
/** The site chat's channel works at the hub of the rig; the other one rests. */
let rig: SiteRig
let other: TestHub

beforeAll(async () => {
  server = await startPostgres()
}, PREPARING_MS)
afterAll(() => server.remove())
beforeEach(async () => {
  database = { url: await server.createDatabase() }
  rig = await makeSiteRig({ database, tokenKey })
  other = await startTestHub({ tokenKey, database, options: { createDriver } })
  return async () => {
    await rig.stop()
    await other.stop()
  }
}, PREPARING_MS)

describe('a site chat on two hubs', () => {
  it('[C1] a visitor at one and an agent at the other talk as if there were one', async () => {
    const visitor = await rig.visitor({ url: other.url })
    const conversation = randomUUID()
    expect(await visitor.say('Здравствуйте', conversation)).toBeNull()
    const chat = await rig.chat(conversation)
    // The visitor's own hub has its desks, too; the answer comes from one of the first's.
    await rig.answer(chat, 'Добрый день')
    await visitor.until(({ texts }) => texts.includes('Добрый день'))
    expect(visitor.texts).toEqual(['Здравствуйте', 'Добрый день'])
  })

  it('[C1] an answer by way of the hub that rests reaches the page at the other', async () => {
    const visitor = await rig.visitor()
    const conversation = randomUUID()
    await visitor.say('Есть кто-нибудь?', conversation)
    const chat = await rig.chat(conversation)
    expect(await other.command('sendMessage', textMessage(chat.id, other.newId(), 'Есть'))).toBeNull()
    await visitor.until(({ texts }) => texts.includes('Есть'))
    expect((await rig.messages(chat)).map(({ content }) => content.kind === 'text' && content.text)).toEqual([
      'Есть кто-нибудь?',
      'Есть',
    ])
  })

  it('[C1] [C9] a link is made, and shut, by any hub', async () => {
    const init = { headers: { 'content-type': 'application/json' } }
    const body = JSON.stringify({ person: { kind: 'new', name: 'Ольга', title: '' }, validForDays: null })
    const made = await other.json<{ url: string; link: { id: string } }>(`/api/site-channels/${rig.channel.id}/links`, {
      ...init,
      method: 'POST',
      body,
    })
    const visitor = await rig.visitor({ channelId: null, key: made.url.split('#')[1] ?? '' })
    expect((await visitor.heard('welcome')).type).toBe('welcome')
    const path = `/api/site-channels/${rig.channel.id}/links/${made.link.id}`
    expect((await other.request(path, { method: 'DELETE' })).status).toBe(204)
    await visitor.untilClosed()
  })
})

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'

import type { SignedIn } from '#shared/contract/accounts'
import type { ChatId } from '#shared/domain/ids'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { freePort, startPostgres, type TestPostgres } from '../../../hub/store/testing/postgres'
import { buildHub, type BuiltHub } from '../../../hub/testing/built-hub'
import { QUICK, Team, signedInOf } from '../../../hub/testing/team'
import { PREPARING_MS } from '../../../hub/testing/test-folder'
import { DeskRig, startTestHub, type TestHub } from './rig'

const WAIT_MS = 45_000
const tokenKey = Buffer.alloc(32, 5).toString('base64')
const waitFor = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: WAIT_MS, interval: 30 })

let server: TestPostgres
let team: Team
let other: TestHub
const desks = new Set<DeskRig>()

let url: string
let built: BuiltHub

beforeAll(async () => {
  built = await buildHub()
  server = await startPostgres()
}, PREPARING_MS)
afterAll(async () => {
  await server.remove()
})
beforeEach(async () => {
  url = await server.createDatabase()
  const options = { accounts: QUICK, database: { url, poolSize: 5 } }
  team = await Team.open({ tokenKey, options })
  other = await startTestHub({ tokenKey, options })
}, PREPARING_MS)
afterEach(async () => {
  for (const desk of desks) desk.dispose()
  desks.clear()
  await other.stop()
  await team.stop()
})

/** A conversation that everybody has. */
async function clientWrites(): Promise<void> {
  const channel = { kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
  await team.ask('POST', '/api/channels', team.administrator, channel)
  const driver = await waitFor(() => {
    const [found] = [...team.hub.drivers, ...other.drivers]
    if (!found) throw new Error('no driver yet')
    return found
  })
  await driver.host.ingest({
    chats: [ingestedChat('chat-1')],
    messages: [ingestedMessage('chat-1', 'in-1', { kind: 'text', text: 'Ещё актуально?' }, { atMs: Date.now() })],
  })
}

function deskAt(hub: { readonly url: string }, { token }: Pick<SignedIn, 'token'>, rig = new DeskRig()): DeskRig {
  desks.add(rig)
  rig.engine.setHub({ url: hub.url, secret: token })
  return rig
}

async function chatOf(desk: DeskRig): Promise<ChatId> {
  return waitFor(async () => {
    const [chat] = await desk.chats()
    if (!chat) throw new Error('no chat yet')
    return chat.id
  })
}

const type = (desk: DeskRig, chatId: ChatId, text: string, isNote = false) =>
  desk.drafts.saveDraft(chatId, text === '' ? null : { text, images: [], ...(isNote ? { isNote } : {}) })

async function untilHas(desk: DeskRig, chatId: ChatId, text: string): Promise<void> {
  await waitFor(async () => {
    expect((await desk.drafts.readDraft(chatId))?.text ?? '').toBe(text)
  })
}

/** A third hub, as a process of its own. */
async function startBuiltHub(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const port = await freePort()
  const env = {
    DATABASE_URL: url,
    OTKLIK_TOKEN_KEY: tokenKey,
    OTKLIK_DATA_FOLDER: team.hub.folder.path,
    OTKLIK_PORT: String(port),
  }
  const child = spawn(process.execPath, [join(dirname(built.entry), 'team.cjs')], { env, stdio: 'ignore' })
  const base = `http://127.0.0.1:${String(port)}`
  await waitFor(async () => {
    expect((await fetch(`${base}/health/ready`)).status).toBe(200)
  })
  return { child, url: base }
}

/** Anna at two desks of two hubs on one database. */
async function annaAtTwoDesks() {
  const anna = await team.person('agent')
  await clientWrites()
  const second = signedInOf(await team.signIn(anna.login))
  const [office, home] = [deskAt(team.hub, anna), deskAt(other, second)]
  const chatId = await chatOf(office)
  await chatOf(home)
  return { anna, second, office, home, chatId }
}

describe('[M20] drafts at another desk of the same person', () => {
  it('stand there, for colleagues or for the client, and go with what is sent; nobody else sees them', async () => {
    const { office, home, chatId } = await annaAtTwoDesks()
    const boss = deskAt(other, team.administrator)
    await chatOf(boss)
    await type(office, chatId, 'Да, приезжайте')
    await untilHas(home, chatId, 'Да, приезжайте')
    const shown = (await home.chats())[0]
    expect(shown?.draftText).toBe('Да, приезжайте')
    await type(home, chatId, 'Спросить у Ольги', true)
    await waitFor(async () => {
      expect(await office.drafts.readDraft(chatId)).toEqual({ text: 'Спросить у Ольги', images: [], isNote: true })
    })
    await type(home, chatId, '')
    await untilHas(office, chatId, '')
    expect(await boss.drafts.readDraft(chatId)).toBeNull()
  }, 120_000)

  it('lose nothing that was typed without a network, and both desks agree afterwards', async () => {
    const { second, office, home, chatId } = await annaAtTwoDesks()
    await type(office, chatId, 'Добрый')
    await untilHas(home, chatId, 'Добрый')
    home.engine.setHub(null)
    await type(home, chatId, 'Добрый день, в метро нет сети')
    await type(office, chatId, 'Звоню вам')
    await vi.waitFor(async () => {
      expect(await office.offers()).toEqual([])
    }, WAIT_MS)
    deskAt(other, second, home)
    const both = 'Звоню вам\n\nДобрый день, в метро нет сети'
    await untilHas(home, chatId, both)
    await untilHas(office, chatId, both)
  }, 120_000)

  it('outlive the death of a desk and of a hub in the middle', async () => {
    const { anna, second, office, home, chatId } = await annaAtTwoDesks()
    await type(office, chatId, 'Записала вас на')
    // Before the hub has heard of it.
    desks.delete(office)
    const again = office.restart()
    expect((await home.drafts.readDraft(chatId))?.text ?? '').toBe('')
    deskAt(team.hub, anna, again)
    await untilHas(home, chatId, 'Записала вас на')
    // A hub is killed between two words of the person; what is typed meanwhile waits for the next connection.
    const mortal = await startBuiltHub()
    const killed = once(mortal.child, 'exit')
    deskAt(mortal, second, home)
    await type(home, chatId, 'Записала вас на завтра')
    await untilHas(again, chatId, 'Записала вас на завтра')
    await type(home, chatId, 'Записала вас на завтра, на десять')
    mortal.child.kill('SIGKILL')
    await killed
    deskAt(other, second, home)
    await untilHas(again, chatId, 'Записала вас на завтра, на десять')
  }, 120_000)

  it('are kept for conversations alone that there are, and gone with an erased person', async () => {
    const { anna, office, chatId } = await annaAtTwoDesks()
    await type(office, chatId, 'Ваш паспорт')
    await vi.waitFor(async () => {
      expect(await office.offers()).toEqual([])
    }, WAIT_MS)
    const person = await team.ask('GET', `/api/chats/${chatId}/person`, team.administrator)
    const erased = await team.ask('POST', `/api/chats/${chatId}/person/erase`, team.administrator, {
      confirm: (person.body as { confirm?: string }).confirm,
    })
    expect(erased.status).toBe(202)
    await untilHas(office, chatId, '')
    const fresh = deskAt(team.hub, anna)
    await waitFor(() => {
      expect(fresh.status).toEqual({ kind: 'online' })
    })
    expect(await fresh.drafts.readDraft(chatId)).toBeNull()
  }, 120_000)
})

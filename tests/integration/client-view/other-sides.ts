import { randomUUID } from 'node:crypto'

import { createHhChannel, type HhTuning } from '../../../hub/channels/hh/index'
import { createDriver } from '../../../hub/channels/registry'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import { startAvitoSandbox } from '../../../sandbox/avito/index'
import { startHhSandbox } from '../../../sandbox/hh/index'
import type { Capabilities } from '../../../shared/domain/capabilities'
import type { Channel } from '../../../shared/domain/channel'
import type { Chat } from '../../../shared/domain/chat'
import type { ChatId } from '../../../shared/domain/ids'
import { sleep, systemClock } from '../../../shared/lib/clock'
import { anna, giveConsent, quick } from '../hh/rig'
import { makeSiteRig } from '../site/rig'
import type { TestVisitor } from '../site/visitor'

/** A message on the other side, in words that all channels share. */
export type Seen = readonly [side: 'own' | 'company', words: string, isMarkedEdited: boolean | 'unknown']

/** A conversation from its two ends: what the hub has of it, and what the client's own screen shows. */
export interface TwoSides {
  readonly hub: TestHub
  readonly chatId: ChatId
  readonly capabilities: Capabilities
  clientWrites(text: string): Promise<void>
  /** Of the client's own messages; `null` where the other side cannot. */
  readonly clientEdits: ((nth: number, text: string) => Promise<void>) | null
  readonly clientDeletes: ((nth: number) => Promise<void>) | null
  shown(): Promise<readonly Seen[]>
}

export interface OtherSide {
  begin(): Promise<TwoSides>
  stop(): Promise<void>
}

/** Looking as often as a single test does leaves no time for twenty talks at once. */
const patient: Partial<HhTuning> = {
  ...quick,
  pollMs: 300,
  activePollMs: 200,
  vacancyPollMs: 500,
  recheckMs: 400,
  requestTimeoutMs: 10_000,
}
const WAIT_MS = 60_000

async function until<T>(find: () => T | undefined): Promise<T> {
  const limitMs = Date.now() + WAIT_MS
  for (;;) {
    const found = find()
    if (found !== undefined) return found
    if (Date.now() > limitMs) throw new Error('The hub did not tell of the chat')
    await sleep(systemClock, 10)
  }
}

function rowOf(desk: TestDesk, externalId: string): Chat | undefined {
  return desk.changes
    .flatMap(({ entity, row }) => (entity === 'chat' && row?.externalId === externalId ? [row] : []))
    .at(-1)
}

async function capabilitiesOf(hub: TestHub, id: string): Promise<Capabilities> {
  const { channels } = await hub.json<{ channels: Channel[] }>('/api/channels')
  const found = channels.find((channel) => channel.id === id)
  if (!found) throw new Error('The channel is gone')
  return found.capabilities
}

export async function avitoSide(): Promise<OtherSide> {
  const sandbox = await startAvitoSandbox({ seed: 'empty' })
  const { apiUrl, consentUrl, clientId, clientSecret } = sandbox
  await sandbox.control.setRateLimit(1_000_000)
  const hub = await startTestHub({
    options: { createDriver, demoAvito: { apiUrl, consentUrl, clientId, clientSecret } },
  })
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  return {
    async begin() {
      const { chatId: externalId } = await sandbox.control.clientWrites({
        clientName: randomUUID(),
        text: 'Добрый день',
      })
      const chat = await until(() => rowOf(desk, externalId))
      return {
        hub,
        chatId: chat.id,
        capabilities: await capabilitiesOf(hub, chat.channelId),
        async clientWrites(text) {
          await sandbox.control.clientWrites({ chatId: externalId, text })
        },
        clientEdits: null,
        clientDeletes: null,
        async shown() {
          const all = await sandbox.control.messages(externalId)
          return all.map(({ direction, type, text }) => [
            direction === 'in' ? 'own' : 'company',
            type === 'deleted' ? 'deleted' : (text ?? type),
            false,
          ])
        },
      }
    },
    async stop() {
      desk.close()
      await hub.stop()
      await sandbox.stop()
    },
  }
}

export async function hhSide(): Promise<OtherSide> {
  const sandbox = await startHhSandbox()
  const hub = await startTestHub({
    options: {
      // The product's own driver with the patience of a test.
      createDriver: (_kind, channelId, { contactEmail = '', ...config }, host) =>
        createHhChannel({ channelId, ...config, contactEmail }, host, patient),
    },
  })
  await sandbox.control.change({ redirectUrl: `${hub.url}/oauth/callback` })
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  const made = await hub.json<{ consentUrl: string }>('/api/channels', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'hh',
      name: 'hh.ru',
      mode: 'partner',
      clientId: sandbox.clientId,
      clientSecret: sandbox.clientSecret,
      apiUrl: sandbox.apiUrl,
      consentUrl: `${sandbox.siteUrl}/oauth/authorize`,
      contactEmail: 'hr@romashka.example',
    }),
  })
  const query = await giveConsent(made.consentUrl, 'allow', sandbox.managerIds[0])
  await fetch(`${hub.url}/oauth/callback?${new URLSearchParams(query).toString()}`)
  const { control } = sandbox
  const ownIds = async (chatId: string) =>
    (await control.seenByApplicant(chatId)).filter(({ from }) => from === 'applicant').map(({ id }) => id)
  return {
    async begin() {
      const candidate = { ...anna, person: { ...anna.person } }
      const { chatId: externalId } = await control.candidateResponds({
        vacancy: 'Флорист',
        candidate,
        letter: 'Готова!',
      })
      const chat = await until(() => {
        const row = rowOf(desk, externalId)
        return row?.response ? row : undefined
      })
      return {
        hub,
        chatId: chat.id,
        capabilities: await capabilitiesOf(hub, chat.channelId),
        async clientWrites(text) {
          await control.candidateWrites(externalId, { text })
        },
        async clientEdits(nth, text) {
          const ids = await ownIds(externalId)
          const id = ids[nth % ids.length]
          if (id !== undefined) await control.candidateEdits(externalId, id, text)
        },
        async clientDeletes(nth) {
          const ids = await ownIds(externalId)
          const id = ids[nth % ids.length]
          if (id !== undefined) await control.candidateDeletes(externalId, id)
        },
        async shown() {
          return (await control.seenByApplicant(externalId)).map(({ from, text, file, isEdited }) => [
            from === 'applicant' ? 'own' : 'company',
            text ?? (file === null ? '' : 'image'),
            from === 'employer' && isEdited,
          ])
        },
      }
    },
    async stop() {
      desk.close()
      await hub.stop()
      await sandbox.stop()
    },
  }
}

export async function siteSide(): Promise<OtherSide> {
  const rig = await makeSiteRig()
  let begun = 0
  /** Whoever says much at once is told to wait. */
  const say = async (by: TestVisitor, text: string, conversationId: string) => {
    while ((await by.say(text, conversationId)) === 'tooMany') await sleep(systemClock, 300)
  }
  return {
    async begin() {
      begun += 1
      // Few new visitors may come at once from one place.
      const place = `10.0.${String(Math.floor(begun / 250))}.${String(begun % 250)}`
      const page = await rig.visitor({ headers: { 'x-forwarded-for': place } })
      const conversationId = randomUUID()
      await say(page, 'Добрый день', conversationId)
      const chat = await rig.chat(conversationId)
      return {
        hub: rig.hub,
        chatId: chat.id,
        capabilities: await capabilitiesOf(rig.hub, chat.channelId),
        async clientWrites(text) {
          await say(page, text, conversationId)
        },
        clientEdits: null,
        clientDeletes: null,
        async shown() {
          const shown = page.shown.filter((message) => message.conversationId === conversationId)
          return shown.map(({ isMine, content, editedAtMs }) => [
            isMine ? 'own' : 'company',
            content.kind === 'text' ? content.text : content.kind,
            !isMine && editedAtMs !== null,
          ])
        },
      }
    },
    stop: () => rig.stop(),
  }
}

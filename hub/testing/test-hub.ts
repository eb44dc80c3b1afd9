import { randomBytes } from 'node:crypto'

import type { CommandArgs, CommandName } from '#shared/contract/commands'
import type { CaseEvent } from '#shared/domain/case'
import type { Channel, ChannelKind } from '#shared/domain/channel'
import type { AgentId, ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { Chat } from '#shared/domain/chat'
import type { Message } from '#shared/domain/message'
import { systemClock, type Clock } from '#shared/lib/clock'

import { FakeChannel, FakePlatform } from '../channels/fake-channel'
import { startHub } from '../hub'
import type { HubOptions, RunningHub } from '../hub-options'
import { createIdSource } from '../ids'
import type { ServerPlace } from '../store/server/server-database'
import { folderOfDatabase, sharedPostgres, USUAL_KIND } from './databases'
import { makeTestFolder, testTemplate, type TestFolder } from './test-folder'

export const SECRET = 'test-secret-'.repeat(4)

export interface TestHub {
  readonly hub: RunningHub
  readonly folder: TestFolder
  readonly url: string
  readonly platform: FakePlatform
  /** The fake drivers, the newest last. */
  readonly drivers: readonly FakeChannel[]
  request(path: string, init?: RequestInit): Promise<Response>
  json<T>(path: string, init?: RequestInit): Promise<T>
  connect(kind?: ChannelKind): Promise<Channel>
  command<N extends CommandName>(name: N, args: CommandArgs<N>, id?: CommandId, by?: AgentId): Promise<unknown>
  chat(id: ChatId): Promise<Chat>
  /** What was said, the newest first. */
  messages(id: ChatId): Promise<readonly Message[]>
  /** What happened to the chat's cases, the oldest first. */
  events(id: ChatId): Promise<readonly CaseEvent[]>
  newId: <T extends string>() => T
  /** Ends the hub and starts another on the same folder; `meanwhile` happens with none. */
  restart(meanwhile?: () => Promise<void>): Promise<TestHub>
  stop(): Promise<void>
}

export interface TestHubParts {
  readonly folder?: TestFolder
  readonly platform?: FakePlatform
  readonly clock?: Clock
  readonly tokenKey?: string
  /** Of a hub before, on the same database; `null`: one of its own in its folder, whatever is usual. */
  readonly database?: ServerPlace | null
  readonly options?: Partial<HubOptions>
}

/** A whole hub in this process with a fake platform; REST over real sockets. */
export async function startTestHub(parts: TestHubParts = {}): Promise<TestHub> {
  const clock = parts.clock ?? systemClock
  const platform = parts.platform ?? new FakePlatform(() => clock.now())
  const tokenKey = parts.tokenKey ?? randomBytes(32).toString('base64')
  const database = parts.database === undefined ? (parts.options?.database ?? (await usualDatabase())) : parts.database
  const folder = parts.folder ?? (database ? folderOfDatabase(database.url) : makeTestFolder())
  const drivers: FakeChannel[] = []
  const hub = await startHub({
    dataFolder: folder.path,
    port: 0,
    secret: SECRET,
    tokenKey,
    appVersion: '0.0.0-test',
    demoAvito: null,
    templateFile: await testTemplate(),
    clock,
    createDriver: (_kind, _id, _config, host) => {
      const driver = new FakeChannel(platform, host)
      drivers.push(driver)
      return driver
    },
    ...parts.options,
    ...(database ? { database } : {}),
  })
  const url = `http://127.0.0.1:${String(hub.port)}`
  const newId = createIdSource(clock)

  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${SECRET}`,
        // In a busy process the hub may end a resting connection in the moment in which it is taken again.
        connection: 'close',
        ...(init.headers as Record<string, string> | undefined),
      },
    })
  const json = async <T>(path: string, init?: RequestInit) => (await (await request(path, init)).json()) as T
  const post = <T>(path: string, body: unknown) =>
    json<T>(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

  const timeline = async (id: ChatId) =>
    (await json<{ messages: Message[] }>(`/api/chats/${id}/messages?limit=200`)).messages

  return {
    hub,
    folder,
    url,
    platform,
    drivers,
    request,
    json,
    newId,
    async connect(kind = 'avito') {
      const body = { kind, name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
      return (await post<{ channel: Channel }>('/api/channels', body)).channel
    },
    async command(name, args, id = newId<CommandId>(), by) {
      return (await post<{ refusal: unknown }>('/api/commands', { id, by, name, args })).refusal
    },
    async chat(id) {
      return (await json<{ chat: Chat }>(`/api/chats/${id}`)).chat
    },
    async messages(id) {
      return (await timeline(id)).filter(({ content }) => content.kind !== 'caseEvent')
    },
    async events(id) {
      const lines = await timeline(id)
      return lines.flatMap(({ content }) => (content.kind === 'caseEvent' ? [content.event] : [])).reverse()
    },
    async restart(meanwhile) {
      await hub.stop()
      await meanwhile?.()
      return startTestHub({ ...parts, folder, platform, tokenKey, ...(database ? { database } : {}) })
    },
    async stop() {
      await hub.stop()
      folder.remove()
    },
  }
}

async function usualDatabase(): Promise<ServerPlace | null> {
  return USUAL_KIND === 'server' ? { url: await (await sharedPostgres()).createDatabase() } : null
}

/** A text command's arguments. */
export function textMessage(chatId: ChatId, messageId: MessageId, text: string, writtenAtMs = Date.now()) {
  return { messageId, chatId, content: { kind: 'text' as const, text }, writtenAtMs }
}

import type { Administration } from '#shared/contract/administration'
import type { CommandArgs, CommandName } from '#shared/contract/commands'
import type { Chat } from '#shared/domain/chat'
import { defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import type { AgentId, BotId, ChannelId, ChatId, CommandId, TeamId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { systemClock } from '#shared/lib/clock'

import { createIdSource } from '../../../hub/ids'
import { runBuiltHub, startMessage, type BuiltHub, type HubProcess } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { makeTestFolder } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito'
import { WatchedApi } from './watched-api'

const HEADERS = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }

/** The built hub as a process of its own on one folder, with Avito before it; killed and started as often as wished. */
export class MortalHub {
  readonly newId = createIdSource(systemClock)
  private readonly folder = makeTestFolder()
  private process: HubProcess | null = null
  private desk: TestDesk | null = null

  private constructor(
    private readonly built: BuiltHub,
    readonly avito: AvitoSandbox,
    readonly api: WatchedApi,
  ) {}

  /** Running, connected, and past what was there before it: what clients write from now on begins cases. */
  static async begin(built: BuiltHub): Promise<MortalHub> {
    const avito = await startAvitoSandbox({ seed: 'empty' })
    await avito.control.clientWrites({ clientName: 'До подключения', text: 'Давно' })
    const hub = new MortalHub(built, avito, await WatchedApi.open(avito.apiUrl))
    await hub.start()
    await hub.chat((await avito.control.chats())[0]?.id ?? '')
    while ((await avito.control.webhooks()).length === 0) await pause(20)
    return hub
  }

  /** `shiftMs`: so much later than it is, as after a computer was off. */
  async start(shiftMs = 0): Promise<void> {
    const { consentUrl, clientId, clientSecret } = this.avito
    const demoAvito = { apiUrl: this.api.url, consentUrl, clientId, clientSecret }
    this.process = await runBuiltHub(this.built, startMessage(this.folder.path, { demoAvito }), laterBy(shiftMs))
    this.desk = await TestDesk.open(this.process.url)
    this.desk.hello()
    await this.desk.caughtUp()
  }

  /** kill -9; whatever it was at. */
  readonly strike = (): void => {
    this.process?.child.kill('SIGKILL')
  }

  /** Waits for the strike. */
  async died(): Promise<void> {
    const exit = await this.process?.exited()
    if (exit?.signal !== 'SIGKILL') throw new Error(`the hub ended by itself: ${JSON.stringify(exit)}`)
    this.process = null
  }

  async end(): Promise<void> {
    this.process?.child.send({ type: 'stop' })
    await this.process?.exited()
    await this.api.close()
    await this.avito.stop()
    this.folder.remove()
  }

  async json<T>(path: string, init: RequestInit = {}): Promise<T> {
    const answer = await fetch(`${this.process?.url ?? ''}${path}`, { ...init, headers: HEADERS })
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`)
    return (answer.status === 204 ? null : await answer.json()) as T
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.json(`/api/administration/${path}`, { method: 'PUT', body: JSON.stringify(body) })
  }

  async act<N extends CommandName>(name: N, args: CommandArgs<N>, id = this.newId<CommandId>()): Promise<unknown> {
    const body = JSON.stringify({ id, name, args })
    return (await this.json<{ refusal: unknown }>('/api/commands', { method: 'POST', body })).refusal
  }

  async agent(name: string): Promise<AgentId> {
    const id = this.newId<AgentId>()
    await this.put(`agents/${id}`, { name, role: 'agent', teamIds: [(await this.groundwork()).teamId], capacity: null })
    return id
  }

  async httpBot(url: string): Promise<{ readonly botId: BotId; readonly secret: string | null }> {
    const id = this.newId<BotId>()
    const bot = { kind: 'http', id, name: 'Приёмная', url, timeoutMs: 20_000 }
    return { botId: id, secret: (await this.put<{ secret: string | null }>(`bots/${id}`, bot)).secret }
  }

  async settings(patch: Partial<ChannelSettings>): Promise<void> {
    const { channelId, teamId } = await this.groundwork()
    await this.put(`channels/${channelId}`, { ...defaultChannelSettings(teamId), ...patch })
  }

  /** By its id at Avito; waits until the hub has it. */
  async chat(externalId: string): Promise<Chat> {
    const told = await this.desk?.until(({ changes }) =>
      changes.find((change) => change.entity === 'chat' && change.row?.externalId === externalId),
    )
    return (await this.json<{ chat: Chat }>(`/api/chats/${told?.id ?? ''}`)).chat
  }

  /** The oldest first, with what happened to the case. */
  async timeline(chatId: ChatId): Promise<readonly Message[]> {
    const { messages } = await this.json<{ messages: Message[] }>(`/api/chats/${chatId}/messages?limit=200`)
    return messages.toReversed()
  }

  /** What Avito's client reads, in order. */
  async heard(externalId: string): Promise<readonly string[]> {
    return (await this.avito.control.received(externalId)).map(({ text }) => text ?? '')
  }

  private async groundwork(): Promise<{ readonly channelId: ChannelId; readonly teamId: TeamId }> {
    const { channels, teams } = await this.json<Administration>('/api/administration')
    const [channel, team] = [channels[0], teams[0]]
    if (!channel || !team) throw new Error('a hub without a channel or a team')
    return { channelId: channel.channelId, teamId: team.id }
  }
}

/** `Date.now` of the process is all that the system clock of Otklik reads. */
function laterBy(shiftMs: number): readonly string[] {
  if (shiftMs === 0) return []
  const script = `const now = Date.now; Date.now = () => now() + ${String(shiftMs)}`
  return ['env', `NODE_OPTIONS=--import=data:text/javascript,${encodeURIComponent(script)}`]
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

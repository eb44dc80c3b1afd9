import type { Administration } from '#shared/contract/administration'
import type { CommandArgs, CommandName } from '#shared/contract/commands'
import type { Chat } from '#shared/domain/chat'
import { DEFAULT_DISTRIBUTION, type Distribution } from '#shared/domain/distribution'
import type { ChannelKind } from '#shared/domain/channel'
import { defaultChannelSettings, type ChannelSettings } from '#shared/domain/channel-settings'
import type { AgentId, ChannelId, ChatId, TeamId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import type { IngestedChat } from '../channels/channel'
import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from './desk'
import { startTestHub, textMessage, type TestHub, type TestHubParts } from './test-hub'

/** A hub with agents, teams and one channel, on a clock that is told the time; driven through its public API. */
export class ContactCentre {
  private counter = 0
  private names = 0
  private readonly chats = new Map<string, ChatId>()

  private constructor(
    public hub: TestHub,
    public desk: TestDesk,
    readonly clock: ManualClock,
    readonly channelId: ChannelId,
    private readonly kind: ChannelKind,
    readonly firstTeam: TeamId,
    readonly me: AgentId,
  ) {}

  static async open(
    kind: ChannelKind = 'avito',
    clock = new ManualClock(),
    parts: Omit<TestHubParts, 'clock'> = {},
  ): Promise<ContactCentre> {
    const hub = await startTestHub({ ...parts, clock })
    const { id } = await hub.connect(kind)
    const { teams, agents } = await hub.json<Administration>('/api/administration')
    const [team, me] = [teams[0], agents[0]]
    if (!team || !me) throw new Error('a hub without groundwork')
    return new ContactCentre(hub, await deskOf(hub), clock, id, kind, team.id, me.id)
  }

  /** For a conversation that no test has had. */
  newName(): string {
    this.names += 1
    return `chat ${String(this.names)}`
  }

  async agent(name: string, teamIds: readonly TeamId[] = [this.firstTeam], capacity: number | null = null) {
    const id = this.hub.newId<AgentId>()
    await this.put(`agents/${id}`, { name, role: 'agent', teamIds, capacity })
    await this.act('setStatus', { status: 'online' }, id)
    return id
  }

  async team(name: string): Promise<TeamId> {
    const id = this.hub.newId<TeamId>()
    await this.put(`teams/${id}`, { name })
    return id
  }

  settings(patch: Partial<ChannelSettings>): Promise<void> {
    return this.put(`channels/${this.channelId}`, { ...defaultChannelSettings(this.firstTeam), ...patch })
  }

  distribution(patch: Partial<Distribution>): Promise<void> {
    return this.put('distribution', { ...DEFAULT_DISTRIBUTION, ...patch })
  }

  async put(path: string, body: unknown): Promise<void> {
    const init = { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await this.hub.request(`/api/administration/${path}`, init)
    if (!answer.ok) throw new Error(`PUT ${path}: ${String(answer.status)} ${await answer.text()}`)
  }

  remove(path: string): Promise<Response> {
    return this.hub.request(`/api/administration/${path}`, { method: 'DELETE' })
  }

  act<N extends CommandName>(name: N, args: CommandArgs<N>, by: AgentId = this.me): Promise<unknown> {
    return this.hub.command(name, args, undefined, by)
  }

  answer(chatId: ChatId, by: AgentId = this.me, text = 'Добрый день'): Promise<unknown> {
    return this.act('sendMessage', textMessage(chatId, this.hub.newId(), text, this.clock.now()), by)
  }

  /** The client of the conversation `name` writes; answers its chat. */
  async write(name: string, patch: Partial<Parameters<typeof ingestedMessage>[3]> = {}): Promise<ChatId> {
    this.counter += 1
    const said = ingestedMessage(
      name,
      `in ${String(this.counter)}`,
      { kind: 'text', text: `сообщение ${String(this.counter)}` },
      { atMs: this.clock.now(), ...patch },
    )
    await this.hub.drivers.at(-1)?.host.ingest({ chats: [this.chatNamed(name)], messages: [said] })
    return this.chatOf(name)
  }

  /** Авито Работа has only what is about work. */
  private chatNamed(name: string): IngestedChat {
    if (this.kind !== 'avitoJobs') return ingestedChat(name)
    return ingestedChat(name, {
      subject: { kind: 'vacancy', title: 'Водитель', price: null, url: null, imageUrl: null },
    })
  }

  async chatOf(name: string): Promise<ChatId> {
    const known = this.chats.get(name)
    if (known) return known
    const found = await this.desk.until(() =>
      this.desk.changes.find((change) => change.entity === 'chat' && change.row?.externalId === name),
    )
    this.chats.set(name, found.id as ChatId)
    return found.id as ChatId
  }

  async stateOf(chatId: ChatId): Promise<Chat['case']['state']> {
    return (await this.hub.chat(chatId)).case.state
  }

  async caseId(chatId: ChatId) {
    return (await this.hub.chat(chatId)).case.id
  }

  /** Waits until the desk is told that the chat is as wished. */
  until(chatId: ChatId, isWished: (chat: Chat) => boolean): Promise<Chat> {
    return this.desk.until(() => {
      const latest = this.desk.changes.findLast((change) => change.entity === 'chat' && change.id === chatId)
      return latest?.entity === 'chat' && latest.row !== null && isWished(latest.row) ? latest.row : null
    })
  }

  untilHas(chatId: ChatId, agentId: AgentId): Promise<Chat> {
    return this.until(chatId, ({ case: { state } }) => state.kind === 'assigned' && state.agentId === agentId)
  }

  /** Timers and routing have done what is to be done now. */
  async settle(): Promise<void> {
    await this.hub.hub.settled()
  }

  async advance(byMs: number): Promise<void> {
    this.clock.advance(byMs)
    await this.settle()
  }

  restart(): Promise<void> {
    return this.restartAfter(async () => undefined)
  }

  /** `meanwhile` happens with no hub. */
  async restartAfter(meanwhile: () => Promise<void>): Promise<void> {
    this.desk.close()
    this.hub = await this.hub.restart(meanwhile)
    this.desk = await deskOf(this.hub)
  }

  async close(): Promise<void> {
    this.desk.close()
    await this.hub.stop()
  }
}

async function deskOf(hub: TestHub): Promise<TestDesk> {
  const desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  return desk
}

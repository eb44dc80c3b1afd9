import type { AgentId, ChannelId, ChatId, CommandId, MessageId } from '#shared/domain/ids'
import type { MessageContent } from '#shared/domain/message'
import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'

import type { ChannelHost } from '../channels/channel'
import type { CommandArgs, CommandEnvelope, CommandName, CommandRefusal } from '#shared/contract/commands'
import type { Capabilities } from '#shared/domain/capabilities'
import { FakeChannel, fakeCapabilities, FakePlatform, ingestedChat } from '../channels/fake-channel'
import { CompanyBook, createSiteEvents } from '../channels/site'
import { CommandService } from '../commands/command-service'
import type { Caller } from '../accounts/caller'
import { BlobStore } from '../files/blob-store'
import { layGroundwork } from '../groundwork'
import { createIdSource, type NewId } from '../ids'
import { ingest } from '../ingest/ingest'
import { ActionRunner } from '../outgoing/action-runner'
import { OutgoingQueue } from '../outgoing/outgoing-queue'
import { insertChannel } from '../store/channels'
import { chatByExternalId, refreshChat } from '../store/chats'
import { historyPage, insertMessage } from '../store/messages'
import { enqueue } from '../store/outgoing'
import { Store } from '../store/store'
import { makePlace, USUAL_KIND, type DatabaseKind } from './databases'
import { makeTestFolder } from './test-folder'

/** Store, queue and fake platform without a network, on a clock that is told the time. */
export class QueueRig {
  readonly newId: NewId
  platform = new FakePlatform(() => this.clock.now())
  channelId: ChannelId
  private life = { isOver: false }
  private driver: FakeChannel
  private queue: OutgoingQueue
  private actions: ActionRunner
  private commands: CommandService

  private constructor(
    readonly store: Store,
    readonly clock: ManualClock,
    readonly me: AgentId,
    private readonly blobs: BlobStore,
    private readonly remove: () => Promise<void>,
  ) {
    this.newId = createIdSource(clock)
    this.channelId = this.newId<ChannelId>()
    this.driver = new FakeChannel(this.platform, this.host())
    this.queue = this.newQueue()
    this.actions = this.newActions()
    this.commands = this.newCommands()
  }

  static async open(kind: DatabaseKind = USUAL_KIND): Promise<QueueRig> {
    const folder = makeTestFolder()
    const clock = new ManualClock()
    const database = await makePlace(kind)
    const store = await Store.open(database.place, clock, silentLogger)
    const { me } = await layGroundwork(store, createIdSource(clock))
    const rig = new QueueRig(store, clock, me, new BlobStore(`${folder.path}/files`), async () => {
      folder.remove()
      await database.remove()
    })
    await rig.freshChannel()
    return rig
  }

  /** Another account on another platform: nothing of what was before is seen. */
  async freshChannel(capabilities: Capabilities = fakeCapabilities): Promise<void> {
    await this.queue.stop()
    this.actions.stop()
    this.platform = new FakePlatform(() => this.clock.now(), capabilities)
    this.channelId = this.newId<ChannelId>()
    this.driver = new FakeChannel(this.platform, this.host())
    this.begin()
    await this.store.write((tx) =>
      insertChannel(tx, {
        id: this.channelId,
        kind: 'avito',
        name: 'fake',
        config: '',
        pathSecret: '',
        driverSecret: null,
        driverState: null,
        health: { kind: 'connecting' },
        delivery: 'polling',
        account: null,
        createdAtMs: this.clock.now(),
        removedAtMs: null,
        groupId: null,
        settings: null,
        supersededByGroupId: null,
      }),
    )
  }

  async chat(externalId: string): Promise<ChatId> {
    await this.host().ingest({ chats: [ingestedChat(externalId)], messages: [] })
    const chat = await this.store.read((view) => chatByExternalId(view, this.channelId, externalId))
    if (!chat) throw new Error('The chat was not kept.')
    return chat.id
  }

  async send(chatId: ChatId, text: string): Promise<MessageId> {
    const id = this.newId<MessageId>()
    const content: MessageContent = { kind: 'text', text }
    await this.store.write(async (tx) => {
      await insertMessage(tx, {
        id,
        chatId,
        externalId: null,
        atMs: this.clock.now(),
        direction: 'out',
        author: { kind: 'system' },
        content,
        quote: null,
        delivery: { state: 'queued', nextTryAtMs: null },
        deletableUntilMs: null,
        editableUntilMs: null,
        editedAtMs: null,
        isRead: true,
      })
      await enqueue(tx, { messageId: id, chatId, channelId: this.channelId, dueAtMs: this.clock.now() })
      await refreshChat(tx, chatId)
    })
    this.queue.wake()
    return id
  }

  /** Everything that is due now has been done, up to requests that hang. */
  async settle(): Promise<void> {
    while (this.queue.isBusy || this.actions.isBusy) await Promise.all([this.queue.idle(), this.actions.idle()])
  }

  command<N extends CommandName>(name: N, args: CommandArgs<N>, by?: AgentId): Promise<CommandRefusal | null> {
    const envelope = { id: this.newId<CommandId>(), name, args, ...(by === undefined ? {} : { by }) }
    // `name` and `args` are of one command by this function's signature, which a union cannot express.
    return this.commands.apply(envelope as Parameters<CommandService['apply']>[0], this.caller)
  }

  /** As it came from a desk: again under the same id it is the same command. */
  apply(envelope: CommandEnvelope): Promise<CommandRefusal | null> {
    return this.commands.apply(envelope, this.caller)
  }

  async advance(byMs: number): Promise<void> {
    this.clock.advance(byMs)
    this.queue.wake()
    this.actions.wake()
  }

  /** The hub is killed: whatever was under way is never heard of again; a new one starts on the same database. */
  async crash(): Promise<void> {
    this.life.isOver = true
    this.life = { isOver: false }
    this.driver = new FakeChannel(this.platform, this.host())
    this.begin()
    await this.queue.recover()
    await this.actions.recover()
    this.queue.wake()
    this.actions.wake()
  }

  /** What was said, the oldest first. */
  out(chatId: ChatId) {
    return this.store.read(async (view) =>
      (await historyPage(view, chatId, null, 1000)).filter(({ content }) => content.kind !== 'caseEvent').toReversed(),
    )
  }

  ingest(batch: Parameters<ChannelHost['ingest']>[0]): Promise<void> {
    return this.host().ingest(batch)
  }

  async close(): Promise<void> {
    await this.queue.stop()
    this.actions.stop()
    await this.store.close()
    await this.remove()
  }

  private begin(): void {
    this.queue = this.newQueue()
    this.actions = this.newActions()
    this.commands = this.newCommands()
  }

  private newActions(): ActionRunner {
    const { driver, life, clock, store } = this
    const driverOf = (id: ChannelId) => (id === this.channelId ? driver : null)
    return new ActionRunner({
      store: mortalStore(store, life),
      clock,
      logger: silentLogger,
      newId: this.newId,
      random: () => 0.5,
      driverOf,
    })
  }

  private get caller(): Caller {
    return { agentId: this.me, role: 'administrator', sessionId: null }
  }

  private newCommands(): CommandService {
    const { driver, queue, actions, clock } = this
    const driverOf = (id: ChannelId) => (id === this.channelId ? driver : null)
    const context = {
      store: this.store,
      logger: silentLogger,
      newId: this.newId,
      blobs: this.blobs,
      site: new CompanyBook(this.store, this.newId, createSiteEvents(silentLogger)),
      gate: { recheck: async () => this.caller },
      driverOf,
      capabilitiesOf: (id: ChannelId) => driverOf(id)?.capabilities ?? null,
    }
    return new CommandService(context, clock, () => {
      queue.wake()
      actions.wake()
    })
  }

  private newQueue(): OutgoingQueue {
    const { driver, life } = this
    return new OutgoingQueue({
      store: mortalStore(this.store, life),
      clock: this.clock,
      logger: silentLogger,
      newId: this.newId,
      random: () => 0.5,
      driverOf: (id) => (id === this.channelId ? driver : null),
    })
  }

  private host(): ChannelHost {
    const { clock, newId, channelId, store } = this
    const unused = () => Promise.reject(new Error('not used here'))
    return {
      clock,
      logger: silentLogger,
      exchange: unused,
      loadSecret: unused,
      saveSecret: unused,
      loadState: unused,
      saveState: unused,
      ingest: (batch) =>
        store.write((tx) => ingest(tx, { channelId, capabilities: this.platform.capabilities, newId }, batch)),
      ownsChat: unused,
      responseOf: unused,
      unknownMessages: unused,
      typingSeen: () => undefined,
      setHealth: () => undefined,
      setAccount: unused,
      setDelivery: () => undefined,
      webhookUrl: () => null,
      saveFile: unused,
      readFile: unused,
    }
  }
}

/** What a killed process asked for may still happen; it never hears of it and asks for nothing more. */
function mortalStore(store: Store, life: { readonly isOver: boolean }): Pick<Store, 'read' | 'write'> {
  const hasEnded = () => life.isOver
  const never = () => new Promise<never>(() => undefined)
  const whileAlive = async <T>(act: () => Promise<T>): Promise<T> => {
    if (hasEnded()) return never()
    const value = await act()
    return hasEnded() ? never() : value
  }
  return {
    read: (query) => whileAlive(() => store.read(query)),
    write: (work) => whileAlive(() => store.write(work)),
  }
}

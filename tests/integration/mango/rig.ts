import type { CommandArgs, CommandName } from '../../../shared/contract/commands'
import type { TelephonyView } from '../../../shared/contract/telephony'
import type { AgentId, ChatId, CommandId } from '../../../shared/domain/ids'
import type { PhoneCallContent } from '../../../shared/domain/message'
import type { Telephony } from '../../../shared/domain/telephony'
import { ManualClock } from '../../../shared/lib/manual-clock'
import { ingestedChat, ingestedMessage } from '../../../hub/channels/fake-channel'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub, type TestHub } from '../../../hub/testing/test-hub'
import { startMangoSandbox, type MangoSandbox } from '../../../sandbox/mango'

export const ADMINISTRATION = '/api/administration/telephony'
const STEP_MS = 500

/** The cloud PBX and a hub with one client, on one clock that is told the time. */
export class MangoRig {
  chatId = '' as ChatId
  me = '' as AgentId

  private constructor(
    readonly clock: ManualClock,
    readonly mango: MangoSandbox,
    public hub: TestHub,
  ) {}

  static async begin(client = '79990000001'): Promise<MangoRig> {
    const clock = new ManualClock()
    const rig = new MangoRig(clock, await startMangoSandbox({ clock }), await startTestHub({ clock }))
    await rig.hub.connect()
    await rig.hub.drivers[0]?.host.ingest({
      chats: [ingestedChat('a')],
      messages: [ingestedMessage('a', 'in-1', { kind: 'text', text: 'Здравствуйте' }, { atMs: clock.now() - 1000 })],
    })
    const desk = await rig.desk()
    rig.chatId = desk.changes.find(({ entity }) => entity === 'chat')?.id as ChatId
    rig.me = desk.changes.find(({ entity }) => entity === 'agent')?.id as AgentId
    desk.close()
    await rig.hub.command('setClientPhone', { chatId: rig.chatId, phone: client })
    return rig
  }

  /** Connected as an administrator does it; the names of the employees are known. */
  async connect(extension = '101'): Promise<void> {
    const { apiUrl, keys } = this.mango
    await this.put({ apiUrl, keys, people: [{ extension, agentId: this.me }] })
    this.listen()
    await this.until(async () => ((await this.view()).connection?.employees.length ?? 0) > 0)
  }

  /** The cabinet's address of the external system. */
  listen(): void {
    this.mango.events.address = `${this.hub.url}/hooks/mango`
  }

  put(body: unknown): Promise<Response> {
    return this.send('PUT', ADMINISTRATION, body)
  }

  send(method: string, path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return this.hub.request(path, { method, headers, body: JSON.stringify(body) })
  }

  view(): Promise<TelephonyView> {
    return this.hub.json<TelephonyView>(ADMINISTRATION)
  }

  command<N extends CommandName>(name: N, args: CommandArgs<N>, id?: CommandId): Promise<unknown> {
    return this.hub.command(name, args, id)
  }

  /** What a desk that comes now learns of the PBX. */
  async telephony(): Promise<Telephony | null> {
    const desk = await this.desk()
    const told = desk.changes.findLast(({ entity }) => entity === 'telephony')
    desk.close()
    return told?.entity === 'telephony' ? told.row : null
  }

  private async desk(): Promise<TestDesk> {
    const desk = await TestDesk.open(this.hub.url)
    desk.hello()
    await desk.caughtUp()
    return desk
  }

  /** Lets time pass until it is so. */
  async until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 3000; turn += 1) {
      if (await isTrue()) return
      await this.pass(STEP_MS)
    }
    throw new Error(`Never became true: ${isTrue.toString().slice(0, 200)}`)
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms)
    await this.settled()
  }

  /** What was on its way when the time stood has arrived: both servers have answered what was asked after it. */
  private async settled(): Promise<void> {
    await Promise.all([this.view(), fetch(this.mango.apiUrl).then((answer) => answer.arrayBuffer())])
  }

  /** Calls are compared with the statistics, with what has just ended among it. */
  async compared(): Promise<void> {
    await this.pass(70_000)
    const fromMs = this.clock.now()
    await this.until(async () => ((await this.view()).connection?.comparedToMs ?? 0) >= fromMs)
  }

  /** Calls in the client's timeline, the oldest first. */
  async timeline(): Promise<readonly PhoneCallContent[]> {
    const messages = await this.hub.messages(this.chatId)
    return messages
      .flatMap(({ content }) => (content.kind === 'phoneCall' ? [content] : []))
      .toSorted((a, b) => a.startedAtMs - b.startedAtMs || a.direction.localeCompare(b.direction))
  }

  /** `meanwhile` happens with no hub. */
  async restart(meanwhile?: () => Promise<void>): Promise<void> {
    this.hub = await this.hub.restart(meanwhile)
    this.listen()
  }

  async stop(): Promise<void> {
    await this.hub.stop()
    await this.mango.stop()
  }
}

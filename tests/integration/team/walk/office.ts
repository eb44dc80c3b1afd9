import { setImmediate as turn } from 'node:timers/promises'

import type { SignedIn } from '#shared/contract/accounts'
import type { ChatId } from '#shared/domain/ids'
import { sleep, systemClock } from '#shared/lib/clock'
import { ManualClock } from '#shared/lib/manual-clock'

import { FakePlatform, ingestedChat, ingestedMessage } from '../../../../hub/channels/fake-channel'
import type { KeptConnection, TestPostgres } from '../../../../hub/store/testing/postgres'
import { Team } from '../../../../hub/testing/team'
import { FEW_MISSED, KillableHub, type HubParts } from './killable-hub'
import { WalkDesk } from './walk-desk'

export const AGENTS = 5
const tokenKey = Buffer.alloc(32, 9).toString('base64')

/** What a client has written; told by the platform until a hub has taken it, and sometimes once more. */
interface Word {
  readonly chat: string
  readonly id: string
  readonly text: string
  readonly atMs: number
  isTaken: boolean
}

/** At one of the hubs an absence is long as usual, which it never is here; at the other a few changes make it so. */
const LONG_ABSENCES = [undefined, FEW_MISSED] as const

/** Two hubs on one PostgreSQL, five agents with a desk each, and a platform with clients. Outlives many schedules. */
export class Office {
  readonly words: Word[] = []
  /** So far it is seen that no desk was led past a change. */
  judgedUpTo = 0
  private readonly ending: Promise<void>[] = []
  private readonly starting = new Set<Promise<KillableHub>>()
  private lines = 0

  private constructor(
    readonly clock: ManualClock,
    readonly platform: FakePlatform,
    private readonly parts: HubParts,
    private readonly sql: KeptConnection,
    private readonly hubs: [KillableHub, KillableHub],
    readonly desks: readonly WalkDesk[],
  ) {}

  static async open(server: TestPostgres): Promise<Office> {
    const clock = new ManualClock()
    const platform = new FakePlatform(() => clock.now())
    const database = await server.createDatabase()
    const parts = { database, platform, clock, tokenKey }
    const first = await KillableHub.start(parts, LONG_ABSENCES[0])
    const people = await signInPeople(first)
    await first.own.hub.settled()
    const hubs: [KillableHub, KillableHub] = [first, await KillableHub.start(parts, LONG_ABSENCES[1])]
    const desks: WalkDesk[] = []
    const sql = server.connect(new URL(database).pathname.slice(1))
    const office = new Office(clock, platform, parts, sql, hubs, desks)
    for (const { agent, token } of people) desks.push(new WalkDesk(agent.id, token, clock, () => office.balance()))
    return office
  }

  hub(nth: number): KillableHub {
    const hub = this.hubs[nth % 2]
    if (!hub) throw new Error('No such hub')
    return hub
  }

  /** `kill -9`, and what supervises it starts another in its place. */
  async killHub(nth: number): Promise<void> {
    const hub = this.hub(nth)
    if (!hub.isAlive) return
    this.ending.push(hub.kill())
    const next = KillableHub.start(this.parts, LONG_ABSENCES[nth % 2])
    this.starting.add(next)
    this.hubs[nth % 2] = await next
    this.starting.delete(next)
  }

  /** A new conversation, begun by its client. */
  async newChat(name: string): Promise<ChatId> {
    this.say(name, 'Здравствуйте')
    for (;;) {
      await this.tellWords()
      const [row] = await this.sql.run('select id from chats where external_id = $1', [name])
      if (row) return row['id'] as ChatId
      await this.pass(1_000)
      await sleep(systemClock, 5)
    }
  }

  say(chat: string, text: string): void {
    const id = `${chat} in ${String(this.words.length)}`
    this.words.push({ chat, id, text, atMs: this.clock.now(), isTaken: false })
  }

  /** As platforms do: until they are told that it was taken; a hub that is killed meanwhile never says so. */
  async tellWords(again?: Word): Promise<void> {
    const driver = this.hubs.map((hub) => hub.driver).find((works) => works !== null)
    if (!driver) return
    const untold = this.words.filter((word) => !word.isTaken || word === again)
    await Promise.all(
      untold.map(async (word) => {
        const { chat, id, text, atMs } = word
        const messages = [ingestedMessage(chat, id, { kind: 'text', text }, { atMs })]
        const taken = driver.host.ingest({ chats: [ingestedChat(chat)], messages })
        word.isTaken = await taken.then(
          () => true,
          () => false,
        )
      }),
    )
  }

  /** The time goes on, and what it leads to has begun. */
  async pass(ms: number): Promise<void> {
    this.clock.advance(ms)
    await this.someTurns(5)
  }

  async someTurns(count: number): Promise<void> {
    for (let nth = 0; nth < count; nth += 1) await turn()
  }

  async heal(): Promise<void> {
    await Promise.all(this.starting)
    for (const hub of this.hubs) hub.heal()
  }

  /** How far the feed is, and how many messages are on their way to clients. */
  async look(): Promise<{ readonly head: number; readonly outgoing: number }> {
    const [row] = await this.sql.run(
      'select coalesce(max(seq), 0)::int as head, (select count(*) from outgoing)::int as outgoing from changes',
    )
    return row as { readonly head: number; readonly outgoing: number }
  }

  ask(statement: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]> {
    return this.sql.run(statement, values)
  }

  /** How often something came ahead of the feed. */
  get aheads(): number {
    return this.desks.reduce((sum, desk) => sum + desk.aheads, 0)
  }

  async close(): Promise<void> {
    for (const desk of this.desks) desk.dispose()
    await this.heal()
    await Promise.all([...this.ending, ...this.hubs.map((hub) => hub.end())])
    await this.sql.end()
  }

  /** The hubs in turn, without those of which it knows that they are gone. */
  private balance(): string | null {
    this.lines += 1
    const [a, b] = this.lines % 2 === 0 ? this.hubs : this.hubs.toReversed()
    return [a, b].find((hub) => hub?.isAlive)?.url ?? null
  }
}

async function signInPeople({ own }: KillableHub): Promise<readonly SignedIn[]> {
  const team = await Team.at(own)
  const channel = { kind: 'avito', name: 'Авито', mode: 'own', clientId: 'id', clientSecret: 'secret' }
  await team.ask('POST', '/api/channels', team.administrator, channel)
  const people: SignedIn[] = []
  for (let nth = 0; nth < AGENTS; nth += 1) people.push(await team.person('agent', `Сотрудник ${String(nth)}`))
  return people
}

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ChatId, CommandId, MessageId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { randomRuns } from '#shared/testing/random-runs'
import { countOf } from '#shared/testing/test-run'

import { FakePlatform } from './channels/fake-channel'
import { startPostgres, type TestPostgres } from './store/testing/postgres'
import { ContactCentre } from './testing/contact-centre'
import { PREPARING_MS } from './testing/test-folder'
import { startTestHub, textMessage, type TestHub } from './testing/test-hub'

const RUNS = { share: 3, full: 100 }
const RUN_TAKES_MS = 30_000
const CHATS = 3
/** Reading back, backoff and another hub's taking over are done by then. */
const ROUNDS_TO_COME_TO_REST = 60
const ROUND_MS = 5_000

type Step =
  | { readonly kind: 'send'; readonly chat: number; readonly via: number }
  /** Connections of both hubs break: with this remainder of their number, or all. */
  | { readonly kind: 'break'; readonly remainder: number | null }
  | { readonly kind: 'fault'; readonly fault: 'lostAnswer' | 'lostRequest' }
  | { readonly kind: 'pass'; readonly ms: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('send'), chat: fc.nat(CHATS - 1), via: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('break'), remainder: fc.constantFrom(null, 0, 1, 2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('fault'), fault: fc.constantFrom('lostAnswer', 'lostRequest') }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.nat(12_000) }) },
)

interface Wanted {
  readonly text: string
  readonly command: CommandId
  readonly args: ReturnType<typeof textMessage>
  isAcknowledged: boolean
}

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
}, PREPARING_MS)
afterAll(() => server.remove())

class Walk {
  private readonly wanted: Wanted[] = []

  private constructor(
    private readonly name: string,
    private readonly clock: ManualClock,
    private readonly platform: FakePlatform,
    private readonly centre: ContactCentre,
    private readonly hubs: readonly TestHub[],
    private readonly chats: readonly ChatId[],
  ) {}

  static async begin(): Promise<Walk> {
    const url = await server.createDatabase()
    const clock = new ManualClock()
    const platform = new FakePlatform(() => clock.now())
    const tokenKey = Buffer.alloc(32, 5).toString('base64')
    const parts = { platform, tokenKey, options: { database: { url, poolSize: 4 } } }
    const centre = await ContactCentre.open('avito', clock, parts)
    const other = await startTestHub({ ...parts, clock })
    const chats: ChatId[] = []
    for (let index = 0; index < CHATS; index += 1) chats.push(await centre.write(`chat ${String(index)}`))
    return new Walk(new URL(url).pathname.slice(1), clock, platform, centre, [centre.hub, other], chats)
  }

  async take(next: Step): Promise<void> {
    switch (next.kind) {
      case 'send': {
        const text = `message ${String(this.wanted.length)}`
        const id = this.centre.hub.newId<MessageId>()
        const args = textMessage(this.chats[next.chat] as ChatId, id, text, this.clock.now())
        const one = { text, command: this.centre.hub.newId<CommandId>(), args, isAcknowledged: false }
        this.wanted.push(one)
        await this.say(one, next.via)
        return
      }
      case 'break': {
        const some = next.remainder === null ? '' : `and pid % 3 = ${String(next.remainder)}`
        await server.run(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${this.name}' ${some}`,
        )
        return
      }
      case 'fault':
        this.platform.faults.push({ kind: next.fault })
        return
      case 'pass':
        this.clock.advance(next.ms)
        await this.settle()
    }
  }

  /** Everything that was written is acknowledged and nothing waits. */
  async comeToRest(): Promise<void> {
    for (let round = 0; round < ROUNDS_TO_COME_TO_REST; round += 1) {
      for (const one of this.wanted) if (!one.isAcknowledged) await this.say(one, round % 2)
      this.clock.advance(ROUND_MS)
      await this.settle()
      const waiting = await server.run('select message_id from outgoing', this.name)
      if (waiting.length === 0 && this.wanted.every(({ isAcknowledged }) => isAcknowledged)) return
    }
    throw new Error('Something still waits.')
  }

  get written(): readonly string[] {
    return this.wanted.map(({ text }) => text).toSorted()
  }

  get taken(): readonly string[] {
    return this.platform.accepted
      .map(({ content }) => (content.kind === 'text' ? content.text : content.kind))
      .toSorted()
  }

  async end(): Promise<void> {
    this.centre.desk.close()
    for (const hub of this.hubs) await hub.stop()
  }

  /** As a desk does: once more under the same id until it is answered, by whichever hub. */
  private async say(one: Wanted, via: number): Promise<void> {
    const hub = this.hubs[via % this.hubs.length] as TestHub
    const refusal = await hub.command('sendMessage', one.args, one.command)
    // Nothing: the hub could not say.
    if (refusal === undefined) return
    expect(refusal).toBeNull()
    one.isAcknowledged = true
  }

  private async settle(): Promise<void> {
    for (const { hub } of this.hubs) await hub.settled()
  }
}

describe('two hubs whose connections break at random', () => {
  it('[M23] send every message once', { timeout: RUN_TAKES_MS * countOf(RUNS) }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
        const walk = await Walk.begin()
        try {
          for (const next of steps) await walk.take(next)
          await walk.comeToRest()
          expect(walk.taken).toEqual(walk.written)
        } finally {
          await walk.end()
        }
      }),
      randomRuns(RUNS),
    )
  })
})

import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'

import { freePort, startPostgres, type TestPostgres } from '../../../../hub/store/testing/postgres'
import { startAnsweringChild, type AnsweringChild } from '../answering-child'
import { cpuMsOf, processTree } from '../process-tree'
import type { DesksQuestion, DesksReport } from './desks-child'
import { addPeople } from './people-of-team'
import type { PlatformsQuestion } from './platforms-child'
import { post, TeamHubs, type TeamHubProcess } from './team-hubs'

/** Longer than the longest run, also where the hub is slower than the load. */
const ANSWER_LIMIT_MS = 1_500_000

const keys = z.array(
  z.object({ apiUrl: z.string(), consentUrl: z.string(), clientId: z.string(), clientSecret: z.string() }),
)
const writing = z.object({
  beganMs: z.number(),
  answerMs: z.array(z.number()),
  resent: z.number(),
})
export type Writing = z.output<typeof writing>

export interface RigPlan {
  readonly hubs: number
  readonly desks: number
  readonly channels: number
  readonly chatsPerChannel: number
  /** Of Node, for the first hub. */
  readonly nodeArguments?: readonly string[]
}

/** PostgreSQL, hubs, the platform's accounts and the desks: each a program of its own, all on this computer. */
export class LoadRig {
  private constructor(
    readonly postgres: TestPostgres,
    readonly team: TeamHubs,
    readonly databaseUrl: string,
    private readonly platforms: AnsweringChild<PlatformsQuestion>,
    private readonly desks: AnsweringChild<DesksQuestion>,
    readonly tokens: readonly string[],
  ) {}

  static async open(plan: RigPlan): Promise<LoadRig> {
    const postgres = await startPostgres('durable')
    const databaseUrl = await postgres.createDatabase()
    const team = new TeamHubs(databaseUrl)
    const platforms = startAnsweringChild<PlatformsQuestion>(
      join(import.meta.dirname, 'platforms-child.ts'),
      ANSWER_LIMIT_MS,
    )
    const desks = startAnsweringChild<DesksQuestion>(join(import.meta.dirname, 'desks-child.ts'), ANSWER_LIMIT_MS)
    const first = await team.start(await freePort(), plan.nodeArguments)
    const administrator = await team.setUp(first)
    const tokens = await addPeople(databaseUrl, plan.desks)
    const rig = new LoadRig(postgres, team, databaseUrl, platforms, desks, tokens)
    await rig.connect(first, administrator, plan)
    while (team.hubs.length < plan.hubs) await team.start(await freePort())
    return rig
  }

  get urls(): readonly string[] {
    return this.team.hubs.map(({ url }) => url)
  }

  async openDesks(count = this.tokens.length, start: { cursor: number; feedId: string | null } = NEW): Promise<void> {
    await this.desks.ask({ ask: 'open', hubs: this.urls, tokens: this.tokens.slice(0, count), ...start })
  }

  async write(count: number, perSecond: number | null): Promise<Writing> {
    return writing.parse(await this.platforms.ask({ ask: 'write', count, perSecond, hubs: this.urls }))
  }

  /** Once every desk has had so many messages, or the time is over. */
  async arrived(count: number, withinMs: number): Promise<DesksReport> {
    return (await this.desks.ask({ ask: 'arrived', count, withinMs })) as DesksReport
  }

  /** From the moment in which a desk connects with this cursor until it has caught up. */
  async catchUpMs(hub: string, cursor: number, feedId: string): Promise<number> {
    const token = this.tokens[0] ?? ''
    return z.number().parse(await this.desks.ask({ ask: 'catchUp', hub, token, cursor, feedId }))
  }

  async forgetDelays(): Promise<void> {
    await this.desks.ask({ ask: 'clear' })
  }

  async desksReport(): Promise<DesksReport> {
    return (await this.desks.ask({ ask: 'report' })) as DesksReport
  }

  async closeDesks(): Promise<void> {
    await this.desks.ask({ ask: 'close' })
  }

  /** Since their start. */
  async cpu() {
    const processes = processTree(this.postgres.pid)
    return {
      hubs: this.team.hubs.map((hub) => hub.cpuMs()),
      // The first process counts its children that have ended.
      postgres: processes.reduce((sum, pid) => sum + cpuMsOf(pid), 0),
      platforms: z.number().parse(await this.platforms.ask({ ask: 'cpu' })),
      desks: (await this.desksReport()).cpuMs,
    }
  }

  async stop(): Promise<void> {
    this.desks.stop()
    this.platforms.stop()
    await this.team.stop()
    await this.postgres.remove()
  }

  private async connect(hub: TeamHubProcess, token: string, plan: RigPlan): Promise<void> {
    const question = { ask: 'open', accounts: plan.channels, chats: plan.chatsPerChannel } as const
    for (const [index, account] of keys.parse(await this.platforms.ask(question)).entries()) {
      const wish = { kind: 'avito', mode: 'own', name: `Канал ${String(index + 1)}`, ...account }
      await post(`${hub.url}/api/channels`, wish, token)
    }
    await this.platforms.ask({ ask: 'hooked' })
  }
}

const NEW = { cursor: 0, feedId: null }

export async function kill({ child }: TeamHubProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

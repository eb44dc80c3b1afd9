import { join } from 'node:path'
import { z } from 'zod'

import { startAnsweringChild, type AnsweringChild } from '../answering-child'
import type { BareQuestion } from './bare-child'
import type { DesksQuestion, DesksReport } from './desks-child'
import { memoryUsage, type HasDesks, type MemoryUsage } from './memory'
import type { LoadRig } from './rig'

const ARRIVE_WITHIN_MS = 120_000
const ANSWER_LIMIT_MS = 300_000

/** The floor on the same PostgreSQL, and with as many desks of its own. */
export class BareRig implements HasDesks {
  private arrived = 0

  private constructor(
    private readonly rig: LoadRig,
    private readonly bare: AnsweringChild<BareQuestion>,
    private readonly desks: AnsweringChild<DesksQuestion>,
    readonly url: string,
  ) {}

  /** With so many desks. */
  static async open(rig: LoadRig, count: number): Promise<BareRig> {
    const bare = await BareRig.start(rig)
    await bare.openDesks(count)
    return bare
  }

  static async start(rig: LoadRig): Promise<BareRig> {
    const bare = startAnsweringChild<BareQuestion>(join(import.meta.dirname, 'bare-child.ts'), ANSWER_LIMIT_MS)
    const desks = startAnsweringChild<DesksQuestion>(join(import.meta.dirname, 'desks-child.ts'), ANSWER_LIMIT_MS)
    const databaseUrl = await rig.postgres.createDatabase()
    const url = z.string().parse(await bare.ask({ ask: 'open', databaseUrl }))
    return new BareRig(rig, bare, desks, url)
  }

  async openDesks(count: number): Promise<void> {
    const tokens = Array.from({ length: count }, () => 'bare')
    await this.desks.ask({ ask: 'open', hubs: [this.url], tokens, cursor: 0, feedId: null })
  }

  async closeDesks(): Promise<void> {
    await this.desks.ask({ ask: 'close' })
  }

  async memory(): Promise<MemoryUsage> {
    return memoryUsage.parse(await this.bare.ask({ ask: 'memory' }))
  }

  async load(count: number, perSecond: number, togetherMs: number) {
    const before = await this.cpu()
    await this.desks.ask({ ask: 'clear' })
    await this.bare.ask({ ask: 'write', count, perSecond, togetherMs })
    const { delays } = await this.allArrived(count)
    const after = await this.cpu()
    return {
      ...delays,
      cpuMs: (after.bare - before.bare) / count,
      postgresMs: (after.postgres - before.postgres) / count,
    }
  }

  async throughput(count: number, togetherMs: number): Promise<number> {
    const answer = await this.bare.ask({ ask: 'write', count, perSecond: null, togetherMs })
    const { beganMs } = z.object({ beganMs: z.number() }).parse(answer)
    return (count * 1000) / ((await this.allArrived(count)).lastMs - beganMs)
  }

  /** A desk connects and is sent so many rows; milliseconds. */
  async missed(frames: number, rows: number): Promise<void> {
    await this.bare.ask({ ask: 'missed', frames, rows })
  }

  stop(): void {
    this.bare.stop()
    this.desks.stop()
  }

  private async allArrived(count: number): Promise<DesksReport> {
    this.arrived += count
    const question = { ask: 'arrived', count: this.arrived, withinMs: ARRIVE_WITHIN_MS } as const
    const report = (await this.desks.ask(question)) as DesksReport
    if (report.fewest !== this.arrived) throw new Error(`The floor lost messages: ${JSON.stringify(report)}`)
    return report
  }

  private async cpu() {
    const { postgres } = await this.rig.cpu()
    return { postgres, bare: z.number().parse(await this.bare.ask({ ask: 'cpu' })) }
  }
}

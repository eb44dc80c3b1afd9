import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { WebSocket, WebSocketServer } from 'ws'

import type { AgentId, CaseId, ChannelId, ChatId, TeamId } from '#shared/domain/ids'
import type { CaseFact } from '#shared/domain/wall/facts'
import { Wall } from '#shared/domain/wall/wall'

import { seededRandom } from '../lib/seeded-random'
import { alternate, repeat } from './lib/alternating'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 10, perBlock: 50, warmUp: 400 }
const SCREENS = 20
const TEAMS = 20
const AGENTS = 200
const START_MS = Date.UTC(2026, 10, 27, 9)
const SIZES = [
  ['wall', 10_000],
  ['wall-100', 100],
] as const

/**
 * A changed case → the frame with what it changes on the wall, received by 20 screens, with 10,000 cases open and, for
 * comparison, with 100. Floor: a bare WebSocket broadcast of the same frame.
 */
export async function measureWall(): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = []
  for (const [name, open] of SIZES) results.push(await measureWith(name, open))
  return results
}

async function measureWith(name: string, open: number): Promise<BenchResult> {
  const day = new BusyDay(open)
  const screens = await Screens.open()
  try {
    let lastFrame = day.nextFrame()
    const { values, floors } = await alternate(PLAN, {
      value: (count) =>
        repeat(count, () =>
          screens.showUs(() => {
            lastFrame = day.nextFrame()
            return lastFrame
          }),
        ),
      floor: (count) => repeat(count, () => screens.showUs(() => lastFrame)),
    })
    return benchResult(name, 'µs', values, floors)
  } finally {
    screens.close()
  }
}

/** Cases that are taken, answered, given back and followed by others, always so many at once. */
class BusyDay {
  private readonly wall = new Wall(START_MS)
  private readonly cases: CaseFact[]
  private readonly random = seededRandom(45)
  private nowMs = START_MS

  constructor(open: number) {
    const targets = { answerWithinMs: 120_000, goalPercent: 90, exceptions: [] }
    this.wall.apply({ kind: 'rules', targets, capacity: 5, timeZone: 'Europe/Moscow' }, START_MS)
    this.cases = Array.from({ length: open }, (_, index) => this.begun(index))
    for (const fact of this.cases) this.wall.apply(fact, this.nowMs)
    this.wall.takeChanges()
  }

  nextFrame(): string {
    this.nowMs += 20
    const place = Math.floor(this.random() * this.cases.length)
    const before = this.cases[place]
    if (!before) throw new Error('No case.')
    const next = this.changed(before)
    this.cases[place] = next
    this.wall.apply(next, this.nowMs)
    this.wall.takeMissed()
    return JSON.stringify({ type: 'wall', isWhole: false, atMs: this.nowMs, view: this.wall.takeChanges() })
  }

  private changed(fact: CaseFact): CaseFact {
    const agentId = `agent-${String(Math.floor(this.random() * AGENTS))}` as AgentId
    if (fact.state === 'queued') return { ...fact, state: 'assigned', agentId, sinceMs: this.nowMs }
    if (fact.waitingSinceMs !== null) return { ...fact, waitingSinceMs: null, firstAnswerMs: this.nowMs }
    return { ...fact, state: 'queued', agentId: null, sinceMs: this.nowMs, waitingSinceMs: this.nowMs }
  }

  private begun(index: number): CaseFact {
    return {
      kind: 'case',
      id: `case-${String(index)}` as CaseId,
      number: index,
      chatId: `chat-${String(index)}` as ChatId,
      channelId: 'channel' as ChannelId,
      state: 'queued',
      teamId: `team-${String(index % TEAMS)}` as TeamId,
      agentId: null,
      sinceMs: this.nowMs,
      openedAtMs: this.nowMs,
      waitingSinceMs: this.nowMs,
      firstAnswerMs: null,
      closedAtMs: null,
      priority: 'normal',
    }
  }
}

class Screens {
  private constructor(
    private readonly server: WebSocketServer,
    private readonly sockets: readonly WebSocket[],
  ) {}

  static async open(): Promise<Screens> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
    await once(server, 'listening')
    const url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    const sockets = Array.from({ length: SCREENS }, () => new WebSocket(url))
    await Promise.all(sockets.map((socket) => once(socket, 'open')))
    return new Screens(server, sockets)
  }

  /** From the change until the last screen has what it is sent. */
  async showUs(makeFrame: () => string): Promise<number> {
    const received = Promise.all(this.sockets.map((socket) => once(socket, 'message')))
    const beginMs = performance.now()
    const text = makeFrame()
    for (const screen of this.server.clients) screen.send(text)
    await received
    return (performance.now() - beginMs) * 1000
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate()
    this.server.close()
  }
}

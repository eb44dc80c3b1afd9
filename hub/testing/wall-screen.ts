import { WebSocket } from 'ws'

import { wallHubFrame, type WallDeskFrame, type WallHubFrame } from '#shared/contract/wall'
import type { AgentRow, HourRow, QueueRow, WallCase, WallNumber } from '#shared/domain/wall/wall-view'

import { SECRET } from './test-hub'

/** A screen with the supervisor's wall as the hub sees it: keeps every row at its latest. */
export class WallScreen {
  readonly frames: WallHubFrame[] = []
  private asked = 0
  private readonly waiting = new Set<() => void>()

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.frames.push(wallHubFrame.parse(JSON.parse(data.toString('utf8'))))
      for (const resume of this.waiting) resume()
      this.waiting.clear()
    })
  }

  static async open(url: string, secret = SECRET): Promise<WallScreen> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/wall`, ['otklik.wall', secret])
    const screen = new WallScreen(socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return screen
  }

  send(frame: WallDeskFrame): void {
    this.socket.send(JSON.stringify(frame))
  }

  get queues(): readonly QueueRow[] {
    const rows = new Map<QueueRow['teamId'], QueueRow>()
    for (const frame of this.frames) {
      if (frame.type !== 'wall') continue
      if (frame.isWhole) rows.clear()
      for (const row of frame.view.queues) rows.set(row.teamId, row)
    }
    return [...rows.values()]
  }

  get hours(): readonly HourRow[] {
    const rows = new Map<number, HourRow>()
    for (const frame of this.frames)
      if (frame.type === 'wall') for (const row of frame.view.hours) rows.set(row.hour, row)
    return [...rows.values()]
  }

  get agents(): readonly AgentRow[] {
    const rows = new Map<AgentRow['agentId'], AgentRow>()
    for (const frame of this.frames) {
      if (frame.type !== 'wall') continue
      if (frame.isWhole) rows.clear()
      for (const row of frame.view.agents) rows.set(row.agentId, row)
      for (const id of frame.view.goneAgents) rows.delete(id)
    }
    return [...rows.values()]
  }

  async behind(of: WallNumber): Promise<readonly WallCase[]> {
    this.asked += 1
    const ask = this.asked
    this.send({ type: 'cases', ask, of })
    return this.until(() => this.frames.find((frame) => frame.type === 'cases' && frame.ask === ask)).then((frame) =>
      frame.type === 'cases' ? frame.cases : [],
    )
  }

  async until<T>(find: () => T | undefined | false | null): Promise<T> {
    for (;;) {
      const found = find()
      if (found) return found
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve)
      })
    }
  }

  close(): void {
    this.socket.close()
  }
}

import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'

import type { HubConnection } from '#shared/contract/ipc/hub'
import type { WallHubFrame } from '#shared/contract/wall'
import type { AgentId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { createWallScreen, type OpenWallLine } from './wall-screen.store'

const AGENT = '019bb16e-fe80-7000-8000-0af480c05bf9' as AgentId
const READY: HubConnection = { kind: 'ready', url: 'http://127.0.0.1:1', secret: 's', databaseSetAside: null }

function rig(value: HubConnection | null = READY) {
  const hub = createStore<{ readonly value: HubConnection | null }>(() => ({ value }))
  const clock = new ManualClock()
  const lines: { sent: unknown[]; isClosed: boolean; events: Parameters<OpenWallLine>[1] }[] = []
  const screen = createWallScreen(hub, clock, (_place, events) => {
    const line = { sent: [] as unknown[], isClosed: false, events }
    lines.push(line)
    return {
      send: (text) => {
        line.sent.push(JSON.parse(text))
      },
      close: () => {
        line.isClosed = true
      },
    }
  })
  return { hub, clock, lines, screen, line: () => lines[lines.length - 1] ?? expect.fail('no line') }
}

function wall(isWhole: boolean, open: number): WallHubFrame {
  const row = {
    agentId: AGENT,
    status: 'online' as const,
    statusSinceMs: 1,
    talkingSinceMs: null,
    snoozed: 0,
    capacity: 5,
    closed: 0,
  }
  const goal = { goalPercent: 90, answerWithinMs: null }
  return {
    type: 'wall',
    isWhole,
    atMs: 7,
    view: { queues: [], agents: [{ ...row, open }], goneAgents: [], hours: [], goal },
  }
}

describe('a screen of the wall', () => {
  it('[V1] asks for the wall of now once it is connected, and keeps what it is told', () => {
    const { line, screen } = rig()
    line().events.opened()
    expect(line().sent).toEqual([{ type: 'live' }])
    line().events.received(JSON.stringify(wall(true, 1)))
    line().events.received(JSON.stringify(wall(false, 2)))
    expect(screen.store.getState().wall?.agents.get(AGENT)?.open).toBe(2)
  })

  it('[V1] comes back by itself with what it showed, also while a stretch is played again', () => {
    const { lines, line, screen, clock } = rig()
    line().events.opened()
    screen.replay(1_000, 15)
    line().events.closed()
    expect(screen.store.getState().isConnected).toBe(false)
    clock.advance(2_000)
    expect(lines).toHaveLength(2)
    line().events.opened()
    expect(line().sent).toEqual([{ type: 'replay', atMs: 1_000, speed: 15 }])
  })

  it('waits for a hub that is not there yet', () => {
    const { hub, lines } = rig(null)
    expect(lines).toHaveLength(0)
    hub.setState({ value: READY })
    expect(lines).toHaveLength(1)
  })

  it('[V1] leaves nobody waiting for cases when the line breaks', async () => {
    const { line, screen } = rig()
    expect(await screen.casesBehind({ kind: 'talking' })).toBeNull()
    line().events.opened()
    const asked = screen.casesBehind({ kind: 'talking' })
    line().events.closed()
    expect(await asked).toBeNull()
  })

  it('is gone once it is closed', () => {
    const { lines, line, screen, clock } = rig()
    screen.dispose()
    expect(line().isClosed).toBe(true)
    line().events.closed()
    clock.advance(10_000)
    expect(lines).toHaveLength(1)
  })
})

import { createStore, type StoreApi } from 'zustand/vanilla'

import type { HubConnection } from '#shared/contract/ipc/hub'
import { wallHubFrame, type DiskLeft, type WallDeskFrame, type WallHubFrame } from '#shared/contract/wall'
import type { AgentId, TeamId } from '#shared/domain/ids'
import type { AgentRow, HourRow, QueueRow, WallCase, WallGoal, WallNumber } from '#shared/domain/wall/wall-view'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { readJson } from '#shared/lib/read-json'

import type { Mirror } from '../../../ipc/mirror'

/** A screen on a wall hangs there for weeks: it comes back by itself. */
const RECONNECT_MS = 2_000

export interface ShownWall {
  readonly queues: ReadonlyMap<TeamId | null, QueueRow>
  readonly agents: ReadonlyMap<AgentId, AgentRow>
  readonly hours: readonly HourRow[]
  readonly goal: WallGoal
}

export type WallMode =
  { readonly kind: 'live' } | { readonly kind: 'replay'; readonly speed: number; readonly hasEnded: boolean }

export interface WallScreenState {
  /** `null` until the hub has shown it once. */
  readonly wall: ShownWall | null
  readonly mode: WallMode
  /** The line to the hub is there. */
  readonly isConnected: boolean
  /** The moment that the wall shows, and when that was told. */
  readonly atMs: number
  readonly toldMs: number
  /** From when on it can be played again; `null`: not known, or nothing yet. */
  readonly fromMs: number | null
  /** All that is free on the hub's disk, so that it takes no files; `null`: there is room, as far as is known. */
  readonly disk: DiskLeft | null
}

/** As a WebSocket, without its types. */
export interface WallLine {
  send(text: string): void
  close(): void
}
export type OpenWallLine = (
  hub: { readonly url: string; readonly secret: string },
  events: { readonly opened: () => void; readonly received: (text: string) => void; readonly closed: () => void },
) => WallLine

export interface WallScreenStore extends Disposable {
  readonly store: StoreApi<WallScreenState>
  readonly goLive: () => void
  readonly replay: (atMs: number, speed: number) => void
  /** `null`: the hub is away. */
  readonly casesBehind: (number: WallNumber) => Promise<readonly WallCase[] | null>
}

export function openWallLine(...[{ url, secret }, events]: Parameters<OpenWallLine>): WallLine {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/wall`, ['otklik.wall', secret])
  socket.onopen = events.opened
  socket.onclose = events.closed
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') events.received(event.data)
  }
  return socket
}

export function createWallScreen(
  hub: Pick<Mirror<HubConnection>, 'getState' | 'subscribe'>,
  clock: Clock,
  open: OpenWallLine = openWallLine,
): WallScreenStore {
  const store = createStore<WallScreenState>(() => ({
    wall: null,
    mode: { kind: 'live' },
    isConnected: false,
    atMs: 0,
    toldMs: 0,
    fromMs: null,
    disk: null,
  }))
  const owned = new DisposableStore()
  const asked = new Map<number, (cases: readonly WallCase[] | null) => void>()
  let asks = 0
  let line: WallLine | null = null
  let retry: Disposable | null = null

  const send = (frame: WallDeskFrame): void => {
    if (store.getState().isConnected) line?.send(JSON.stringify(frame))
  }
  const wish = (): void => {
    const { mode, atMs } = store.getState()
    send(mode.kind === 'live' ? { type: 'live' } : { type: 'replay', atMs, speed: mode.speed })
  }
  const answerNobody = (): void => {
    for (const answer of asked.values()) answer(null)
    asked.clear()
  }
  const connect = (): void => {
    const place = hub.getState().value
    if (line !== null || owned.isDisposed || place?.kind !== 'ready') return
    const opened = open(place, {
      opened: () => {
        store.setState({ isConnected: true })
        wish()
      },
      received: (text) => {
        take(wallHubFrame.parse(readJson(text)))
      },
      closed: () => {
        if (line === opened) line = null
        store.setState({ isConnected: false })
        answerNobody()
        if (owned.isDisposed) return
        retry?.dispose()
        retry = clock.schedule(RECONNECT_MS, connect)
      },
    })
    line = opened
  }
  const take = (frame: WallHubFrame): void => {
    switch (frame.type) {
      case 'wall':
        store.setState(({ wall }) => ({ wall: merged(wall, frame), atMs: frame.atMs, toldMs: clock.now() }))
        return
      case 'cases':
        asked.get(frame.ask)?.(frame.cases)
        asked.delete(frame.ask)
        return
      case 'extent':
        store.setState({ fromMs: frame.fromMs, disk: frame.disk ?? null })
        return
      case 'ended':
        store.setState(({ mode }) => (mode.kind === 'live' ? {} : { mode: { ...mode, hasEnded: true } }))
        return
    }
  }

  owned.defer(hub.subscribe(connect))
  owned.defer(() => {
    retry?.dispose()
    line?.close()
    answerNobody()
  })
  connect()
  return {
    store,
    goLive: () => {
      store.setState({ mode: { kind: 'live' } })
      wish()
    },
    replay: (atMs, speed) => {
      store.setState({ mode: { kind: 'replay', speed, hasEnded: false }, atMs, toldMs: clock.now() })
      wish()
    },
    casesBehind: (number) => {
      if (!store.getState().isConnected) return Promise.resolve(null)
      asks += 1
      const ask = asks
      return new Promise((resolve) => {
        asked.set(ask, resolve)
        send({ type: 'cases', ask, of: number })
      })
    },
    dispose: () => {
      owned.dispose()
    },
  }
}

function merged(shown: ShownWall | null, { isWhole, view }: Extract<WallHubFrame, { type: 'wall' }>): ShownWall {
  const before = isWhole ? null : shown
  const queues = new Map(before?.queues)
  const agents = new Map(before?.agents)
  const hours = new Map(before?.hours.map((row) => [row.hour, row]))
  for (const row of view.queues) queues.set(row.teamId, row)
  for (const row of view.agents) agents.set(row.agentId, row)
  for (const id of view.goneAgents) agents.delete(id)
  for (const row of view.hours) hours.set(row.hour, row)
  return { queues, agents, hours: [...hours.values()].sort((a, b) => a.hour - b.hour), goal: view.goal }
}

import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'

import { hubConnection } from '../../../ipc/hub-connection'
import { useClock, useNow } from '../../../ui/clock-context'
import { createWallScreen, type WallScreenState, type WallScreenStore } from './wall-screen.store'

const TICK_MS = 1_000

export interface WallScreen extends WallScreenState {
  readonly actions: WallScreenStore
  /** The moment that the wall shows; live it goes on by itself. */
  readonly nowMs: number
}

/** The wall for as long as it is looked at: the hub sends nothing to whoever has left it. */
export function useWallScreen(): WallScreen {
  const clock = useClock()
  const actions = useMemo(() => createWallScreen(hubConnection(), clock), [clock])
  useEffect(
    () => () => {
      actions.dispose()
    },
    [actions],
  )
  const state = useStore(actions.store)
  const hereMs = useNow(TICK_MS)
  // By the hub's clock, which this computer's need not agree with.
  const nowMs = state.mode.kind === 'live' ? state.atMs + Math.max(0, hereMs - state.toldMs) : state.atMs
  return { ...state, actions, nowMs }
}

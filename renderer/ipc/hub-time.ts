import type { HubContract, HubTime } from '#shared/contract/ipc/hub'
import { systemClock, type Clock } from '#shared/lib/clock'
import { FollowedClock } from '#shared/lib/followed-clock'

import { createClient, onEvent } from './client'
import { createMirror, type Mirror } from './mirror'

let mirror: Mirror<HubTime> | null = null

/** What the hub's time differs by from this computer's, as main knows it. */
export function hubTime(): Mirror<HubTime> {
  mirror ??= createMirror<HubTime>(createClient<HubContract>('hub').getTime, (listener) =>
    onEvent<HubContract, 'timeChanged'>('hub', 'timeChanged', listener),
  )
  return mirror
}

/** The clock of a window: the hub's time, as soon as it is known. */
export function followHubTime(): Clock {
  const clock = new FollowedClock(systemClock)
  hubTime().subscribe(({ value }) => {
    clock.follow(value?.aheadMs ?? 0)
  })
  return clock
}

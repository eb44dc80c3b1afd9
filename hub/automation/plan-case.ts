import { endOfBotShift } from '#shared/domain/bot-shift'
import { nextDue } from '#shared/domain/case-automation'
import { keepsOpen, wakeAtMs } from '#shared/domain/snooze'

import { settingsNow } from '../cases/receivers'
import type { StoredCase } from '../store/cases'
import { readHours } from '../store/central-settings'
import type { Read } from '../store/store'
import { automationOf } from './automation-of'

type Planned = Pick<StoredCase, 'channelId' | 'state' | 'automation'> & {
  readonly snooze?: StoredCase['snooze'] | undefined
}

/** When the case next has something to do by itself (case-timers.ts); `null`: never, as things stand. */
export async function nextDueMs(view: Read, planned: Planned): Promise<number | null> {
  const { state, snooze } = planned
  if (state.kind === 'idle' || state.kind === 'closed') return null
  const settings = await settingsNow(view, planned.channelId)
  const times = [
    state.kind === 'assigned' ? state.answerByMs : null,
    nextDue({ state, automation: automationOf(planned), isKeptOpen: keepsOpen(snooze) }, settings)?.atMs ?? null,
    wakeAtMs(snooze),
    state.kind === 'withBot' ? endOfBotShift(state, settings, await readHours(view)) : null,
  ]
  const nextMs = Math.min(...times.map((atMs) => atMs ?? Infinity))
  return nextMs === Infinity ? null : nextMs
}

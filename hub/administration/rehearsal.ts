import type { z } from 'zod'

import type { rehearsalRequest, RehearsalReply } from '#shared/contract/rehearsal'
import { DAY_MS } from '#shared/domain/channel-settings'
import type { ChannelId } from '#shared/domain/ids'
import { rehearse } from '#shared/domain/rehearsal'

import { listAgents } from '../store/agents'
import { readDistribution, readHours } from '../store/central-settings'
import { readDirectory } from '../store/directory'
import type { Read } from '../store/store'
import { trafficOf } from '../store/traffic'
import { channelSettingsOf } from './read-administration'

const RECENT_MS = 30 * DAY_MS
const MAX_EVENTS = 100_000
/** More than anybody reads, and little enough to send. */
const CASES_TOLD = 500

/** The channel's recent traffic under settings that are not saved (spec A22); `null`: no such channel. */
export async function rehearseChannel(
  view: Read,
  channelId: ChannelId,
  { settings, hours, distribution }: z.output<typeof rehearsalRequest>,
  { maxTextLength, nowMs }: { readonly maxTextLength: number; readonly nowMs: number },
): Promise<RehearsalReply | null> {
  const saved = await channelSettingsOf(view, channelId)
  if (!saved) return null
  const traffic = await trafficOf(view, channelId, nowMs - RECENT_MS, MAX_EVENTS)
  const { teams, bots } = await readDirectory(view)
  const { problems, cases, totals } = rehearse({
    traffic,
    untilMs: nowMs,
    settings: { ...settings, calls: settings.calls ?? saved.calls },
    hours: hours ?? (await readHours(view)),
    distribution: distribution ?? (await readDistribution(view)),
    agents: await listAgents(view),
    teams,
    bots,
    maxTextLength,
  })
  const sinceMs = traffic.length < MAX_EVENTS ? nowMs - RECENT_MS : (traffic[0]?.atMs ?? nowMs)
  const told = cases.slice(-CASES_TOLD).map(({ chatId, openedAtMs, steps }) => ({ chatId, openedAtMs, steps }))
  return { sinceMs, untilMs: nowMs, events: traffic.length, problems, totals, cases: told }
}

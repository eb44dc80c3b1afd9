import { monitorEventLoopDelay } from 'node:perf_hooks'

import type { Disposable } from '#shared/lib/disposable'

import type { ChannelSupervisor } from '../channels/supervisor'
import { workload } from '../store/workload'
import type { Store } from '../store/store'
import type { DiskRoom } from '../files/disk-room'
import { Counter, exposition, gauge, Histogram, type Family } from './exposition'

const REQUEST_BOUNDS_S = [0.005, 0.025, 0.1, 0.25, 1, 2.5, 10]
const NS_IN_S = 1e9
const US_IN_S = 1e6

export interface MeasuredHub {
  readonly version: string
  readonly store: Pick<Store, 'committed' | 'read' | 'isAway'>
  readonly channels: Pick<ChannelSupervisor, 'channels' | 'driverOf'>
  readonly room: Pick<DiskRoom, 'look'>
  readonly desks: () => number
  readonly pages: () => number
}

/** What is told of requests: from the first moment on, also while there is no database. */
export class RequestMetrics {
  private readonly requests = new Counter(
    'otklik_http_requests_total',
    'Answered requests of desks, pages and platforms.',
  )
  private readonly seconds = new Histogram('otklik_http_request_seconds', 'How long they took.', REQUEST_BOUNDS_S)

  answered(status: number, seconds: number): void {
    this.requests.add({ status: String(status) })
    this.seconds.observe(seconds)
  }

  families(): readonly Family[] {
    return [this.requests.family(), this.seconds.family()]
  }
}

/** Numbers of a hub, none of them about a person. */
export class HubMetrics implements Disposable {
  private readonly changes = new Counter('otklik_changes_total', 'Changes of the feed that were announced here.')
  private readonly delay = monitorEventLoopDelay()
  private readonly listening: Disposable

  constructor(
    private readonly hub: MeasuredHub,
    private readonly requests: RequestMetrics,
  ) {
    this.delay.enable()
    this.changes.add({}, 0)
    this.listening = hub.store.committed.on(({ length }) => {
      this.changes.add({}, length)
    })
  }

  dispose(): void {
    this.listening.dispose()
    this.delay.disable()
  }

  async text(): Promise<string> {
    const { version, store, room, desks, pages } = this.hub
    const { freeBytes, reserveBytes } = await room.look()
    const own = [
      gauge('otklik_info', 'Version of this hub.', [{ labels: { version }, value: 1 }]),
      gauge('otklik_database_up', 'Can the database be reached?', store.isAway ? 0 : 1),
      gauge('otklik_desk_sockets', 'Connections of desks at this hub.', desks()),
      gauge('otklik_visitors_with_pages', 'Visitors who have a page of the site chat open at this hub.', pages()),
      ...(Number.isFinite(freeBytes)
        ? [gauge('otklik_disk_free_bytes', 'Free on the disk with the attachments.', freeBytes)]
        : []),
      gauge('otklik_disk_reserve_bytes', 'With less of it free, files are refused.', reserveBytes),
      this.changes.family(),
      ...this.requests.families(),
      ...this.process(),
    ]
    // Without a database the rest cannot be said.
    return exposition(store.isAway ? own : [...own, ...(await this.work()), ...(await this.channelFamilies())])
  }

  /** The same at every hub of a database. */
  private async work(): Promise<readonly Family[]> {
    const { cases, outgoing, oldestWaitingAtMs, nowMs } = await this.hub.store.read(workload)
    const of = (label: string, counts: ReadonlyMap<string, number>) =>
      [...counts].map(([value, count]) => ({ labels: { [label]: value }, value: count }))
    const waitsS = oldestWaitingAtMs === null ? 0 : Math.max(0, nowMs - oldestWaitingAtMs) / 1000
    return [
      gauge('otklik_cases', 'Cases that are not closed.', of('state', cases)),
      gauge('otklik_longest_wait_seconds', 'Since when a client waits for the first agent.', waitsS),
      gauge('otklik_outgoing_messages', 'Messages that are not sent yet.', of('state', outgoing)),
    ]
  }

  private async channelFamilies(): Promise<readonly Family[]> {
    const { channels } = this.hub
    const all = await channels.channels()
    const here = all.filter(({ id }) => channels.driverOf(id) !== null).length
    const byHealth = new Map<string, number>()
    for (const { health } of all) byHealth.set(health.kind, (byHealth.get(health.kind) ?? 0) + 1)
    return [
      gauge('otklik_channels_here', 'Channels that this hub works for.', here),
      gauge(
        'otklik_channels',
        'Connected channels, by how they are.',
        [...byHealth].map(([health, value]) => ({ labels: { health }, value })),
      ),
    ]
  }

  private process(): readonly Family[] {
    const { user, system } = process.cpuUsage()
    const cpu = new Counter('process_cpu_seconds_total', 'Processor time of this hub.')
    cpu.add({}, (user + system) / US_IN_S)
    const lag = this.delay.percentile(99) / NS_IN_S
    this.delay.reset()
    return [
      cpu.family(),
      gauge('process_resident_memory_bytes', 'Memory of this hub.', process.memoryUsage.rss()),
      gauge('nodejs_eventloop_lag_p99_seconds', 'How late timers were since they were asked for last.', lag),
    ]
  }
}

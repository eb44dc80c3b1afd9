// Whole: what starts, changes, heals and ends a channel shares one table of what runs, and one order of doing it.
import { randomBytes } from 'node:crypto'

import type { Capabilities } from '#shared/domain/capabilities'
import { defaultCalls } from '#shared/domain/channel-calls'
import type { Channel, ChannelHealth, ChannelKind } from '#shared/domain/channel'
import { accessTo } from '#shared/domain/channel-platform'
import type { ChannelGroupId, ChannelId, ChatId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import { readJson } from '#shared/lib/read-json'

import type { HandedOver } from '../ingest/hand-over'
import { passOnHeld } from '../ingest/ingest'
import { channelById, insertChannel, listChannels, updateChannel, type StoredChannel } from '../store/channels'
import type { Write } from '../store/store'
import type { ChannelDriver } from './channel'
import { createChannelHost, type HostDependencies } from './channel-host'
import { channelConfig, type ChannelConfig } from './config'
import { fencedExchange } from './fenced-exchange'
import { Leases } from './leases'
import { Partings } from './partings'
import { createStopSource } from './platform/http/stop-source'
import type { CreateDriver } from './registry'
import { settleAccounts } from './same-account'
import type { CompanyBook } from './site'

const PATH_SECRET_BYTES = 32
/** `lastEventAtMs` alone is not worth a change to every desk more often than this. */
const HEALTH_FRESHNESS_MS = 30_000

export interface SupervisorDependencies extends HostDependencies {
  readonly createDriver: CreateDriver
  readonly site: CompanyBook
  /** Of this hub, known once it listens: `http://127.0.0.1:port`. */
  readonly baseUrl: () => string
  /** Drivers came or went: what waits for them may go on. */
  readonly driversChanged: () => void
  readonly typingSeen: (id: ChannelId, chatExternalId: string) => void
  /** These conversations end with their channel: what still waits in them, and their cases. */
  readonly endChats: (tx: Write, chatIds: readonly ChatId[]) => Promise<void>
  /** Another hub may have ended in the midst of this channel's work: what it left is put in order first. */
  readonly recover: (id: ChannelId) => Promise<void>
}

export interface ConnectedChannel {
  readonly channel: Channel
  /** To be opened in the browser; `null` where no consent is needed. */
  readonly consentUrl: string | null
}

interface Running {
  readonly row: StoredChannel
  readonly driver: ChannelDriver
  /** Goes up when another hub may work for the channel; `null`: there is no other. */
  readonly fence: AbortController | null
  readonly pathSecret: string
  readonly config: ChannelConfig
  /** Of the credentials: the same again means the same account where the account itself is the key's owner. */
  readonly ownKey: string | null
  /** The same account is connected once more: this driver rests (spec A16). */
  isSuperseded: boolean
  health: ChannelHealth
  delivery: 'webhook' | 'polling'
}

/**
 * Starts and stops the drivers of the connected channels and knows how each is doing. Where several hubs are on one
 * database, a channel's driver works in one of them (docs/adr/0038) and rests in the others.
 */
export class ChannelSupervisor {
  private readonly running = new Map<ChannelId, Running>()
  private readonly leases: Leases
  private readonly partings: Partings
  private listener: Disposable | null = null
  private isStopped = false
  private comparing: Promise<void> | null = null
  private again = false
  /** Changes of channels that are under way here: what another hub changed is looked for afterwards. */
  private changes = 0

  constructor(private readonly deps: SupervisorDependencies) {
    this.leases = new Leases(
      deps,
      deps.recover,
      (id) => this.beginWork(id),
      (id) => {
        this.rest(id)
      },
    )
    this.partings = new Partings({ ...deps, handedOver: (handed) => this.readHanded(handed) })
  }

  async start(): Promise<void> {
    const rows = await this.deps.store.read(listChannels)
    for (const row of rows) this.run(row)
    if (this.deps.store.isShared) {
      this.listener = this.deps.store.committed.on((changes) => {
        if (changes.some(({ entity }) => entity === 'channel')) this.compare()
      })
      await this.leases.settled()
    }
    await this.settle()
    for (const { id } of rows) await this.settingsChanged(id)
    this.deps.driversChanged()
    // What a hub that ended in the midst of it left; nobody waits for that.
    this.partings.resume().catch((error: unknown) => {
      this.deps.logger.error('channels were not parted from', { cause: describeError(error) })
    })
  }

  async connect(
    kind: ChannelKind,
    name: string,
    groupId: ChannelGroupId,
    config: ChannelConfig,
    /** In the transaction that adds the channel: what its driver needs from the first moment. */
    also: (tx: Write, id: ChannelId) => Promise<void> = () => Promise.resolve(),
  ): Promise<ConnectedChannel> {
    const { store, secrets, newId, clock } = this.deps
    const row: StoredChannel = {
      id: newId<ChannelId>(),
      kind,
      name,
      config: secrets.seal(JSON.stringify(config)),
      pathSecret: randomBytes(PATH_SECRET_BYTES).toString('base64url'),
      driverSecret: null,
      driverState: null,
      health: { kind: 'connecting' },
      delivery: 'polling',
      account: null,
      createdAtMs: clock.now(),
      removedAtMs: null,
      groupId,
      settings: null,
      supersededByGroupId: null,
    }
    return this.changing(async () => {
      await this.leases.wantNew(row.id)
      // Before the row: a desk that hears of the channel asks for it at once.
      const entry = this.create(row)
      try {
        await store.write(async (tx) => {
          await insertChannel(tx, row)
          await also(tx, row.id)
        })
      } catch (error) {
        this.forget(row.id)
        throw error
      }
      entry.driver.start()
      this.deps.driversChanged()
      const consentUrl = await entry.driver.beginAuthorisation()
      return { channel: this.present(row, entry), consentUrl }
    })
  }

  /** The same channel with other keys: it begins to work with them at once, and nothing that it has is lost. */
  async correctKeys(
    id: ChannelId,
    keys: Pick<ChannelConfig, 'clientId' | 'clientSecret'>,
  ): Promise<ConnectedChannel | 'unknownChannel' | 'sameAccount'> {
    return this.changing(() => this.correct(id, keys))
  }

  private async correct(
    id: ChannelId,
    keys: Pick<ChannelConfig, 'clientId' | 'clientSecret'>,
  ): Promise<ConnectedChannel | 'unknownChannel' | 'sameAccount'> {
    const { store, secrets } = this.deps
    const before = this.running.get(id)
    const row = await store.read((view) => channelById(view, id))
    if (!before || !row) return 'unknownChannel'
    const config = { ...before.config, ...keys }
    const others = (await store.read(listChannels)).filter((one) => one.id !== id && one.kind === row.kind)
    const ownKey = ownKeyOf(config)
    if (ownKey !== null && others.some((one) => this.running.get(one.id)?.ownKey === ownKey)) return 'sameAccount'
    // Tokens of the old keys are of no use to the new ones. Until they are written down, the old driver works on.
    const patch = { config: secrets.seal(JSON.stringify(config)), driverSecret: null }
    await store.write((tx) => updateChannel(tx, id, patch, true))
    // Removed, or corrected once more, meanwhile: one driver of it works at most.
    if (!this.retire(id)) return 'unknownChannel'
    const entry = this.create({ ...row, ...patch })
    if (this.works(entry)) entry.driver.start()
    this.deps.logger.info('the keys of a channel were changed', { channel: id })
    this.deps.driversChanged()
    // The hub that works for it asks for consent, when it has seen the new keys.
    const consentUrl = this.leases.isHere(id) ? await entry.driver.beginAuthorisation() : null
    return { channel: this.present({ ...row, ...patch }, entry), consentUrl }
  }

  async remove(id: ChannelId): Promise<boolean> {
    const entry = this.running.get(id)
    if (!entry) return false
    await this.withdraw(entry.driver)
    return this.changing(async () => {
      // Should this fail, the channel works on, and subscribes its webhook anew.
      const changed = await this.deps.store.write(async (tx) => {
        await updateChannel(tx, id, { removedAtMs: tx.nowMs, driverSecret: null, driverState: null, config: '' }, true)
        return settleAccounts(tx)
      })
      this.forget(id)
      await this.follow(changed)
      await this.partings.run(id)
      this.deps.driversChanged()
      return true
    })
  }

  private forget(id: ChannelId): void {
    this.retire(id)
    this.leases.drop(id)
  }

  /** Answers whether there was a driver. */
  private retire(id: ChannelId): boolean {
    const entry = this.running.get(id)
    this.running.delete(id)
    entry?.driver.dispose()
    return entry !== undefined
  }

  /** The platform is asked to stop telling; where it does not answer, the hook's address is refused from now on anyway. */
  private async withdraw(driver: ChannelDriver): Promise<void> {
    try {
      await driver.withdraw?.()
    } catch (error) {
      this.deps.logger.warn('the platform could not be told of the removal', { cause: describeError(error) })
    }
  }

  /** What the old settings held back and the new ones let through comes in now (spec Q10). */
  async settingsChanged(id: ChannelId): Promise<void> {
    const capabilities = this.capabilitiesOf(id)
    if (!capabilities) return
    const { store, newId } = this.deps
    await store.write((tx) => passOnHeld(tx, { channelId: id, capabilities, newId }))
  }

  /** Whichever hub works for it; `null`: it is gone, or rests for another one of its account. */
  capabilitiesOf(id: ChannelId): Capabilities | null {
    return this.connected(id)?.driver.capabilities ?? null
  }

  /** As `capabilitiesOf`. */
  kindOf(id: ChannelId): ChannelKind | null {
    return this.connected(id)?.row.kind ?? null
  }

  /** `null` where another hub works for it, too. */
  driverOf(id: ChannelId): ChannelDriver | null {
    return this.active(id)?.driver ?? null
  }

  /** Of a channel that some hub works for: it rests here where another one does, and may only be asked what it can. */
  connectedDriverOf(id: ChannelId): ChannelDriver | null {
    return this.connected(id)?.driver ?? null
  }

  driverByState(state: string): ChannelDriver | null {
    for (const entry of this.running.values())
      if (this.works(entry) && entry.driver.ownsState(state)) return entry.driver
    return null
  }

  /** `driver`: `null` where another hub works for the channel. */
  hookOf(id: ChannelId): { readonly driver: ChannelDriver | null; readonly pathSecret: string } | null {
    const entry = this.connected(id)
    return entry && { driver: this.works(entry) ? entry.driver : null, pathSecret: entry.pathSecret }
  }

  /** The group of a channel that already works with these credentials. */
  async groupWithOwnKey(kind: ChannelKind, config: ChannelConfig): Promise<ChannelGroupId | null> {
    const key = ownKeyOf(config)
    if (key === null) return null
    const rows = await this.deps.store.read(listChannels)
    return rows.find((row) => row.kind === kind && this.connected(row.id)?.ownKey === key)?.groupId ?? null
  }

  /** Present form of the connected channels; of these only, if given. */
  async channels(ids?: ReadonlySet<ChannelId>): Promise<readonly Channel[]> {
    const rows = await this.deps.store.read(listChannels)
    return rows.flatMap((row) => {
      // Another hub may have connected it just now.
      if (this.listener !== null && !this.running.has(row.id)) this.run(row)
      const entry = this.running.get(row.id)
      return entry && (!ids || ids.has(row.id)) ? [this.present(row, entry)] : []
    })
  }

  async stop(): Promise<void> {
    this.listener?.dispose()
    this.listener = null
    this.isStopped = true
    // The leases are let go with the database's connection: what is under way for a channel is still this hub's.
    for (const { driver } of this.running.values()) driver.dispose()
    this.running.clear()
    await this.partings.stop()
  }

  private async settle(): Promise<void> {
    await this.changing(async () => this.follow(await this.deps.store.write(settleAccounts)))
    this.deps.driversChanged()
  }

  /** This hub works for the channel from now on; what another hub did to it meanwhile stands in its row. */
  private async beginWork(id: ChannelId): Promise<void> {
    const { store, logger, driversChanged } = this.deps
    try {
      const row = await store.read((view) => channelById(view, id))
      if (!row || row.removedAtMs !== null || !this.leases.isHere(id) || this.isStopped) return
      this.retire(id)
      this.run(row)
      await this.settingsChanged(id)
      driversChanged()
    } catch (error) {
      logger.error('a channel could not be taken over', { channel: id, cause: describeError(error) })
    }
  }

  /** Another hub may work for it from now on. */
  private rest(id: ChannelId): void {
    const entry = this.running.get(id)
    if (!entry) return
    entry.fence?.abort()
    this.retire(id)
    this.create(entry.row)
  }

  private works(entry: Running): boolean {
    return !entry.isSuperseded && this.leases.isHere(entry.row.id)
  }

  private async changing<T>(change: () => Promise<T>): Promise<T> {
    this.changes += 1
    try {
      return await change()
    } finally {
      this.changes -= 1
      if (this.listener) this.compare()
    }
  }

  /** Channels that other hubs connected, changed or removed. */
  private compare(): void {
    if (this.changes > 0) return
    if (this.comparing) {
      this.again = true
      return
    }
    this.comparing = this.followRows()
      .catch((error: unknown) => {
        this.deps.logger.error('the channels could not be read', { cause: describeError(error) })
      })
      .finally(() => {
        this.comparing = null
        if (!this.again) return
        this.again = false
        this.compare()
      })
  }

  private async followRows(): Promise<void> {
    const rows = await this.deps.store.read(listChannels)
    if (this.changes > 0 || !this.listener) return
    for (const row of rows) {
      const entry = this.running.get(row.id)
      const isSuperseded = row.supersededByGroupId !== null
      if (entry?.row.config === row.config && entry.isSuperseded === isSuperseded) continue
      this.retire(row.id)
      this.run(row)
      this.deps.driversChanged()
    }
    const known = new Set(rows.map(({ id }) => id))
    for (const id of [...this.running.keys()]) if (!known.has(id)) this.forget(id)
  }

  /** Drivers work and rest as their channels do from now on, and so go on their conversations. */
  private async follow(changed: readonly StoredChannel[]): Promise<void> {
    for (const row of changed) {
      const works = row.supersededByGroupId === null
      this.deps.logger.info('one account in two channels', { channel: row.id, works })
      const entry = this.running.get(row.id)
      if (works) this.run(row)
      else if (entry && !entry.isSuperseded) {
        entry.isSuperseded = true
        entry.driver.dispose()
      }
    }
    for (const { id, supersededByGroupId } of changed) if (supersededByGroupId !== null) await this.partings.run(id)
  }

  /** What the channel before had not read yet is not lost with it. */
  private async readHanded(handed: HandedOver): Promise<void> {
    for (const [id, chatExternalIds] of handed) await this.active(id)?.driver.readAgain?.(chatExternalIds)
    if (handed.size > 0) this.deps.driversChanged()
  }

  private connected(id: ChannelId): Running | null {
    const entry = this.running.get(id)
    return entry && !entry.isSuperseded ? entry : null
  }

  private active(id: ChannelId): Running | null {
    const entry = this.running.get(id)
    return entry && this.works(entry) ? entry : null
  }

  private run(row: StoredChannel): void {
    try {
      const entry = this.create(row)
      this.leases.want(row.id)
      if (this.works(entry)) entry.driver.start()
    } catch (error) {
      this.deps.logger.error('a channel could not be started', { channel: row.id, cause: describeError(error) })
    }
  }

  private create(row: StoredChannel): Running {
    const { secrets, createDriver } = this.deps
    const opened = secrets.open(row.config)
    // Sealed with a key that is lost: the channel stands there and asks to be connected again.
    const config: ChannelConfig = opened === null ? lostConfig(row.kind) : channelConfig.parse(readJson(opened))
    // Of a driver whose channel has another one by now, or none, nothing is taken but what was said.
    const isPresent = () => this.running.get(row.id)?.driver === driver
    const fence = this.deps.store.isShared ? createStopSource() : null
    const deps = fence ? { ...this.deps, exchange: fencedExchange(this.deps.exchange, fence.signal) } : this.deps
    const host = createChannelHost(row, deps, {
      capabilities: () => driver.capabilities,
      typingSeen: (chatExternalId) => {
        this.deps.typingSeen(row.id, chatExternalId)
      },
      healthChanged: (health) => {
        if (isPresent()) this.healthChanged(row.id, health)
      },
      deliveryChanged: (delivery) => {
        const entry = this.running.get(row.id)
        if (!entry || !isPresent() || entry.delivery === delivery) return
        entry.delivery = delivery
        this.save(row.id, { delivery })
      },
      accountKnown: () => this.settle(),
      webhookUrl: () => this.webhookUrl(row, config),
    })
    const driver: ChannelDriver = createDriver(row.kind, row.id, config, host, this.deps.site)
    const entry: Running = {
      row,
      driver,
      fence,
      pathSecret: row.pathSecret,
      config,
      ownKey: ownKeyOf(config),
      isSuperseded: row.supersededByGroupId !== null,
      health: row.health,
      delivery: row.delivery,
    }
    this.running.set(row.id, entry)
    return entry
  }

  private healthChanged(id: ChannelId, health: ChannelHealth): void {
    const entry = this.running.get(id)
    if (!entry) return
    const before = entry.health
    if (isSameHealth(before, health)) return
    entry.health = health
    this.deps.logger.info('channel health', { channel: id, from: before.kind, to: health.kind })
    this.save(id, { health })
  }

  private save(id: ChannelId, patch: Partial<Pick<StoredChannel, 'health' | 'delivery'>>): void {
    this.deps.store
      .write(async (tx) => {
        if (await channelById(tx, id)) await updateChannel(tx, id, patch, true)
      })
      .catch((error: unknown) => {
        this.deps.logger.error('the state of a channel was not kept', { channel: id, cause: describeError(error) })
      })
  }

  /** Only a platform on this machine can reach this hub; a public address comes with the team hub. */
  private webhookUrl(row: StoredChannel, config: ChannelConfig): string | null {
    return isLoopback(config.apiUrl) ? `${this.deps.baseUrl()}/hooks/${row.id}/${row.pathSecret}` : null
  }

  private present(row: StoredChannel, entry: Running): Channel {
    // How it is doing knows the hub that works for it.
    const { health, delivery } = this.leases.isHere(row.id) ? entry : row
    return {
      id: row.id,
      kind: row.kind,
      groupId: groupOf(row),
      name: row.name,
      capabilities: entry.driver.capabilities,
      health: row.supersededByGroupId ? { kind: 'superseded', byGroupId: row.supersededByGroupId } : health,
      delivery,
      account: row.account,
      calls: row.settings?.calls ?? defaultCalls(row.kind),
    }
  }
}

/** Channels of older databases get one at the start (groundwork.ts). */
function groupOf({ groupId }: StoredChannel): ChannelGroupId {
  if (groupId === null) throw new Error('A channel without a group.')
  return groupId
}

/** With a partner's key many accounts consent; an own key belongs to one. */
function ownKeyOf({ mode, clientId, apiUrl }: ChannelConfig): string | null {
  return mode === 'own' && clientId !== '' ? `${apiUrl} ${clientId}` : null
}

/** Nothing but where the platform is. */
function lostConfig(kind: ChannelKind): ChannelConfig {
  const noKeys = { mode: 'own', clientId: '', clientSecret: '', apiUrl: '', consentUrl: '' } as const
  if (kind === 'site') return noKeys
  const { apiUrl, consentUrl, modes } = accessTo(kind)
  return { ...noKeys, mode: modes[0] ?? 'own', apiUrl, consentUrl }
}

function isSameHealth(before: ChannelHealth, after: ChannelHealth): boolean {
  if (before.kind === 'receiving' && after.kind === 'receiving') {
    if (before.lastEventAtMs === null || after.lastEventAtMs === null)
      return before.lastEventAtMs === after.lastEventAtMs
    return after.lastEventAtMs - before.lastEventAtMs < HEALTH_FRESHNESS_MS
  }
  return JSON.stringify(before) === JSON.stringify(after)
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]'
}

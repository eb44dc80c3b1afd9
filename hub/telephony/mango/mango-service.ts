import type {
  SaveTelephonyRequest,
  TelephonyView,
  TestTelephonyReply,
  TestTelephonyRequest,
} from '#shared/contract/telephony'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import { err, ok, type Result } from '#shared/lib/result'

import type { NewId } from '../../ids'
import type { Exchange } from '../../network/exchange'
import type { SecretBox } from '../../secrets/secret-box'
import { readConnection, removeConnection, writeConnection, type StoredConnection } from '../../store/mango'
import type { Read, Store } from '../../store/store'
import { CallBook } from './call-book'
import { Comparer } from './comparer'
import { EventDoor, type EventVerdict, type SignedForm } from './event-door'
import { detailOf, reasonOf, type MangoFailure } from './failure'
import { MangoApi } from './mango-api'
import { Pacer } from './pacer'
import { pause } from './pause'
import { employeesOf } from './read-telephony'
import { RequestRunner } from './request-runner'
import type { MangoKeys } from './signature'

/** `keysNeeded`: the kept ones were given for another address, and are shown to no other. */
export type TelephonyRefusal = 'keysNeeded'

export interface MangoServiceDeps {
  readonly store: Store
  readonly secrets: SecretBox
  readonly clock: Clock
  readonly newId: NewId
  readonly exchange: Exchange
  readonly logger: Logger
  /** Of this hub, known once it listens. */
  readonly baseUrl: () => string
  /** The hub that speaks to the PBX is another one: it hears that what is set was changed. */
  readonly tellOthers: () => void
}

/** What works while the PBX is connected. */
interface Connector {
  readonly door: EventDoor
  readonly runner: RequestRunner
  readonly comparer: Comparer
  readonly stop: AbortController
  problem: MangoFailure | null
}

/** MANGO OFFICE as administrators connect it. Key and salt stand sealed; the salt leaves never, the key only for the PBX. */
export class MangoService {
  private readonly book: CallBook
  private readonly pacer: Pacer
  private connector: Connector | null = null
  /** Of several hubs one speaks to the PBX. */
  private isAtWork = false

  constructor(private readonly deps: MangoServiceDeps) {
    this.book = new CallBook(deps.newId)
    this.pacer = new Pacer(deps.clock)
  }

  async start(): Promise<void> {
    this.isAtWork = true
    const connection = await this.deps.store.read(readConnection)
    if (connection) await this.connect(connection)
  }

  get isBusy(): boolean {
    return this.connector?.runner.isBusy ?? false
  }

  async idle(): Promise<void> {
    await this.connector?.runner.idle()
  }

  /** Something may have to be asked. */
  wake(): void {
    this.connector?.runner.wake()
  }

  /** Another hub may have connected another PBX, or none. */
  async settingsChanged(): Promise<void> {
    if (!this.isAtWork) return
    await this.disconnect()
    await this.start()
  }

  stop(): Promise<void> {
    this.isAtWork = false
    return this.disconnect()
  }

  private async disconnect(): Promise<void> {
    const { connector } = this
    this.connector = null
    connector?.stop.abort()
    await Promise.all([connector?.runner.idle(), connector?.comparer.ended()])
  }

  async handleEvent(path: string, form: SignedForm): Promise<EventVerdict> {
    if (this.connector) return this.connector.door.handle(path, form)
    // Another hub speaks to the PBX; what it tells stands in the database either way.
    const { store, clock, logger } = this.deps
    const connection = await store.read(readConnection)
    if (!connection) return { kind: 'notConnected' }
    return new EventDoor(store, this.book, this.open(connection), () => clock.now(), logger).handle(path, form)
  }

  async view(): Promise<TelephonyView> {
    const connection = await this.deps.store.read(readConnection)
    const { connector } = this
    return {
      eventUrl: `${this.deps.baseUrl()}/hooks/mango`,
      connection: connection && {
        apiUrl: connection.apiUrl,
        employees: employeesOf(connection),
        lastEventAtMs: connector?.door.lastEventAtMs ?? null,
        comparedToMs: connection.comparedToMs,
        problem: connector?.problem ? reasonOf(connector.problem) : null,
      },
    }
  }

  async save(wished: SaveTelephonyRequest): Promise<Result<null, TelephonyRefusal>> {
    const { store, secrets, clock } = this.deps
    const saved = await store.write(async (tx) => {
      const before = await readConnection(tx)
      const keys = this.keysOf(before, wished)
      if (!keys.ok) return keys
      const people = Object.fromEntries(wished.people.map(({ extension, agentId }) => [extension, agentId]))
      const isSame = before !== null && this.open(before).apiKey === keys.value.apiKey
      // Another key is another company's PBX: its calls of before are no concern of this one.
      const sinceMs = isSame ? before.sinceMs : clock.now()
      const comparedToMs = isSame ? before.comparedToMs : clock.now()
      const connection: StoredConnection = {
        apiUrl: wished.apiUrl,
        apiKey: secrets.seal(keys.value.apiKey),
        apiSalt: secrets.seal(keys.value.apiSalt),
        people,
        employees: isSame ? before.employees : [],
        sinceMs,
        comparedToMs,
      }
      await writeConnection(tx, connection)
      return ok(connection)
    })
    if (!saved.ok) return saved
    await this.disconnect()
    if (this.isAtWork) await this.connect(saved.value)
    else this.deps.tellOthers()
    return ok(null)
  }

  async remove(): Promise<void> {
    await this.disconnect()
    await this.deps.store.write(removeConnection)
    this.deps.tellOthers()
  }

  /** Asks for the employees with what is on the screen, saved or not. */
  async test(wished: TestTelephonyRequest): Promise<Result<TestTelephonyReply, TelephonyRefusal>> {
    const keys = await this.deps.store.read(async (view: Read) => this.keysOf(await readConnection(view), wished))
    if (!keys.ok) return keys
    const { signal } = new AbortController()
    const api = this.api(wished.apiUrl, keys.value, signal)
    let found = await api.employees()
    // The names may have been read by ourselves a moment ago.
    if (!found.ok && found.error.kind === 'limited') {
      await pause(this.deps.clock, found.error.retryAfterMs, signal)
      found = await api.employees()
    }
    if (found.ok) return ok({ employees: found.value.length, failure: null })
    return ok({ employees: 0, failure: { reason: reasonOf(found.error), detail: detailOf(found.error) } })
  }

  private async connect(connection: StoredConnection): Promise<void> {
    const { store, clock, logger } = this.deps
    const keys = this.open(connection)
    const stop = new AbortController()
    const { signal } = stop
    const api = this.api(connection.apiUrl, keys, signal)
    const connector: Connector = {
      door: new EventDoor(store, this.book, keys, () => clock.now(), logger),
      runner: new RequestRunner({ store, clock, logger, api, stop: signal }),
      comparer: new Comparer({
        store,
        clock,
        logger,
        api,
        book: this.book,
        stop: signal,
        tellProblem: (problem) => {
          connector.problem = problem
        },
      }),
      stop,
      problem: null,
    }
    this.connector = connector
    await connector.runner.start()
    connector.comparer.start()
  }

  private api(apiUrl: string, keys: MangoKeys, stop: AbortSignal): MangoApi {
    const { clock } = this.deps
    return new MangoApi({ apiUrl, keys, clock, exchange: this.deps.exchange, stop, pacer: this.pacer })
  }

  private keysOf(
    before: StoredConnection | null,
    { apiUrl, keys }: TestTelephonyRequest,
  ): Result<MangoKeys, TelephonyRefusal> {
    if (keys) return ok(keys)
    return before?.apiUrl === apiUrl ? ok(this.open(before)) : err('keysNeeded')
  }

  private open({ apiKey, apiSalt }: StoredConnection): MangoKeys {
    const { secrets } = this.deps
    // Sealed with another key, they are as none: the PBX says so.
    return { apiKey: secrets.open(apiKey) ?? '', apiSalt: secrets.open(apiSalt) ?? '' }
  }
}

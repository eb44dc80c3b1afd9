import { isDeepStrictEqual } from 'node:util'

import type { HandlersOf } from '#shared/contract/define'
import type {
  ControlFailure,
  DeskPhoneConfig,
  DeskPhoneContract,
  DeskPhoneView,
  Listening,
} from '#shared/contract/ipc/desk-phone'
import type { CallSnapshot } from '#shared/domain/call'
import { silentPhone } from '#shared/domain/desk-phone/desk-phone.machine'
import { DESK_PHONE_MODELS, type DeskPhoneModel } from '#shared/domain/desk-phone/models'
import {
  parseMac,
  provisioningFile,
  settingsSheet,
  type ProvisioningFile,
} from '#shared/domain/desk-phone/provisioning'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import { err, ok } from '#shared/lib/result'
import type { DeskPhoneStore } from '../settings/desk-phone-store'
import type { CallMover, Moved } from './call-mover'
import { createPhoneClient } from './create-client'
import { DeskPhone } from './desk-phone'
import { EventListener } from './event-listener'
import { findModel } from './find-model'
import { createHttpWire } from './http-wire'
import type { PhoneCallKeeper } from './phone-call-keeper'
import type { PhoneWire } from './phone-wire'
import { reportOf } from './report-of'

export interface DeskPhoneServiceDependencies {
  readonly store: DeskPhoneStore
  readonly mover: CallMover
  readonly keeper: PhoneCallKeeper
  readonly clock: Clock
  readonly logger: Logger
  /** The address of this computer that the phone reaches; `null`: there is none now. */
  readonly ownAddress: (phoneAddress: string) => string | null
  /** The computer's own number at the exchange; `null`: no line has one. */
  readonly ownNumber: () => string | null
  readonly saveFile: (file: ProvisioningFile) => Promise<'saved' | 'cancelled' | 'failed'>
  readonly onChanged: (view: DeskPhoneView) => void
}

/** The desk phone that is set up, or none: everything that lives as long as its settings do, and the screen's requests. */
export class DeskPhoneService implements Disposable {
  private running: DisposableStore | null = null
  private phone: DeskPhone | null = null
  private wire: PhoneWire | null = null
  private listening: Listening = { kind: 'off' }
  private link: 'ready' | ControlFailure | null = null
  private otherModel: string | null = null
  private hasHeard = false
  private refused: DeskPhoneView['refused'] = { count: 0, lastAddress: null }
  private isMoving = false
  private readonly knowing: Disposable
  private readonly following: Disposable
  private started: DeskPhoneConfig | null = null

  constructor(private readonly deps: DeskPhoneServiceDependencies) {
    this.knowing = deps.keeper.onKnown(() => {
      this.tell()
    })
    this.following = deps.store.onChanged(() => {
      // Anew only where it is another phone: its calls go on.
      if (!isDeepStrictEqual(deps.store.get(), this.started)) this.start()
    })
    this.start()
  }

  handleCalls(calls: readonly CallSnapshot[]): void {
    this.deps.mover.handleCalls(calls)
    this.deps.keeper.handleCalls(calls)
  }

  /** After a change of the network this computer may be somewhere else. */
  checkAddress(): void {
    const config = this.deps.store.get()
    if (!config || this.listening.kind === 'off') return
    const address = this.deps.ownAddress(hostOf(config.address))
    const isSame = this.listening.kind === 'listening' ? this.listening.address === address : address === null
    if (!isSame) this.start()
  }

  readonly handlers: HandlersOf<DeskPhoneContract> = {
    get: () => this.view(),
    save: ({ password, ...config }) => {
      const { store } = this.deps
      if (password === null && !store.hasPassword()) return err({ reason: 'passwordMissing' as const })
      if (store.brokenLocks(config).length > 0) return err({ reason: 'locked' as const })
      store.save(config, password)
      this.start()
      return ok(null)
    },
    remove: () => {
      if (this.deps.store.isKept()) return err({ reason: 'locked' as const })
      this.deps.store.remove()
      this.start()
      return ok(null)
    },
    renewToken: () => {
      this.deps.store.renewToken()
      this.start()
      return null
    },
    check: () => this.check(),
    run: async (command) => {
      if (!this.phone) return err({ reason: 'notSetUp' as const })
      const result = await this.phone.run(command)
      return result.ok ? ok(null) : err({ reason: result.error })
    },
    forget: ({ key }) => {
      this.phone?.forget(key)
      return null
    },
    push: ({ id }) =>
      this.move((phone, extension) => (extension === null ? NO_EXTENSION : this.deps.mover.push(id, extension, phone))),
    pull: () =>
      this.move((phone, extension) => {
        const ownNumber = this.deps.ownNumber()
        return ownNumber === null
          ? NO_LINE
          : this.deps.mover.pull(ownNumber, extension, phone, (talk) => this.deps.keeper.partyOf(talk))
      }),
    dialByLine: ({ number }) =>
      this.move((phone, extension) =>
        extension === null ? NO_EXTENSION : this.deps.mover.dialByLine(number, extension, phone),
      ),
    saveFile: async ({ mac: typed }) => {
      const config = this.deps.store.get()
      const mac = parseMac(typed)
      if (mac === null) return 'badMac'
      if (!config || this.listening.kind !== 'listening') return 'notListening'
      const { address, port } = this.listening
      const file = provisioningFile(config.model, mac, { address, port, token: this.deps.store.token() })
      return file ? this.deps.saveFile(file) : 'noFile'
    },
  }

  dispose(): void {
    this.end()
    this.knowing.dispose()
    this.following.dispose()
  }

  private end(): void {
    this.running?.dispose()
    this.running = null
    this.phone = null
  }

  private start(): void {
    const { store, clock, logger, mover, keeper, ownAddress } = this.deps
    this.end()
    this.listening = { kind: 'off' }
    this.link = null
    this.otherModel = null
    this.hasHeard = false
    const config = store.get()
    this.started = config
    const calls = keeper.begin(config && `${config.model} ${config.address}`)
    if (config) {
      const running = new DisposableStore()
      this.running = running
      const phone = running.add(
        new DeskPhone({
          model: config.model,
          calls,
          clock,
          logger,
          client: this.client(config),
          onChanged: (state) => {
            keeper.handlePhone(state)
            this.tell()
            mover.handlePhone()
          },
          onLink: (link) => {
            if (link === this.link) return
            this.link = link
            this.tell()
          },
        }),
      )
      this.phone = phone
      const address = ownAddress(hostOf(config.address))
      if (address === null) this.listening = { kind: 'failed', reason: 'noAddress', port: config.listenPort }
      else running.add(this.listen(phone, address, config.listenPort, hostOf(config.address), config.model))
    }
    this.tell()
  }

  private client(config: DeskPhoneConfig) {
    const { store, clock } = this.deps
    this.wire = createHttpWire(config, clock)
    return createPhoneClient(config.model, this.wire, { user: config.user, password: store.readPassword() ?? '' })
  }

  private listen(
    phone: DeskPhone,
    address: string,
    port: number,
    allowedAddress: string,
    model: DeskPhoneModel,
  ): EventListener {
    return new EventListener(
      {
        keys: { token: this.deps.store.token(), allowedAddress },
        logger: this.deps.logger,
        onTaken: ({ event, call, model: called }) => {
          this.hasHeard = true
          this.otherModel = called !== null && isOtherModel(called, model) ? called : null
          const report = reportOf(event, call)
          if (report) phone.handleReport(report)
          else {
            phone.look()
            this.tell()
          }
        },
        onRefused: (lastAddress) => {
          this.refused = { count: this.refused.count + 1, lastAddress }
          this.tell()
        },
        onListening: (listening) => {
          this.listening = listening
          this.tell()
        },
      },
      address,
      port,
    )
  }

  private async check(): Promise<Awaited<ReturnType<HandlersOf<DeskPhoneContract>['check']>>> {
    const config = this.deps.store.get()
    if (!this.phone || !config) return err({ reason: 'notSetUp' as const, model: null, fingerprint: null })
    const done = await this.phone.check()
    if (done.ok) return ok(null)
    const model =
      done.error === 'otherModel' ? await findModel(createHttpWire(config, this.deps.clock), config.model) : null
    const fingerprint = done.error === 'untrusted' ? (this.wire?.refusedFingerprint() ?? null) : null
    return err({ reason: done.error, model, fingerprint })
  }

  private async move(how: (phone: DeskPhone, extension: string | null) => Moved | Promise<Moved>): Promise<Moved> {
    if (!this.phone) return err({ reason: 'notSetUp' })
    if (this.isMoving) return err({ reason: 'busyMoving' })
    this.isMoving = true
    this.tell()
    try {
      return await how(this.phone, this.deps.store.get()?.extension ?? null)
    } finally {
      this.isMoving = false
      this.tell()
    }
  }

  private tell(): void {
    this.deps.onChanged(this.view())
  }

  private view(): DeskPhoneView {
    const { store, keeper } = this.deps
    const config = store.get()
    const { listening } = this
    const { calls, isMuted, unconfirmed } = this.phone?.state ?? silentPhone(DESK_PHONE_MODELS[0])
    const sheet =
      config && listening.kind === 'listening'
        ? settingsSheet(config.model, { address: listening.address, port: listening.port, token: store.token() })
        : []
    return {
      phone: config && { ...config, hasPassword: store.hasPassword() },
      listening,
      sheet: [...sheet],
      link: this.link,
      otherModel: this.otherModel,
      hasHeard: this.hasHeard,
      refused: this.refused,
      calls: calls.map((call) => ({ ...call, ...keeper.partyOf(call) })),
      isMuted,
      unconfirmed,
      isMoving: this.isMoving,
    }
  }
}

const NO_EXTENSION: Moved = err({ reason: 'noExtension' })
const NO_LINE: Moved = err({ reason: 'noLine' })

/** As the phones call themselves: «SIP-T31», «X3S», «GXP1620», with more behind it on a variant. */
const OWN_NAMES: Readonly<Record<DeskPhoneModel, RegExp>> = {
  'yealink-t31': /T31/i,
  'fanvil-x3s': /X3S/i,
  'grandstream-gxp1620': /GXP16/i,
}

function isOtherModel(called: string, model: DeskPhoneModel): boolean {
  return !OWN_NAMES[model].test(called)
}

function hostOf(address: string): string {
  return address.split(':')[0] ?? ''
}

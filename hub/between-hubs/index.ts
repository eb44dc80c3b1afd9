import { z } from 'zod'

import type { ChannelId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { DisposableStore } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ChannelSupervisor } from '../channels/supervisor'
import type { SiteEvents } from '../channels/site'
import type { Store } from '../store/store'
import { FarDrivers } from './far-drivers'
import { PassedSigns } from './pass-signs'
import { Questions } from './questions'
import type { HubTalk } from './talk'

export { Around } from './around'
export { HubTalk } from './talk'

export interface BetweenHubsDependencies {
  readonly store: Store
  readonly talk: HubTalk
  readonly clock: Clock
  readonly logger: Logger
  readonly events: SiteEvents
  readonly channels: ChannelSupervisor
  readonly clientTypes: (id: ChannelId, chatExternalId: string) => void
  readonly telephonyChanged: () => void
}

/** What several hubs on one database do for each other (docs/adr/0043); nothing of it happens where there is one. */
export class BetweenHubs implements Disposable {
  readonly drivers: FarDrivers
  readonly signs: PassedSigns
  private readonly questions: Questions
  private readonly owned = new DisposableStore()

  constructor(private readonly deps: BetweenHubsDependencies) {
    const { store, channels, events, clientTypes, talk } = deps
    this.questions = new Questions(deps)
    this.drivers = new FarDrivers(channels, this.questions)
    const driverOf = (id: ChannelId) => channels.driverOf(id)
    this.signs = new PassedSigns(talk, events, { fromClient: clientTypes }, driverOf)
    talk.on('telephonyChanged', z.null(), () => {
      deps.telephonyChanged()
    })
    if (!store.isShared) return
    // Told of every few seconds besides: by whichever hub a visitor's word came in, it was not lost with that hub.
    this.owned.add(
      store.hooksPassed.on(() => {
        this.lookForUntold()
      }),
    )
  }

  telephonyChanged(): void {
    this.deps.talk.say('telephonyChanged', null)
  }

  dispose(): void {
    this.owned.dispose()
    this.signs.dispose()
    this.questions.stop()
  }

  private lookForUntold(): void {
    const { channels, logger } = this.deps
    channels.channels().then(
      (all) => {
        for (const { id, kind } of all) if (kind === 'site' && channels.driverOf(id)) this.signs.untoldHere(id)
      },
      (error: unknown) => {
        logger.warn('visitors’ words could not be looked for', { cause: describeError(error) })
      },
    )
  }
}

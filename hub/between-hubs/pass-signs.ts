import { z } from 'zod'

import { channelId } from '#shared/contract/ids'
import type { ChannelId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { DisposableStore } from '#shared/lib/disposable'
import type { Emitter } from '#shared/lib/emitter'

import type { ChannelDriver } from '../channels/channel'
import type { SiteEvents } from '../channels/site'
import type { HubTalk } from './talk'

const typing = z.object({ channelId, chatExternalId: z.string() })
const agentTyping = z.object({ channelId, chatExternalId: z.string(), agentName: z.string() })

/** As `SiteEvents`. */
const siteSigns = {
  shown: z.object({ visitorId: z.string(), conversationId: z.string(), messageIds: z.array(z.string()) }),
  admitted: z.object({ hash: z.string(), known: z.object({ keyId: z.string(), visitorId: z.string() }) }),
  untold: channelId,
  visitorTypes: z.object({ channelId, conversationId: z.string() }),
  companyTypes: z.object({ conversationId: z.string() }),
  shut: z.union([z.object({ keyId: z.string() }), z.object({ channelId })]),
}

/** Signs of the moment between hubs: what the site chat's two sides tell each other, and who types. */
export class PassedSigns implements Disposable {
  private readonly owned = new DisposableStore()
  /** What was heard is not said once more. */
  private isHearing = false

  constructor(
    private readonly talk: HubTalk,
    private readonly events: SiteEvents,
    typingRelay: { fromClient(channelId: ChannelId, chatExternalId: string): void },
    driverOf: (id: ChannelId) => ChannelDriver | null,
  ) {
    this.pass('shown', events.shown, siteSigns.shown)
    this.pass('admitted', events.admitted, siteSigns.admitted)
    this.pass('untold', events.untold, siteSigns.untold)
    this.pass('visitorTypes', events.visitorTypes, siteSigns.visitorTypes)
    this.pass('companyTypes', events.companyTypes, siteSigns.companyTypes)
    this.pass('shut', events.shut, siteSigns.shut)
    talk.on('clientTypes', typing, (seen) => {
      typingRelay.fromClient(seen.channelId, seen.chatExternalId)
    })
    talk.on('agentTypes', agentTyping, (seen) => {
      driverOf(seen.channelId)?.tellTyping?.(seen.chatExternalId, seen.agentName)
    })
  }

  /** For the desks of other hubs. */
  clientTypes(id: ChannelId, chatExternalId: string): void {
    this.talk.say('clientTypes', { channelId: id, chatExternalId })
  }

  /** For the channel of another hub. */
  agentTypes(id: ChannelId, chatExternalId: string, agentName: string): void {
    this.talk.say('agentTypes', { channelId: id, chatExternalId, agentName })
  }

  /** As if the site chat had just said so here; other hubs are not told. */
  untoldHere(id: ChannelId): void {
    this.quietly(() => {
      this.events.untold.emit(id)
    })
  }

  dispose(): void {
    this.owned.dispose()
  }

  private pass<T>(name: string, emitter: Emitter<T>, schema: z.ZodType<T>): void {
    const topic = `site ${name}`
    this.owned.add(
      emitter.on((sign) => {
        if (!this.isHearing) this.talk.say(topic, sign)
      }),
    )
    this.talk.on(topic, schema, (sign) => {
      this.quietly(() => {
        emitter.emit(sign)
      })
    })
  }

  private quietly(emit: () => void): void {
    this.isHearing = true
    emit()
    this.isHearing = false
  }
}

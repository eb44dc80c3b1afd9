import type { PageFrame, PortalFrame } from '#shared/contract/portal'

import type { Identity } from '../../channels/site'
import type { PushService } from '../../push/push-service'

type PushFrame = Extract<PageFrame, { type: 'pushOn' | 'pushOff' | 'pushAsk' }>

/** What one page asks about being told by push in its browser. */
export class PagePush {
  constructor(
    private readonly push: PushService,
    private readonly send: (frame: PortalFrame) => void,
  ) {}

  async handle(known: NonNullable<Identity['known']>, frame: PushFrame): Promise<void> {
    switch (frame.type) {
      case 'pushOn': {
        const isOn = await this.push.switchOn(known, frame.subscription)
        return this.send({ type: 'push', isOn, isTaken: isOn })
      }
      case 'pushOff':
        await this.push.switchOff(known, frame.endpoint)
        return this.send({ type: 'push', isOn: false, isTaken: true })
      case 'pushAsk':
        return this.send({ type: 'push', isOn: await this.push.isOn(known, frame.endpoint), isTaken: true })
    }
  }
}

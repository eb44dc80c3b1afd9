import type { ChannelId } from '#shared/domain/ids'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

/** What the two sides of the site chat tell each other once it is durable. Each reads what it needs by itself. */
export interface SiteEvents {
  /** A visitor has to be shown something anew. */
  readonly shown: Emitter<{
    readonly visitorId: string
    readonly conversationId: string
    readonly messageIds: readonly string[]
  }>
  /** A key has become a visitor's: other pages of the same browser wait for it. */
  readonly admitted: Emitter<{
    readonly hash: string
    readonly known: { readonly keyId: string; readonly visitorId: string }
  }>
  /** The hub's messages do not know of something that happened in this channel. */
  readonly untold: Emitter<ChannelId>
  readonly visitorTypes: Emitter<{ readonly channelId: ChannelId; readonly conversationId: string }>
  readonly companyTypes: Emitter<{ readonly conversationId: string }>
  /** Pages that live on this key, or in this channel, have to go. */
  readonly shut: Emitter<{ readonly keyId: string } | { readonly channelId: ChannelId }>
}

export function createSiteEvents(logger: Logger): SiteEvents {
  const failed = (error: unknown) => {
    logger.error('a listener of the site chat failed', { cause: describeError(error) })
  }
  return {
    shown: new Emitter(failed),
    admitted: new Emitter(failed),
    untold: new Emitter(failed),
    visitorTypes: new Emitter(failed),
    companyTypes: new Emitter(failed),
    shut: new Emitter(failed),
  }
}

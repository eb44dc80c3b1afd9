import type { CallExchange, CallFrameOfPage, PageAtExchange } from '../../calls/call-exchange'
import type { CallFrameToPage } from '../../calls/visitor-call.machine'

/** What one page has to do with calls: it can be rung once it is welcomed and it is known whose it is. */
export class PageCalls {
  private visitorId: string | null = null
  private pageId: string | null = null
  private at: PageAtExchange | null = null
  private isGone = false

  constructor(
    private readonly exchange: CallExchange,
    private readonly send: (frame: CallFrameToPage) => void,
  ) {}

  known(visitorId: string): void {
    this.visitorId = visitorId
    this.enter()
  }

  /** A page that does not say its id is an older one and knows nothing of calls: it is none that could ring. */
  welcomed(pageId: string | undefined): void {
    this.pageId = pageId ?? null
    this.enter()
  }

  handle(frame: CallFrameOfPage): void {
    this.at?.handle(frame)
  }

  dispose(): void {
    this.isGone = true
    this.at?.dispose()
  }

  private enter(): void {
    const { visitorId, pageId, send } = this
    if (visitorId === null || pageId === null || this.at || this.isGone) return
    this.at = this.exchange.openPage(visitorId, { pageId, send })
  }
}

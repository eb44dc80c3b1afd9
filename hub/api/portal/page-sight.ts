import type { Disposable } from '#shared/lib/disposable'

import type { OpenPages } from '../../channels/site'

/** Whether one page is before its visitor's eyes, once it is known whose. */
export class PageSight {
  private isLooking = false
  private visitorId: string | null = null
  private sight: Disposable | null = null

  constructor(private readonly pages: Pick<OpenPages, 'look'>) {}

  looks(isLooking: boolean): void {
    this.isLooking = isLooking
    this.follow()
  }

  known(visitorId: string): void {
    this.visitorId = visitorId
    this.follow()
  }

  dispose(): void {
    this.visitorId = null
    this.follow()
  }

  private follow(): void {
    const { visitorId } = this
    if (visitorId !== null && this.isLooking) this.sight ??= this.pages.look(visitorId)
    else {
      this.sight?.dispose()
      this.sight = null
    }
  }
}

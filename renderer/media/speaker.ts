/** Plays one stream on a chosen output. `setSinkId` stands in the types of no `lib.dom` that we compile with alone. */
export class Speaker {
  readonly element: HTMLAudioElement
  private wantedId: string | null = null

  constructor(stream: MediaStream) {
    this.element = document.createElement('audio')
    this.element.autoplay = true
    this.element.srcObject = stream
  }

  /** `false`: that device is not there, the system's default plays instead. Never for the default (`null`) itself. */
  async choose(deviceId: string | null): Promise<boolean> {
    this.wantedId = deviceId
    const isRouted = await this.route(deviceId ?? '')
    if (isRouted || deviceId === null) return true
    // A later choice may have been made while this one failed.
    if (this.wantedId === deviceId) await this.route('')
    return false
  }

  private async route(sinkId: string): Promise<boolean> {
    try {
      await this.element.setSinkId(sinkId)
      return true
    } catch (error) {
      // `NotFoundError` for a device that went, `AbortError` where the computer has no output at all.
      if (error instanceof DOMException) return false
      throw error
    }
  }

  dispose(): void {
    this.element.pause()
    this.element.srcObject = null
    this.element.remove()
  }
}

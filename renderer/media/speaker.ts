/** Plays one stream on a chosen output. `setSinkId` stands in the types of no `lib.dom` that we compile with alone. */
export class Speaker {
  readonly element: HTMLAudioElement
  private wantedId: string | null = null

  constructor(stream: MediaStream) {
    this.element = document.createElement('audio')
    this.element.autoplay = true
    this.element.srcObject = stream
  }

  /** `false`: that device is not there, the system's default plays instead. */
  async choose(deviceId: string | null): Promise<boolean> {
    this.wantedId = deviceId
    try {
      await this.element.setSinkId(deviceId ?? '')
      return true
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      // A later choice may have been made while this one failed.
      if (this.wantedId === deviceId) await this.element.setSinkId('')
      return false
    }
  }

  dispose(): void {
    this.element.pause()
    this.element.srcObject = null
    this.element.remove()
  }
}

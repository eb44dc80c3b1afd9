import { FORBIDDEN, type ControlAnswer, type PhoneSettings } from './sandbox-phone'

/** «Allow remote control?» on the display: asked once per address, until a human says yes. */
export class AskedHuman {
  private readonly allowed = new Set<string>()
  private readonly asking = new Set<string>()

  constructor(private readonly settings: PhoneSettings) {}

  /** `null`: go on. */
  check(address: string): ControlAnswer | null {
    const { prompt } = this.settings
    if (prompt === null || this.allowed.has(address)) return null
    this.asking.add(address)
    return prompt === 'silent' ? 'silence' : FORBIDDEN
  }

  allow(): void {
    for (const address of this.asking) this.allowed.add(address)
    this.asking.clear()
  }
}

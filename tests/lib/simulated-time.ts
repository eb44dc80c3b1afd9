import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { AvitoSandbox } from '../../sandbox/avito'

/**
 * One time for the hub and the channel's sandbox, which a test moves on: minutes and days pass at once, and between
 * two moves it goes on as on any machine. Timers that are due by then run (`hub-on-simulated-time.cjs`).
 */
export class SimulatedTime {
  private readonly folder = mkdtempSync(join(tmpdir(), 'otklik-time-'))
  private readonly file = join(this.folder, 'offset')
  private offsetMs = 0

  constructor(private readonly avito: AvitoSandbox) {
    writeFileSync(this.file, '0')
  }

  /** For `launch`. */
  get options() {
    return {
      chromiumArgs: ['-r', join(import.meta.dirname, 'hub-on-simulated-time.cjs')],
      env: { OTKLIK_TEST_TIME: this.file },
    }
  }

  /** The channel first: what the hub then sends falls on the moved time and not on the one before. */
  async advance(ms: number): Promise<void> {
    this.offsetMs += ms
    await this.avito.control.advanceClock(ms)
    const next = `${this.file}.next`
    writeFileSync(next, String(this.offsetMs))
    renameSync(next, this.file)
  }

  now(): number {
    return Date.now() + this.offsetMs
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

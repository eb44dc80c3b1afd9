import { assertNever } from '#shared/lib/assert-never'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import {
  newHeadset,
  nextDeadline,
  type HeadsetEffect,
  type HeadsetEvent,
  type HeadsetLink as LinkState,
  type HeadsetState,
  type HeadsetStep,
} from '#shared/domain/headset/headset-state'
import { transitionHeadset } from '#shared/domain/headset/headset.machine'
import { IDLE_HOST, type HeadsetCommand, type HeadsetHost, type HeadsetLights } from '#shared/domain/headset/keys'
import { reportsFor, type HeadsetLayout } from '#shared/domain/headset/layout'
import type { HidDevice, HidInputReport } from './hid-port'

export type HeadsetTrouble = 'wrongReport' | 'notOpened' | 'notWritten'

export interface HeadsetLinkOptions {
  readonly device: HidDevice
  readonly layout: HeadsetLayout
  readonly host: HeadsetHost
  readonly clock: Clock
  readonly onCommand: (command: HeadsetCommand) => void
  readonly onStateChanged: () => void
  readonly onTrouble: (trouble: HeadsetTrouble, detail: string) => void
}

/** Executes the headset machine of the one headset that is used. */
export class HeadsetLink implements Disposable {
  private current: HeadsetState
  private timer: Disposable | null = null
  private timerAtMs: number | null = null
  /** Reports reach the device in the order in which they were made. */
  private writes: Promise<unknown> = Promise.resolve()
  private isReleased = false
  private readonly owned = new DisposableStore()

  constructor(private readonly options: HeadsetLinkOptions) {
    const first = newHeadset(options.layout, options.host)
    this.current = first.state
    const { device } = options
    const listener = (event: HidInputReport): void => {
      const { buffer, byteOffset, byteLength } = event.data
      this.dispatch({
        kind: 'reportCame',
        reportId: event.reportId,
        data: new Uint8Array(buffer, byteOffset, byteLength),
      })
    }
    device.addEventListener('inputreport', listener)
    this.owned.defer(() => {
      device.removeEventListener('inputreport', listener)
    })
    this.run(first)
  }

  get state(): LinkState {
    return this.current.link
  }

  handleHost(host: HeadsetHost): void {
    this.dispatch({ kind: 'hostChanged', host })
  }

  /** Another headset is used from now on: this one is told that the call is none of its business any more. */
  release(): void {
    this.handleHost(IDLE_HOST)
    this.isReleased = true
    this.owned.dispose()
    this.timer?.dispose()
    void this.inTurn(() => this.close())
  }

  /** It was unplugged: there is nothing left to tell. */
  dispose(): void {
    this.isReleased = true
    this.owned.dispose()
    this.timer?.dispose()
  }

  private dispatch(event: HeadsetEvent): void {
    if (this.isReleased) return
    const before = this.current.link
    this.run(transitionHeadset(this.current, event, this.options.clock.now()))
    if (before !== this.current.link) this.options.onStateChanged()
  }

  private run(step: HeadsetStep): void {
    this.current = step.state
    for (const effect of step.effects) this.execute(effect)
    this.arm()
  }

  private execute(effect: HeadsetEffect): void {
    switch (effect.kind) {
      case 'open':
        void this.inTurn(() => this.open())
        break
      case 'close':
        void this.inTurn(() => this.close())
        break
      case 'write':
        void this.inTurn(() => this.write(effect.lights))
        break
      case 'command':
        this.options.onCommand(effect.command)
        break
      case 'complain':
        this.options.onTrouble('wrongReport', 'a report is shorter than the descriptor says')
        break
      default:
        assertNever(effect)
    }
  }

  private async open(): Promise<void> {
    const { device, onTrouble } = this.options
    try {
      if (!device.opened) await device.open()
    } catch (error) {
      onTrouble('notOpened', describeError(error))
      this.dispatch({ kind: 'openFailed' })
      return
    }
    // Released while it opened: `close` stands behind this in the queue, if the device is still there.
    this.dispatch({ kind: 'opened' })
  }

  private async write(lights: HeadsetLights): Promise<void> {
    const { device, layout, onTrouble } = this.options
    if (!device.opened) return
    try {
      for (const { reportId, data } of reportsFor(layout, lights)) await device.sendReport(reportId, data)
    } catch (error) {
      if (this.current.link === 'open' && !this.isReleased) onTrouble('notWritten', describeError(error))
      this.dispatch({ kind: 'writeFailed' })
    }
  }

  private async close(): Promise<void> {
    try {
      if (this.options.device.opened) await this.options.device.close()
    } catch (error) {
      this.options.onTrouble('notOpened', `while closing: ${describeError(error)}`)
    }
  }

  private arm(): void {
    const atMs = nextDeadline(this.current)
    if (atMs === this.timerAtMs) return
    this.timer?.dispose()
    this.timerAtMs = atMs
    this.timer = null
    if (atMs === null) return
    const { clock } = this.options
    this.timer = clock.schedule(atMs - clock.now(), () => {
      this.timerAtMs = null
      this.dispatch({ kind: 'timeCame' })
    })
  }

  private inTurn(action: () => Promise<void>): Promise<void> {
    const result = this.writes.then(action)
    this.writes = result
    return result
  }
}

import type { HeadsetChoice, HeadsetInfo, HeadsetList } from '#shared/contract/ipc/devices'
import { IDLE_HOST, type HeadsetHost } from '#shared/domain/headset/keys'
import { readLayout, type HeadsetLayout } from '#shared/domain/headset/layout'
import { usbIdOf, usbIdOfLabel } from '#shared/domain/headset/usb-id'
import { vendorOf } from '#shared/domain/headset/vendors'
import type { Clock } from '#shared/lib/clock'
import type { Report } from '../main-port'
import { HeadsetLink } from './headset-link'
import type { Hid, HidDevice } from './hid-port'

interface Found {
  readonly device: HidDevice
  readonly id: string
  readonly layout: HeadsetLayout
}

export interface HeadsetsOptions {
  /** `null`: this browser has none; only the sound of headsets works. */
  readonly hid: Hid | null
  readonly clock: Clock
  readonly report: Report
}

/** Labels of the devices that are spoken into and heard. */
export interface AudioLabels {
  readonly input: string | null
  readonly output: string | null
}

/** All headsets with keys that are plugged in, and the one of them that is used. */
export class Headsets {
  private found: readonly Found[] = []
  private used: { readonly found: Found; readonly link: HeadsetLink } | null = null
  private choice: HeadsetChoice = 'off'
  private host: HeadsetHost = IDLE_HOST
  private labels: AudioLabels = { input: null, output: null }
  private told = ''

  constructor(private readonly options: HeadsetsOptions) {}

  async start(): Promise<void> {
    const { hid } = this.options
    if (!hid) return
    hid.addEventListener('connect', ({ device }) => {
      this.add([device])
    })
    hid.addEventListener('disconnect', ({ device }) => {
      this.remove(device)
    })
    this.add(await hid.getDevices())
  }

  setChoice(choice: HeadsetChoice): void {
    this.choice = choice
    this.settle()
  }

  setAudio(labels: AudioLabels): void {
    this.labels = labels
    this.settle()
  }

  setHost(host: HeadsetHost): void {
    this.host = host
    this.used?.link.handleHost(host)
  }

  list(): HeadsetList {
    // Two of the same kind are one line: nothing tells them apart.
    const headsets = this.found
      .filter(({ id }, at) => this.found.findIndex((each) => each.id === id) === at)
      .map((found) => this.describe(found))
    return { headsets, microphone: this.labels.input }
  }

  private add(devices: readonly HidDevice[]): void {
    const known = new Set(this.found.map(({ device }) => device))
    const fresh = devices
      .filter((device) => !known.has(device))
      .flatMap((device): Found[] => {
        const layout = readLayout(device.collections, vendorOf(device.vendorId))
        return layout ? [{ device, layout, id: usbIdOf(device.vendorId, device.productId) }] : []
      })
    this.found = [...this.found, ...fresh]
    this.settle()
  }

  private remove(device: HidDevice): void {
    this.found = this.found.filter((each) => each.device !== device)
    if (this.used?.found.device === device) {
      this.used.link.dispose()
      this.used = null
    }
    this.settle()
  }

  /** Uses the headset that should be used now, and tells main what there is. */
  private settle(): void {
    const wanted = this.pick()
    if (wanted?.device !== this.used?.found.device) {
      this.used?.link.release()
      this.used = wanted ? { found: wanted, link: this.open(wanted) } : null
    }
    this.tell()
  }

  /** By itself: whose microphone is used, then whose speaker, then the only one there is. */
  private pick(): Found | null {
    if (this.choice === 'off') return null
    const byId = (id: string | null): Found | undefined => this.found.find((each) => each.id === id)
    if (this.choice !== 'auto') return byId(this.choice) ?? null
    const { input, output } = this.labels
    const kinds = new Set(this.found.map(({ id }) => id))
    const only = kinds.size === 1 ? this.found[0] : undefined
    return byId(input && usbIdOfLabel(input)) ?? byId(output && usbIdOfLabel(output)) ?? only ?? null
  }

  private open(found: Found): HeadsetLink {
    const { clock, report } = this.options
    return new HeadsetLink({
      device: found.device,
      layout: found.layout,
      host: this.host,
      clock,
      onCommand: (command) => {
        report('headsetCommanded', command)
      },
      onStateChanged: () => {
        this.tell()
      },
      onTrouble: (trouble, detail) => {
        report('headsetTroubled', { id: found.id, trouble, detail: detail.slice(0, 300) })
      },
    })
  }

  private tell(): void {
    const list = this.list()
    const told = JSON.stringify(list)
    if (told === this.told) return
    this.told = told
    this.options.report('headsetsChanged', list)
  }

  private describe({ device, id, layout }: Found): HeadsetInfo {
    const link = this.used?.found.id === id ? this.used.link.state : null
    return {
      id,
      name: device.productName,
      vendor: vendorOf(device.vendorId)?.name ?? null,
      keys: layout.keys.map(({ key }) => key),
      lights: layout.lights.map(({ light }) => light),
      state: link === null ? 'unused' : link === 'open' ? 'ready' : link,
    }
  }
}

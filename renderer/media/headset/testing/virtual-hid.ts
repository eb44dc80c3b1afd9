import type {
  createVirtualHeadset as createHeadset,
  VirtualHeadset,
  VirtualHeadsetSpec,
} from '#shared/domain/headset/testing/virtual-headset'
import type { Hid, HidDevice, HidInputReport } from '../hid-port'

export interface VirtualDevice {
  readonly device: HidDevice
  readonly headset: VirtualHeadset
  /** What the next calls of the page do. */
  readonly faults: { refusesToOpen: boolean; refusesToWrite: boolean }
}

export interface VirtualHid {
  readonly hid: Hid
  plug(spec: VirtualHeadsetSpec): VirtualDevice
  unplug(plugged: VirtualDevice): void
}

/**
 * WebHID with headsets that are not there. As `createVirtualHeadset`, which it is given, it uses nothing from outside:
 * end-to-end tests put it in the place of the page's own `navigator.hid`.
 */
export function createVirtualHid(makeHeadset: typeof createHeadset, later: (echo: () => void) => void): VirtualHid {
  const devices = new Set<HidDevice>()
  const listeners = { connect: new Set<(event: never) => void>(), disconnect: new Set<(event: never) => void>() }
  const tell = (type: 'connect' | 'disconnect', device: HidDevice): void => {
    for (const listener of listeners[type]) listener({ device } as never)
  }
  return {
    hid: {
      getDevices: () => Promise.resolve([...devices]),
      addEventListener(type, listener) {
        listeners[type].add(listener)
      },
    },
    plug(spec) {
      const faults = { refusesToOpen: false, refusesToWrite: false }
      const inputs = new Set<(event: HidInputReport) => void>()
      let isOpen = false
      let isThere = true
      const headset = makeHeadset(
        spec,
        (reportId, data) => {
          if (!isOpen) return
          for (const listener of [...inputs]) listener({ reportId, data: new DataView(data.buffer) })
        },
        later,
      )
      const device: HidDevice = {
        vendorId: spec.vendorId,
        productId: spec.productId,
        productName: spec.productName,
        collections: spec.collections,
        get opened() {
          return isOpen
        },
        open() {
          if (faults.refusesToOpen || !isThere)
            return Promise.reject(new DOMException('Failed to open the device.', 'NotAllowedError'))
          isOpen = true
          return Promise.resolve()
        },
        close() {
          isOpen = false
          return Promise.resolve()
        },
        sendReport(reportId, data) {
          if (faults.refusesToWrite || !isThere || !isOpen)
            return Promise.reject(new DOMException('Failed to write the report.', 'NotAllowedError'))
          headset.receive(reportId, data)
          return Promise.resolve()
        },
        addEventListener(_type, listener) {
          inputs.add(listener)
        },
        removeEventListener(_type, listener) {
          inputs.delete(listener)
        },
      }
      devices.add(device)
      tell('connect', device)
      return {
        device,
        headset,
        faults,
        // Not a part of the interface: how `unplug` reaches what is inside.
        ...{
          pullOut() {
            isThere = false
            isOpen = false
          },
        },
      }
    },
    unplug(plugged) {
      ;(plugged as VirtualDevice & { pullOut(): void }).pullOut()
      devices.delete(plugged.device)
      tell('disconnect', plugged.device)
    },
  }
}

import type { Page } from '@playwright/test'

import type { Hid } from '../../renderer/media/headset/hid-port'
import { createVirtualHid, type VirtualDevice, type VirtualHid } from '../../renderer/media/headset/testing/virtual-hid'
import { createVirtualHeadset, type VirtualHeadsetSpec } from '../../shared/domain/headset/testing/virtual-headset'
import type { ElectronDesk } from './electron-desk'

/** What stands in the media window of a desk with a virtual headset. */
interface HeadsetPage {
  readonly headsets: {
    readonly hid: VirtualHid
    readonly real: Hid | undefined
    readonly spec: VirtualHeadsetSpec
    plugged: VirtualDevice
  }
}

type Key = 'hook' | 'mute' | 'hold' | 'reject'

/** A headset that no computer has, at the media window's `navigator.hid`; everything behind it is the product. */
export class HeadsetInHand {
  private constructor(private readonly page: Page) {}

  /** Before the media window opens, which is some time after the desk has painted. */
  static async plugInto(desk: ElectronDesk, spec: VirtualHeadsetSpec): Promise<HeadsetInHand> {
    await desk.app.context().addInitScript(`
      if (location.href.includes('media.html')) {
        // Programs that esbuild compiled name their functions by it.
        const __name = (named) => named
        const real = navigator.hid
        const hid = (${createVirtualHid.toString()})(
          ${createVirtualHeadset.toString()},
          (echo) => setTimeout(echo, 40),
        )
        const spec = ${JSON.stringify(spec)}
        Object.defineProperty(navigator, 'hid', { value: hid.hid })
        window.headsets = { hid, real, spec, plugged: hid.plug(spec) }
      }
    `)
    const media = await desk.mediaWindow()
    await media.waitForFunction(() => 'headsets' in window)
    return new HeadsetInHand(media)
  }

  press(key: Key): Promise<void> {
    return this.page.evaluate((pressed) => {
      ;(window as unknown as HeadsetPage).headsets.plugged.headset.press(pressed)
    }, key)
  }

  state(): Promise<VirtualDevice['headset']['state']> {
    return this.page.evaluate(() => ({ ...(window as unknown as HeadsetPage).headsets.plugged.headset.state }))
  }

  unplug(): Promise<void> {
    return this.page.evaluate(() => {
      const { headsets } = window as unknown as HeadsetPage
      headsets.hid.unplug(headsets.plugged)
    })
  }

  /** As it comes out of its box: dark, on-hook, not muted. */
  plugAgain(): Promise<void> {
    return this.page.evaluate(() => {
      const { headsets } = window as unknown as HeadsetPage
      headsets.plugged = headsets.hid.plug(headsets.spec)
    })
  }

  /** The real WebHID of this Electron, which the page may use: `null` where it may not. */
  realDevices(): Promise<number | null> {
    return this.page.evaluate(async () => {
      const { real } = (window as unknown as HeadsetPage).headsets
      return real ? (await real.getDevices()).length : null
    })
  }
}

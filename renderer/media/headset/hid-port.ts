import type { HidCollection } from '#shared/domain/headset/hid'

/** The members of WebHID (W3C) that are used; they stand in no `lib` that we compile with. */
export interface HidDevice {
  readonly opened: boolean
  readonly vendorId: number
  readonly productId: number
  readonly productName: string
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>
  addEventListener(type: 'inputreport', listener: (event: HidInputReport) => void): void
  removeEventListener(type: 'inputreport', listener: (event: HidInputReport) => void): void
}

export interface HidInputReport {
  readonly reportId: number
  readonly data: DataView
}

export interface Hid {
  getDevices(): Promise<readonly HidDevice[]>
  addEventListener(type: 'connect' | 'disconnect', listener: (event: { readonly device: HidDevice }) => void): void
}

/** `null` where the browser has no WebHID. */
export function hidOfPage(): Hid | null {
  // Read once by this function alone, as the interface above says.
  return (navigator as { readonly hid?: Hid }).hid ?? null
}

/** `vvvv:pppp`, as Chromium writes it at the end of an audio device's label, in small letters. */
export function usbIdOf(vendorId: number, productId: number): string {
  return [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':')
}

/** The USB device behind a microphone or a speaker; `null` where its label names none (Bluetooth, sound cards). */
export function usbIdOfLabel(label: string): string | null {
  return /\(([0-9a-f]{4}:[0-9a-f]{4})\)\s*$/i.exec(label)?.[1]?.toLowerCase() ?? null
}

/** In parts: a call takes only so many arguments. */
const PART_BYTES = 8_192

export function toBase64(bytes: Uint8Array): string {
  let signs = ''
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    signs += String.fromCharCode(...bytes.subarray(at, at + PART_BYTES))
  return btoa(signs)
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
}

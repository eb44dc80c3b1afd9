import { imageSize } from 'image-size'

/** `null`: not a picture whose size can be read from its header. */
export function measureImage(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  try {
    const { width, height } = imageSize(bytes)
    return { width, height }
  } catch {
    // The library throws for whatever it does not know; that is the answer asked for.
    return null
  }
}

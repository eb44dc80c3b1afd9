import type { ImageSize } from './image-check'

/** `null` when the bytes are not a picture that can be shown. */
export async function measureImage(blob: Blob): Promise<ImageSize | null> {
  try {
    const bitmap = await createImageBitmap(blob)
    const size = { width: bitmap.width, height: bitmap.height }
    bitmap.close()
    return size
  } catch {
    return null
  }
}

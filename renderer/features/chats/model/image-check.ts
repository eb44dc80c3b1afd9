import type { ImageCapability } from '#shared/domain/capabilities'
import { err, ok, type Result } from '#shared/lib/result'

export type ImageProblem =
  | { readonly kind: 'imagesUnsupported' }
  | { readonly kind: 'type'; readonly allowed: readonly string[] }
  | { readonly kind: 'size'; readonly maxBytes: number; readonly bytes: number }
  | { readonly kind: 'pixels'; readonly maxPixels: number; readonly pixels: number }
  | { readonly kind: 'unreadable' }

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** Told before anything is uploaded. Type and weight first: an 80 MB file is never decoded. */
export async function checkImage(
  blob: Pick<Blob, 'type' | 'size'>,
  capability: ImageCapability | null,
  measure: () => Promise<ImageSize | null>,
): Promise<Result<ImageSize, ImageProblem>> {
  if (!capability) return err({ kind: 'imagesUnsupported' })
  if (!capability.types.includes(blob.type.toLowerCase())) return err({ kind: 'type', allowed: capability.types })
  if (blob.size > capability.maxBytes) {
    return err({ kind: 'size', maxBytes: capability.maxBytes, bytes: blob.size })
  }
  const size = await measure()
  if (!size || size.width === 0 || size.height === 0) return err({ kind: 'unreadable' })
  const pixels = size.width * size.height
  if (pixels > capability.maxPixels) return err({ kind: 'pixels', maxPixels: capability.maxPixels, pixels })
  return ok(size)
}

/** «JPEG, PNG» of `image/jpeg`, `image/png`. */
export function typeNames(types: readonly string[]): string {
  return types.map((type) => (type.split('/')[1] ?? type).toUpperCase()).join(', ')
}

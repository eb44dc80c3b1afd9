import type { Capabilities, FileCapability } from '#shared/domain/capabilities'
import { err, ok, type Result } from '#shared/lib/result'

import { checkImage, type ImageProblem, type ImageSize } from './image-check'

export type AttachmentProblem =
  | ImageProblem
  | { readonly kind: 'empty' }
  | { readonly kind: 'fileSize'; readonly maxBytes: number; readonly bytes: number }
  | { readonly kind: 'fileType' }

/**
 * As a picture where the channel shows it as one, else as a file where it takes files; told before anything is uploaded.
 * The hub looks at the bytes once more: the type that is told here is only what the system thinks of the name.
 */
export async function checkAttachment(
  blob: Pick<Blob, 'type' | 'size'>,
  capabilities: Pick<Capabilities, 'images' | 'files'> | null,
  measure: () => Promise<ImageSize | null>,
): Promise<Result<'image' | 'file', AttachmentProblem>> {
  if (blob.size === 0) return err({ kind: 'empty' })
  const files = capabilities?.files ?? null
  const image = await checkImage(blob, capabilities?.images ?? null, measure)
  if (image.ok) return ok('image')
  return files ? checkFile(blob, files) : image
}

function checkFile(
  { size, type }: Pick<Blob, 'type' | 'size'>,
  { maxBytes, types }: FileCapability,
): Result<'file', AttachmentProblem> {
  if (size > maxBytes) return err({ kind: 'fileSize', maxBytes, bytes: size })
  if (types && !types.includes(type.toLowerCase())) return err({ kind: 'fileType' })
  return ok('file')
}

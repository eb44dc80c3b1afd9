import { imageSize } from 'image-size'

import { invalid } from './api-error'

const MAX_BYTES = 24 * 1024 * 1024
const MAX_PIXELS = 75_000_000
const MIME: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  heic: 'image/heic',
  gif: 'image/gif',
  bmp: 'image/bmp',
  png: 'image/png',
}

/** Facts file, Limits: JPEG, HEIC, GIF, BMP, PNG; at most 24 MB and 75 megapixels. Gives the MIME type. */
export function checkImage(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) throw invalid('uploadfile[]', 'File is larger than 24 MB')
  const { type, width, height } = measure(bytes)
  const mimeType = type === undefined ? undefined : MIME[type === 'heif' ? 'heic' : type]
  if (mimeType === undefined) throw invalid('uploadfile[]', 'Unsupported image format')
  if (width * height > MAX_PIXELS) throw invalid('uploadfile[]', 'Image is larger than 75 megapixels')
  return mimeType
}

function measure(bytes: Uint8Array) {
  try {
    return imageSize(bytes)
  } catch (error) {
    throw invalid('uploadfile[]', error instanceof Error ? error.message : 'Unreadable image')
  }
}

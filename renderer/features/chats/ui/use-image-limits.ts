import type { ImageCapability } from '#shared/domain/capabilities'

import { useTranslation } from '../../../i18n/use-translation'
import { formatBytes } from '../../../ui/bytes'
import { typeNames } from '../model/image-check'

/** In words, for tooltips and the place where a picture is dropped. */
export interface ImageLimits {
  readonly types: string
  readonly size: string
}

export function useImageLimits(images: ImageCapability | null): ImageLimits | null {
  const { i18n } = useTranslation()
  return images && { types: typeNames(images.types), size: formatBytes(images.maxBytes, i18n.language) }
}

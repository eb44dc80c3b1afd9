import { lazy, Suspense, useState } from 'react'

import type { ImageContent, Message } from '#shared/domain/message'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconPhotoOff } from '../../../../ui/icons'
import { LinkButton } from '../../../../ui/LinkButton'
import classes from './content.module.css'
import { UploadProgress } from './UploadProgress'
import { useImageSource } from './use-image-source'

const Lightbox = lazy(async () => ({ default: (await import('./Lightbox')).Lightbox }))

const MAX_WIDTH_PX = 340
const MAX_HEIGHT_PX = 300
const UNKNOWN = { width: 240, height: 180 }

export function ImageView({ message, image }: { readonly message: Message; readonly image: ImageContent }) {
  const { t } = useTranslation('chats')
  const { source, retry } = useImageSource(message, image)
  const [brokenSource, setBrokenSource] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const box = fit(image)
  if (source !== null && brokenSource === source) {
    return (
      <div className={classes.missing} style={{ width: box.width, minHeight: Math.min(box.height, 160) }}>
        <IconPhotoOff size={22} aria-hidden />
        <b>{t('content.imageMissing')}</b>
        <span>{t('content.imageMissingHint')}</span>
        <LinkButton
          onClick={() => {
            setBrokenSource(null)
            retry()
          }}
        >
          {t('content.retryImage')}
        </LinkButton>
      </div>
    )
  }
  return (
    <div className={classes.frame}>
      <button
        type="button"
        className={classes.image}
        style={box}
        aria-label={t('content.openImage')}
        onClick={() => {
          setIsOpen(true)
        }}
      >
        {source !== null && (
          <img
            src={source}
            alt={image.name ?? t('content.imageAlt')}
            draggable={false}
            onError={() => {
              setBrokenSource(source)
            }}
          />
        )}
      </button>
      {message.delivery?.state === 'local' && <UploadProgress messageId={message.id} />}
      {isOpen && source !== null && (
        <Suspense fallback={null}>
          <Lightbox
            source={source}
            name={image.name}
            onClose={() => {
              setIsOpen(false)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

/** The room is kept before the picture is there, so that nothing jumps when it comes. */
function fit({ width, height }: ImageContent): { readonly width: number; readonly height: number } {
  if (!width || !height) return UNKNOWN
  const scale = Math.min(1, MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height)
  return { width: Math.max(96, Math.round(width * scale)), height: Math.max(72, Math.round(height * scale)) }
}

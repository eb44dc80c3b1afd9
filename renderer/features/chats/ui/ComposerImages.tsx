import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { formatBytes } from '../../../ui/bytes'
import { IconButton } from '../../../ui/IconButton'
import { IconPaperclip, IconX } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import type { AwaitedFile, Composer, ComposerImage, RejectedImage } from '../model/composer.store'
import type { AttachmentProblem } from '../model/attachment-check'
import { typeNames } from '../model/image-check'
import classes from './Composer.module.css'

export interface ComposerImagesProps {
  readonly composer: Composer
  readonly images: readonly ComposerImage[]
  readonly awaited: readonly AwaitedFile[]
  readonly rejected: readonly RejectedImage[]
  readonly checking: number
}

/** What will be sent with the words, and what cannot be sent and why. */
export function ComposerImages({ composer, images, awaited, rejected, checking }: ComposerImagesProps) {
  const { t } = useTranslation(['chats', 'common'])
  const failed = awaited.filter(({ hasFailed }) => hasFailed)
  return (
    <>
      {rejected.length > 0 && (
        <InlineError
          actions={
            <IconButton
              label={t('common:close')}
              size={20}
              onClick={() => {
                composer.dismissRejected()
              }}
            >
              <IconX size={14} />
            </IconButton>
          }
        >
          {rejected.map((image) => (
            <div key={image.key}>
              <ProblemWords name={image.name ?? t('composer.image')} problem={image.problem} />
            </div>
          ))}
        </InlineError>
      )}
      {failed.length > 0 && (
        <InlineError
          actions={
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                composer.fetchAgain()
              }}
            >
              {t('common:retry')}
            </Button>
          }
        >
          {failed.map(({ key, file }) => (
            <div key={key}>{t('fileProblem.notFetched', { name: file.name })}</div>
          ))}
        </InlineError>
      )}
      {(images.length > 0 || awaited.length > 0 || checking > 0) && (
        <ul className={classes.images} aria-label={t('composer.files')}>
          {images.map((image) => (
            <li key={image.key} className={image.isFile ? classes.fileChip : classes.image}>
              {image.isFile ? <FileChip name={image.name ?? ''} bytes={image.blob.size} /> : <Preview image={image} />}
              <span className={classes.remove}>
                <IconButton
                  label={t(image.isFile ? 'composer.removeFile' : 'composer.removeImage', { name: image.name ?? '' })}
                  size={20}
                  tooltipPosition="top"
                  onClick={() => {
                    composer.removeImage(image.key)
                  }}
                >
                  <IconX size={13} />
                </IconButton>
              </span>
            </li>
          ))}
          {awaited.map(({ key, file, hasFailed }) => (
            <li key={key} className={classes.fileChip} data-checking={!hasFailed || undefined}>
              <FileChip name={file.name} bytes={file.bytes} />
              <span className={classes.remove}>
                <IconButton
                  label={t('composer.removeFile', { name: file.name })}
                  size={20}
                  tooltipPosition="top"
                  onClick={() => {
                    composer.removeAwaited(key)
                  }}
                >
                  <IconX size={13} />
                </IconButton>
              </span>
            </li>
          ))}
          {checking > 0 && <li className={classes.image} data-checking aria-label={t('composer.checking')} />}
        </ul>
      )}
    </>
  )
}

function FileChip({ name, bytes }: { readonly name: string; readonly bytes: number }) {
  const { i18n } = useTranslation()
  return (
    <>
      <IconPaperclip size={16} aria-hidden />
      <b title={name}>{name}</b>
      <small>{formatBytes(bytes, i18n.language)}</small>
    </>
  )
}

function Preview({ image }: { readonly image: ComposerImage }) {
  const { t } = useTranslation('chats')
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(image.blob)
    // Shown from the next frame on; the address lives exactly as long as the preview.
    const frame = requestAnimationFrame(() => {
      setUrl(made)
    })
    return () => {
      cancelAnimationFrame(frame)
      URL.revokeObjectURL(made)
    }
  }, [image.blob])
  return url === null ? null : <img src={url} alt={image.name ?? t('composer.image')} />
}

export function ProblemWords({ name, problem }: { readonly name: string; readonly problem: AttachmentProblem }) {
  const { t, i18n } = useTranslation('chats')
  switch (problem.kind) {
    case 'empty':
    case 'fileType':
      return t(`fileProblem.${problem.kind}`, { name })
    case 'fileSize':
      return t('fileProblem.size', {
        name,
        size: formatBytes(problem.bytes, i18n.language),
        max: formatBytes(problem.maxBytes, i18n.language),
      })
    case 'imagesUnsupported':
    case 'unreadable':
      return t(`imageProblem.${problem.kind}`, { name })
    case 'type':
      return t('imageProblem.type', { name, types: typeNames(problem.allowed) })
    case 'size':
      return t('imageProblem.size', {
        name,
        size: formatBytes(problem.bytes, i18n.language),
        max: formatBytes(problem.maxBytes, i18n.language),
      })
    case 'pixels':
      return t('imageProblem.pixels', {
        name,
        pixels: Math.ceil(problem.pixels / 1_000_000),
        max: Math.floor(problem.maxPixels / 1_000_000),
      })
  }
}

import { Modal } from '@mantine/core'
import { useState } from 'react'

import { useTranslation } from '../../../../i18n/use-translation'
import { IconButton } from '../../../../ui/IconButton'
import { IconX } from '../../../../ui/icons'
import classes from './Lightbox.module.css'

export interface LightboxProps {
  readonly source: string
  readonly name: string | null
  readonly onClose: () => void
}

/** The whole window for one picture; a click on it shows its own size, a click beside it or Esc closes. */
export function Lightbox({ source, name, onClose }: LightboxProps) {
  const { t } = useTranslation(['chats', 'common'])
  const [isFull, setIsFull] = useState(false)
  return (
    <Modal.Root opened fullScreen padding={0} onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('lightbox.label')} className={classes.content ?? ''}>
        <Modal.Body className={classes.body ?? ''}>
          <div
            className={classes.stage}
            data-full={isFull || undefined}
            onClick={(event) => {
              if (event.target === event.currentTarget) onClose()
            }}
          >
            <img
              src={source}
              alt={name ?? t('content.imageAlt')}
              onClick={() => {
                setIsFull(!isFull)
              }}
            />
          </div>
          <div className={classes.close}>
            <IconButton label={t('common:close')} keys="Esc" onClick={onClose} variant="light">
              <IconX size={20} />
            </IconButton>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

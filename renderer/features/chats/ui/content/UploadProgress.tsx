import { useCallback } from 'react'

import type { MessageId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import type { UploadShare } from '../../../../data/desk-data'
import { useDeskData } from '../../../../data/desk-data-context'
import { IconButton } from '../../../../ui/IconButton'
import { IconX } from '../../../../ui/icons'
import { useObserved } from '../../../../ui/use-observed'
import classes from './UploadProgress.module.css'

export interface UploadProgressProps {
  readonly messageId: MessageId
  /** Under a file's name and not over a picture. */
  readonly isBelow?: boolean
}

/** [M15] Over an own picture that the hub does not have yet: how far it has got, and the way out. */
export function UploadProgress({ messageId, isBelow = false }: UploadProgressProps) {
  const { t, i18n } = useTranslation('chats')
  const data = useDeskData()
  const share = useObserved(
    useCallback(
      (listener: (share: UploadShare | null) => void) => data.observeUpload(messageId, listener),
      [data, messageId],
    ),
    null,
  )
  const percent = typeof share === 'number' ? Math.floor(share * 100) : 0
  return (
    <div className={classes.root} data-below={isBelow || undefined}>
      {share === 'noRoom' && <span role="status">{t('content.noRoom')}</span>}
      {typeof share === 'number' && (
        <>
          <div
            className={classes.track}
            role="progressbar"
            aria-label={t(isBelow ? 'content.uploadingFile' : 'content.uploading')}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
          >
            <i style={{ width: `${String(percent)}%` }} />
          </div>
          <span className={classes.percent} aria-hidden>
            {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(percent / 100)}
          </span>
        </>
      )}
      {/* By the keyboard: the message's menu, which has the same step. */}
      <IconButton
        className={classes.cancel ?? ''}
        label={t('timeline.cancelSending')}
        size={26}
        tabIndex={-1}
        onClick={() => {
          void data.discardMessage(messageId)
        }}
      >
        <IconX size={15} aria-hidden />
      </IconButton>
    </div>
  )
}

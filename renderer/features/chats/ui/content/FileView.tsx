import type { FileContent, Message } from '#shared/domain/message'
import { safeFileName } from '#shared/lib/safe-file-name'
import { withoutTurning } from '#shared/lib/without-turning'

import { useTranslation } from '../../../../i18n/use-translation'
import { formatBytes } from '../../../../ui/bytes'
import { fileUrl } from '../../../../ui/file-url'
import { IconPaperclip } from '../../../../ui/icons'
import classes from './content.module.css'
import { UploadProgress } from './UploadProgress'

/** A file is named and can be saved; nothing of it is opened here. */
export function FileView({ message, file }: { readonly message: Message; readonly file: FileContent }) {
  const { t, i18n } = useTranslation('chats')
  const words = (
    <>
      <IconPaperclip size={18} aria-hidden />
      <b>{withoutTurning(file.name)}</b>
      <small>{formatBytes(file.bytes, i18n.language)}</small>
    </>
  )
  // The hub does not have it yet.
  if (message.delivery?.state === 'local') {
    return (
      <div className={classes.uploading}>
        <span className={classes.file}>{words}</span>
        <UploadProgress messageId={message.id} isBelow />
      </div>
    )
  }
  return (
    <a
      className={classes.file}
      href={fileUrl(file.fileId)}
      download={safeFileName(file.name)}
      title={t('content.saveFile')}
    >
      {words}
    </a>
  )
}

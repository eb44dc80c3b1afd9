import { useTranslation } from 'react-i18next'

import type { FileContent } from '#shared/domain/message'

import { formatBytes } from '../../../../ui/bytes'
import { fileUrl } from '../../../../ui/file-url'
import { IconPaperclip } from '../../../../ui/icons'
import classes from './content.module.css'

/** A file is named and can be saved; nothing of it is opened here. */
export function FileView({ file }: { readonly file: FileContent }) {
  const { t, i18n } = useTranslation('chats')
  return (
    <a className={classes.file} href={fileUrl(file.fileId)} download={file.name} title={t('content.saveFile')}>
      <IconPaperclip size={18} aria-hidden />
      <b>{file.name}</b>
      <small>{formatBytes(file.bytes, i18n.language)}</small>
    </a>
  )
}

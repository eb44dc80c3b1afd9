import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'

import { MAX_TEMPLATE_FILE_BYTES, MAX_TEMPLATE_FILES } from '#shared/contract/templates'
import type { FileId } from '#shared/domain/ids'

import { useTranslation } from '../../../../i18n/use-translation'
import { formatBytes } from '../../../../ui/bytes'
import { IconButton } from '../../../../ui/IconButton'
import { IconPaperclip, IconX } from '../../../../ui/icons'
import { InlineError } from '../../../../ui/InlineError'
import { addFiles, type FileProblem, type FormFile } from '../../model/template-files'
import own from './Templates.module.css'

export interface TemplateFilesProps {
  readonly files: readonly FormFile[]
  readonly onChange: (files: readonly FormFile[]) => void
}

/** What goes with the text of a template. */
export function TemplateFiles({ files, onChange }: TemplateFilesProps) {
  const { t, i18n } = useTranslation('admin')
  const picker = useRef<HTMLInputElement>(null)
  const [problems, setProblems] = useState<readonly FileProblem[]>([])
  const isFull = files.length >= MAX_TEMPLATE_FILES
  const limits = { most: MAX_TEMPLATE_FILES, size: formatBytes(MAX_TEMPLATE_FILE_BYTES, i18n.language) }
  return (
    <div className={own.files}>
      {files.length > 0 && (
        <ul aria-label={t('templates.files')}>
          {files.map(({ fileId, name, bytes }) => (
            <li key={fileId}>
              <IconPaperclip size={16} aria-hidden />
              <span title={name}>{name}</span>
              <small>{formatBytes(bytes, i18n.language)}</small>
              <IconButton
                label={t('remove', { name })}
                size={24}
                onClick={() => {
                  onChange(files.filter((file) => file.fileId !== fileId))
                }}
              >
                <IconX size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <InlineError>
          {problems.map(({ kind, name }) => (
            <div key={name}>{t(`templates.fileProblem.${kind}`, { name, ...limits })}</div>
          ))}
        </InlineError>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPaperclip size={16} aria-hidden />}
        aria-disabled={isFull}
        {...(isFull ? { 'data-disabled': true } : {})}
        aria-describedby="template-file-limits"
        onClick={() => {
          if (!isFull) picker.current?.click()
        }}
      >
        {t('templates.addFiles')}
      </Button>
      <small id="template-file-limits">{t('templates.fileLimits', limits)}</small>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        aria-label={t('templates.addFiles')}
        onChange={(event) => {
          const added = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          const next = addFiles(files, added, () => uuid() as FileId)
          setProblems(next.problems)
          onChange(next.files)
        }}
      />
    </div>
  )
}

import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'

import type { FileId } from '#shared/domain/ids'
import { MAX_ANNOUNCEMENT_BYTES, type AnnouncementProblem, type RecordingAnnouncement } from '#shared/domain/recording'
import type { Result } from '#shared/lib/result'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { formatDuration } from '../../../ui/time'
import type { FormFile } from '../model/template-files'
import classes from './Admin.module.css'

export interface AnnouncementFieldProps {
  readonly announcement: RecordingAnnouncement | null
  readonly onCheck: (
    bytes: Uint8Array<ArrayBuffer>,
  ) => Promise<Result<{ lengthMs: number }, { reason: AnnouncementProblem }>>
  readonly onChange: (announcement: RecordingAnnouncement | null, file: FormFile | null) => void
}

/** The voice that announces a recording, or the tone. */
export function AnnouncementField({ announcement, onCheck, onChange }: AnnouncementFieldProps) {
  const { t } = useTranslation('admin')
  const [problem, setProblem] = useState<{ readonly reason: AnnouncementProblem; readonly name: string } | null>(null)
  const [isChecking, setChecking] = useState(false)

  const choose = async (file: File): Promise<void> => {
    setProblem(null)
    setChecking(true)
    try {
      const checked =
        file.size > MAX_ANNOUNCEMENT_BYTES
          ? ({ ok: false, error: { reason: 'tooLarge' } } as const)
          : await onCheck(new Uint8Array(await file.arrayBuffer()))
      if (!checked.ok) {
        setProblem({ reason: checked.error.reason, name: file.name })
        return
      }
      const fileId = uuid() as FileId
      const name = file.name.slice(0, 255)
      onChange({ fileId, name, lengthMs: checked.value.lengthMs }, { fileId, name, bytes: file.size, blob: file })
    } finally {
      setChecking(false)
    }
  }

  const length = announcement && formatDuration(Math.max(1_000, announcement.lengthMs))
  return (
    <SettingRow label={t('recording.voice')} hint={t('recording.voiceHint')}>
      <div className={classes.announcement}>
        <span>{announcement ? `${announcement.name} · ${length ?? ''}` : t('recording.tone')}</span>
        <FileButton
          accept=".wav,.ogg,.oga,.opus,audio/wav,audio/ogg"
          onChange={(file) => {
            if (file) void choose(file)
          }}
        >
          {(button) => (
            <Button {...button} size="compact-md" variant="default" loading={isChecking}>
              {t('recording.chooseVoice')}
            </Button>
          )}
        </FileButton>
        {announcement && (
          <Button
            size="compact-md"
            variant="subtle"
            onClick={() => {
              setProblem(null)
              onChange(null, null)
            }}
          >
            {t('recording.backToTone')}
          </Button>
        )}
        {problem && <InlineError>{t(`recording.problem.${problem.reason}`, { name: problem.name })}</InlineError>}
      </div>
    </SettingRow>
  )
}

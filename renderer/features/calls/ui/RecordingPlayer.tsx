import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { CallId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { IconPopover } from '../../../ui/IconPopover'
import { IconFolderOpen, IconPlayerPlay } from '../../../ui/icons'
import { useDeskData } from '../../../data/desk-data-context'
import { recordingRequests } from '../model/recordings'
import classes from './Recording.module.css'

const TYPE = 'audio/webm'

export interface RecordingPlayerProps {
  readonly callId: CallId
  readonly parts: number
  readonly who: string
}

/** The recording of a call in the history: plays in place, or is shown in its folder. */
export function RecordingPlayer({ callId, parts, who }: RecordingPlayerProps) {
  const { t } = useTranslation('calls')
  const [isOpen, setOpen] = useState(false)
  return (
    <IconPopover
      width={320}
      label={t('recording.listen', { who })}
      size={30}
      icon={<IconPlayerPlay size={18} stroke={1.7} aria-hidden />}
      isOpen={isOpen}
      onOpenChange={setOpen}
    >
      <Parts callId={callId} parts={parts} />
    </IconPopover>
  )
}

function Parts({ callId, parts }: Pick<RecordingPlayerProps, 'callId' | 'parts'>) {
  const { t } = useTranslation('calls')
  const data = useDeskData()
  const [urls, setUrls] = useState<readonly (string | null)[] | null>(null)
  useEffect(() => {
    let made: readonly (string | null)[] = []
    let isCurrent = true
    const numbers = Array.from({ length: parts }, (_part, index) => index + 1)
    void Promise.all(numbers.map((part) => recordingRequests().read({ callId, part }))).then((read) => {
      if (!isCurrent) return
      made = read.map((bytes) => (bytes ? URL.createObjectURL(new Blob([bytes], { type: TYPE })) : null))
      setUrls(made)
    })
    return () => {
      isCurrent = false
      for (const url of made) if (url !== null) URL.revokeObjectURL(url)
    }
  }, [callId, parts])
  if (!urls) return null
  return (
    <div className={classes.list}>
      {urls.map((url, index) => {
        const label = parts > 1 ? t('recording.part', { number: index + 1, count: parts }) : t('recording.whole')
        if (url === null) return <p key={index}>{t('recording.gone')}</p>
        return (
          <audio key={index} controls src={url} aria-label={label} onPlay={() => void data.hearRecording(callId)} />
        )
      })}
      <Button
        variant="light"
        leftSection={<IconFolderOpen size={18} stroke={1.7} aria-hidden />}
        onClick={() => void recordingRequests().showInFolder({ callId })}
      >
        {t('recording.showInFolder')}
      </Button>
    </div>
  )
}

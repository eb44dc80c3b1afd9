import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconPlayerPause, IconPlayerRecord, IconPlayerStop } from '../../../ui/icons'
import type { TalkRecording } from '../model/recordings'
import classes from './CallBar.module.css'

const ICON = { size: 18, stroke: 1.8, 'aria-hidden': true } as const

export type RecordingAction = 'start' | 'pause' | 'resume' | 'stop'

export interface RecordingButtonsProps {
  readonly recording: TalkRecording
  readonly onRecording: (action: RecordingAction) => void
}

/** What the one key does now: begin, leave out what is said next, or go on. */
export function recordingStep(recording: TalkRecording): Exclude<RecordingAction, 'stop'> | null {
  if (recording.canStart) return 'start'
  if (recording.canPause) return 'pause'
  return recording.canResume ? 'resume' : null
}

export function RecordingButtons({ recording, onRecording }: RecordingButtonsProps) {
  const { t } = useTranslation('calls')
  const step = recordingStep(recording)
  return (
    <>
      {step && (
        <IconButton
          label={t(`recording.do.${step}`)}
          action="record"
          {...(step === 'pause' ? { hint: t('recording.pauseHint') } : {})}
          tone="accent"
          className={classes.button ?? ''}
          isPressed={step === 'resume'}
          onClick={() => {
            onRecording(step)
          }}
        >
          {step === 'pause' ? <IconPlayerPause {...ICON} /> : <IconPlayerRecord {...ICON} />}
        </IconButton>
      )}
      {recording.canStop && (
        <IconButton
          label={t('recording.do.stop')}
          action="stopRecording"
          tone="accent"
          className={classes.button ?? ''}
          onClick={() => {
            onRecording('stop')
          }}
        >
          <IconPlayerStop {...ICON} />
        </IconButton>
      )}
    </>
  )
}

import { useTranslation } from '../../../i18n/use-translation'
import { IconAlertTriangle, IconPlayerPause, IconPlayerRecord } from '../../../ui/icons'
import type { TalkRecording } from '../model/recordings'
import classes from './Recording.module.css'

const ICON = { size: 14, stroke: 2, 'aria-hidden': true } as const

/** Says all the while whether what is said now is kept. */
export function RecordingState({ state, isLocked }: Pick<TalkRecording, 'state' | 'isLocked'>) {
  const { t } = useTranslation('calls')
  if (!state) return null
  const Icon =
    state.kind === 'failed' ? IconAlertTriangle : state.kind === 'paused' ? IconPlayerPause : IconPlayerRecord
  const words = state.kind === 'failed' ? t(`recording.failed.${state.reason}`) : t(`recording.${state.kind}`)
  return (
    <span
      role="status"
      className={classes.state}
      data-kind={state.kind}
      title={isLocked ? t('recording.locked') : undefined}
    >
      <Icon {...ICON} />
      {words}
      {isLocked && state.kind !== 'failed' && ` ${t('recording.byRule')}`}
    </span>
  )
}

import { ActionIcon, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { useState } from 'react'

import { REPLAY_SPEEDS } from '#shared/contract/wall'

import { useTranslation } from '../../../i18n/use-translation'
import { IconPlayerPause, IconPlayerPlay } from '../../../ui/icons'
import { InlineError } from '../../../ui/InlineError'
import { formatMoment } from '../../../ui/time'
import classes from './ReplayBar.module.css'

export interface ReplayBarProps {
  readonly atMs: number
  readonly speed: number
  readonly hasEnded: boolean
  /** From when on it can be played; `null`: nothing can yet. */
  readonly fromMs: number | null
  readonly untilMs: number
  readonly onReplay: (atMs: number, speed: number) => void
}

const FASTEST = 60

/** Which moment of the past the wall shows, and how fast it goes on from there. */
export function ReplayBar({ atMs, speed, hasEnded, fromMs, untilMs, onReplay }: ReplayBarProps) {
  const { t, i18n } = useTranslation('supervisor')
  const [wished, setWished] = useState(() => toField(atMs))
  const [lastSpeed, setLastSpeed] = useState(speed === 0 ? FASTEST : speed)
  const isRunning = speed > 0 && !hasEnded
  const wishedMs = new Date(wished).getTime()
  const isOutside = !(fromMs !== null && wishedMs >= fromMs - 60_000 && wishedMs <= untilMs)
  if (fromMs === null) return <InlineError tone="warn">{t('replay.nothing')}</InlineError>
  return (
    <div className={classes.root}>
      <TextInput
        type="datetime-local"
        size="sm"
        label={t('replay.moment')}
        value={wished}
        min={toField(fromMs)}
        max={toField(untilMs)}
        error={isOutside ? t('replay.outside', { from: formatMoment(fromMs, i18n.language) }) : null}
        onChange={(event) => {
          const { value } = event.currentTarget
          setWished(value)
          const chosenMs = new Date(value).getTime()
          if (chosenMs >= fromMs - 60_000 && chosenMs <= untilMs) onReplay(Math.max(fromMs, chosenMs), 0)
        }}
      />
      <Tooltip label={t(isRunning ? 'replay.pause' : 'replay.play')}>
        <ActionIcon
          size={36}
          variant="filled"
          aria-label={t(isRunning ? 'replay.pause' : 'replay.play')}
          disabled={hasEnded}
          onClick={() => {
            onReplay(atMs, isRunning ? 0 : lastSpeed)
          }}
        >
          {isRunning ? <IconPlayerPause size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <SegmentedControl
        size="xs"
        aria-label={t('replay.speed')}
        value={String(lastSpeed)}
        data={REPLAY_SPEEDS.filter((each) => each > 0).map((each) => ({
          value: String(each),
          label: `${String(each)}×`,
        }))}
        onChange={(value) => {
          setLastSpeed(Number(value))
          if (isRunning) onReplay(atMs, Number(value))
        }}
      />
      <output className={classes.shown}>
        {new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'ru', {
          dateStyle: 'long',
          timeStyle: 'medium',
        }).format(atMs)}
        {hasEnded && <span> · {t('replay.ended')}</span>}
      </output>
    </div>
  )
}

/** As the field writes a moment: by this computer's clock, to the minute. */
function toField(atMs: number): string {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import type { OfferedRelease, UpdateHold, UpdatePhase, UpdateState } from '#shared/domain/updates/update-state'

import { useTranslation } from '../i18n/use-translation'
import { updateRequests, useUpdates } from '../data/updates'
import { useClock } from '../ui/clock-context'
import { IconDownload } from '../ui/icons'
import { formatClock } from '../ui/time'
import classes from './Banner.module.css'

/** One quiet line: a newer Otklik stands ready, or can be fetched. Whoever puts it off hears no more of it for a day. */
export function UpdateBar() {
  const { t, i18n } = useTranslation('shell')
  const clock = useClock()
  const state = useUpdates()
  const [nowMs, setNowMs] = useState(() => clock.now())
  const quietUntilMs = state?.quietUntilMs ?? 0
  useEffect(() => {
    const timer = clock.schedule(Math.max(0, Math.min(quietUntilMs - clock.now(), LONGEST_WAIT_MS)), () => {
      setNowMs(clock.now())
    })
    return () => {
      timer.dispose()
    }
  }, [clock, quietUntilMs, nowMs])
  const phase = state && toldPhase(state, nowMs)
  if (!phase) return null
  const restartsAtMs = phase.kind === 'ready' ? phase.restartsAtMs : null
  return (
    <div className={classes.root} role="status" data-part="update">
      <IconDownload size={17} aria-hidden />
      <span>{words(phase, state.holds[0] ?? 'message', t, i18n.language)}</span>
      {phase.kind === 'available' && (
        <Button size="compact-xs" variant="filled" onClick={() => void updateRequests().download()}>
          {t('update.download')}
        </Button>
      )}
      {phase.kind === 'ready' && !phase.isWished && (
        <Button size="compact-xs" variant="filled" onClick={() => void updateRequests().install()}>
          {t('update.restart')}
        </Button>
      )}
      {phase.kind !== 'installing' && restartsAtMs === null && (
        <Button size="compact-xs" variant="subtle" onClick={() => void updateRequests().putOff()}>
          {t('update.later')}
        </Button>
      )}
    </div>
  )
}

const LONGEST_WAIT_MS = 3_600_000

type Translate = ReturnType<typeof useTranslation<'shell'>>['t']

function words(phase: Told, hold: UpdateHold, t: Translate, language: string): string {
  const { version } = phase.release
  if (phase.kind !== 'ready')
    return t(phase.kind === 'installing' ? 'update.installing' : 'update.available', { version })
  if (phase.restartsAtMs !== null)
    return t('update.forced', { version, time: formatClock(phase.restartsAtMs, language) })
  return phase.isWished ? t(`update.waits.${hold}`, { version }) : t('update.ready', { version })
}

type Told = Extract<UpdatePhase, { readonly release: OfferedRelease }>

/** What is said of it now; what the company forces is said in any case. */
function toldPhase({ phase, quietUntilMs, lastCheck, isAsked }: UpdateState, nowMs: number): Told | null {
  switch (phase.kind) {
    case 'installing':
      return phase
    case 'ready':
      return phase.restartsAtMs !== null || phase.isWished || nowMs >= quietUntilMs ? phase : null
    case 'available':
      // A failed one waits for the next look; what went wrong stands in the settings.
      return isAsked && lastCheck?.result === 'found' && nowMs >= quietUntilMs ? phase : null
    default:
      return null
  }
}

import { Button } from '@mantine/core'

import type { OfferedRelease, UpdateHold, UpdatePhase, UpdateState } from '#shared/domain/updates/update-state'

import { useTranslation } from '../i18n/use-translation'
import { updateRequests, useUpdates } from '../data/updates'
import { useHasCome } from '../ui/clock-context'
import { IconDownload } from '../ui/icons'
import { formatClock } from '../ui/time'
import classes from './Banner.module.css'

/** One quiet line: a newer Otklik stands ready, or can be fetched. Whoever puts it off hears no more of it for a day. */
export function UpdateBar() {
  const { t, i18n } = useTranslation('shell')
  const state = useUpdates()
  const isAllowed = useHasCome(state?.quietUntilMs ?? null)
  const phase = state && toldPhase(state, isAllowed)
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

/** What is said of it now; what the company forces is said in any case. `isAllowed`: nobody has put it off. */
function toldPhase({ phase, lastCheck, isAsked }: UpdateState, isAllowed: boolean): Told | null {
  switch (phase.kind) {
    case 'installing':
      return phase
    case 'ready':
      return phase.restartsAtMs !== null || phase.isWished || isAllowed ? phase : null
    case 'available':
      // A failed one waits for the next look; what went wrong stands in the settings.
      return isAsked && lastCheck?.result === 'found' && isAllowed ? phase : null
    default:
      return null
  }
}

import type { ChannelHealth, ChannelKind } from '#shared/domain/channel'
import { CHANNEL_PLATFORMS } from '#shared/domain/channel-platform'

import { useTranslation } from '../../../i18n/use-translation'
import { useNow } from '../../../ui/clock-context'
import { ToneDot } from '../../../ui/ToneDot'
import { formatExact, formatTimeLeft } from '../../../ui/time'
import { healthWords } from '../model/health-words'
import classes from './Channels.module.css'

const COUNTDOWN_MS = 1000

/** How the channel is doing and what a person should do about it. */
export function HealthText({ health, kind }: { readonly health: ChannelHealth; readonly kind: ChannelKind }) {
  const { t, i18n } = useTranslation('channels')
  const nowMs = useNow(COUNTDOWN_MS)
  const { key, tone, untilMs } = healthWords(health)
  const left = untilMs === null ? '' : formatTimeLeft(untilMs - nowMs, i18n.language)
  const platform = t(`platform.${CHANNEL_PLATFORMS[kind]}`)
  const lastEventAtMs = health.kind === 'receiving' ? health.lastEventAtMs : null
  return (
    <div className={classes.health} data-tone={tone}>
      <p>
        <ToneDot tone={tone} className={classes.dot} />
        {t(`health.${key}.text`, { left, platform })}
      </p>
      {t(`health.${key}.todo`) && <p className={classes.quiet}>{t(`health.${key}.todo`, { platform })}</p>}
      {lastEventAtMs !== null && (
        <p className={classes.quiet}>
          {t('health.receivingLast', { when: formatExact(lastEventAtMs, i18n.language) })}
        </p>
      )}
    </div>
  )
}

import type { Snooze } from '#shared/domain/snooze'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock } from '../../../ui/clock-context'
import { formatDue } from '../../../ui/time'

/** «отложено до 30 ноября в 09:00», «вернулось: клиент ответил»; `null`: nothing of the kind. */
export function useSnoozeWords(snooze: Snooze | null | undefined): string | null {
  const { t, i18n } = useTranslation('cases')
  const clock = useClock()
  if (!snooze) return null
  if (snooze.kind === 'back') return t(`snooze.back.${snooze.why}`)
  return snooze.untilMs === null
    ? t('snooze.untilReply')
    : t('snooze.until', { time: formatDue(snooze.untilMs, clock.now(), i18n.language) })
}

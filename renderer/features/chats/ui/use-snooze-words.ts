import { useTranslation } from 'react-i18next'

import type { Snooze } from '#shared/domain/snooze'

import { formatMoment } from '../../../ui/time'

/** «отложено до 30 ноября 2026 г., 09:00», «вернулось: клиент ответил»; `null`: nothing of the kind. */
export function useSnoozeWords(snooze: Snooze | null | undefined): string | null {
  const { t, i18n } = useTranslation('cases')
  if (!snooze) return null
  if (snooze.kind === 'back') return t(`snooze.back.${snooze.why}`)
  return snooze.untilMs === null
    ? t('snooze.untilReply')
    : t('snooze.until', { time: formatMoment(snooze.untilMs, i18n.language) })
}

import type { Message } from '#shared/domain/message'

import { useTranslation } from '../../../i18n/use-translation'
import { IconClock } from '../../../ui/icons'
import { formatExact } from '../../../ui/time'

/** «изменено» with the time, and what the channel has still to take. */
export function RevisionMark({ message }: { readonly message: Message }) {
  const { t, i18n } = useTranslation('chats')
  const { revision, editedAtMs, content } = message
  if (content.kind === 'deleted') return null
  if (revision && revision.refused === null) {
    return (
      <span title={t(`revision.${revision.kind}Waits`)}>
        <IconClock size={12} aria-hidden /> {t(`revision.${revision.kind}Waiting`)}
      </span>
    )
  }
  if (editedAtMs === null) return null
  return (
    <span title={t('revision.editedAt', { time: formatExact(editedAtMs, i18n.language) })}>{t('revision.edited')}</span>
  )
}

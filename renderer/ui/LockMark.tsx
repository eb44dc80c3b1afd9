import { useTranslation } from '../i18n/use-translation'
import { IconLock } from './icons'

/** The company has set the field that this stands in. */
export function LockMark() {
  const { t } = useTranslation('common')
  return <IconLock size={14} stroke={1.8} role="img" aria-label={t('locked')} />
}

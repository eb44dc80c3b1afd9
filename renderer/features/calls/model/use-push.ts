import type { CallId } from '#shared/domain/ids'

import { useTranslation } from '../../../i18n/use-translation'
import { askDeskPhone, deskPhoneRequests, useDeskPhone } from './desk-phone'

/** Moving a call of the computer to the desk phone (spec D5); `null`: there is no phone. */
export function usePush(): { readonly begin: (id: CallId) => Promise<boolean>; readonly reason: string | null } | null {
  const { t } = useTranslation('deskPhone')
  const view = useDeskPhone()
  if (!view?.phone) return null
  const reason = view.isMoving ? t('bar.moving') : view.phone.extension === null ? t('pushNoExtension') : null
  return { begin: (id) => askDeskPhone(() => deskPhoneRequests().push({ id })), reason }
}

import { useTranslation } from '../../../i18n/use-translation'
import { AdminSection } from './AdminSection'
import { HoursEditor } from './HoursEditor'

/** Расписание работы (spec A8, A9, A20). */
export function HoursSection() {
  const { t } = useTranslation('admin')
  return (
    <AdminSection title={t('hours.title')} intro={t('hours.intro')}>
      {({ hours }, { act, rest, isBusy }) => (
        <HoursEditor hours={hours} isBusy={isBusy} onSave={(wished) => act(() => rest.saveHours(wished))} />
      )}
    </AdminSection>
  )
}

import { useTranslation } from '../../../i18n/use-translation'
import { AdminSection } from './AdminSection'
import { DistributionForm } from './DistributionForm'

/** «Настройки дозвона и сообщений по умолчанию» (spec Q8). */
export function DistributionSection() {
  const { t } = useTranslation('admin')
  return (
    <AdminSection title={t('distribution.title')} intro={t('distribution.intro')}>
      {({ distribution }, { act, rest, isBusy }) => (
        <DistributionForm
          distribution={distribution}
          isBusy={isBusy}
          onSave={(wished) => act(() => rest.saveDistribution(wished))}
        />
      )}
    </AdminSection>
  )
}

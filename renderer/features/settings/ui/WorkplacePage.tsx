import { useTranslation } from '../../../i18n/use-translation'
import { Section } from '../../../ui/Section'
import { WorkplaceSection } from '../../sign-in'
import { AutoStartRow } from './AutoStartRow'
import { EncryptRow } from './EncryptRow'
import { KeepRows } from './KeepRows'

/** With which server this desk works, and how Otklik lives on this computer. */
export function WorkplacePage() {
  const { t } = useTranslation('settings')
  return (
    <>
      <WorkplaceSection />
      <Section title={t('computer.title')} level={2}>
        <AutoStartRow />
        <EncryptRow />
        <KeepRows />
      </Section>
    </>
  )
}

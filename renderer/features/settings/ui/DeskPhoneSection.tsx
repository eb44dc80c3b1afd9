import { useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { Section } from '../../../ui/Section'
import { useDeskPhone } from '../../calls'
import { DeskPhoneAbilities } from './DeskPhoneAbilities'
import { DeskPhoneEditor } from './DeskPhoneEditor'
import { DeskPhoneEvents } from './DeskPhoneEvents'

export function DeskPhoneSection() {
  const { t } = useTranslation('deskPhone')
  const view = useDeskPhone()
  const [edits, setEdits] = useState(0)
  if (!view) return null
  return (
    <>
      <Section title={t('settings.title')} intro={t('settings.intro')}>
        <DeskPhoneEditor
          key={edits}
          view={view}
          onRemoved={() => {
            setEdits(edits + 1)
          }}
        />
      </Section>
      {view.phone && (
        <>
          <Section level={2} title={t('settings.can')}>
            <DeskPhoneAbilities model={view.phone.model} />
          </Section>
          <Section level={2} title={t('settings.events')}>
            <DeskPhoneEvents view={view} model={view.phone.model} />
          </Section>
        </>
      )}
    </>
  )
}

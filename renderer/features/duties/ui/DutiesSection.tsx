import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'

import { useTranslation } from '../../../i18n/use-translation'
import { Section } from '../../../ui/Section'
import { createDutiesRest, type DutiesRest } from '../model/duties-rest'
import { AccessView } from './AccessView'
import { AuditView } from './AuditView'
import classes from './Duties.module.css'
import { RetentionView } from './RetentionView'

const TABS = ['audit', 'access', 'retention'] as const

/** What administrators account for: the audit, who looked at what, how long what is kept (spec C9, V5). */
export function DutiesSection() {
  const rest = useMemo(() => createDutiesRest(), [])
  return <DutiesPage rest={rest} />
}

export function DutiesPage({ rest }: { readonly rest: DutiesRest }) {
  const { t } = useTranslation('duties')
  const [tab, setTab] = useState<(typeof TABS)[number]>('audit')
  return (
    <Section title={t('title')} intro={t('intro')}>
      <SegmentedControl
        size="xs"
        className={classes.tabs ?? ''}
        aria-label={t('tabs')}
        value={tab}
        data={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))}
        onChange={(value) => {
          const next = TABS.find((each) => each === value)
          if (next) setTab(next)
        }}
      />
      {tab === 'audit' && <AuditView rest={rest} />}
      {tab === 'access' && <AccessView rest={rest} />}
      {tab === 'retention' && <RetentionView rest={rest} />}
    </Section>
  )
}

import { Button } from '@mantine/core'
import { useState } from 'react'

import type { AuditVerdict } from '#shared/contract/audit'
import { AUDIT_GROUPS, type AuditGroup } from '#shared/domain/audit'

import { useTranslation } from '../../../i18n/use-translation'
import { useClock } from '../../../ui/clock-context'
import { InlineError } from '../../../ui/InlineError'
import { saveAs } from '../../../ui/save-as'
import { auditCsv, MOST_ROWS } from '../model/audit-csv'
import type { DutiesRest, DutyFailure } from '../model/duties-rest'
import { NO_FILTER } from '../model/duty-filter'
import { useAgents } from '../model/use-agents'
import { usePages } from '../model/use-pages'
import { AuditTable } from './AuditTable'
import { ChainVerdict } from './ChainVerdict'
import classes from './Duties.module.css'
import { FilterBar } from './FilterBar'
import { PageFrame } from './PageFrame'

const GROUPS = Object.keys(AUDIT_GROUPS) as readonly AuditGroup[]

/** The audit (spec V5): what was done, by whom; whether its chain holds; as a file. */
export function AuditView({ rest }: { readonly rest: DutiesRest }) {
  const { t, i18n } = useTranslation(['duties', 'signIn'])
  const clock = useClock()
  const { nameOf } = useAgents()
  const [filter, setFilter] = useState(NO_FILTER)
  const pages = usePages(rest.audit, filter)
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null)
  const [failure, setFailure] = useState<DutyFailure | null>(null)
  const [busy, setBusy] = useState<'check' | 'export' | null>(null)
  const [isCut, setCut] = useState(false)
  const check = async (): Promise<void> => {
    setBusy('check')
    const answer = await rest.check()
    setVerdict(answer.ok ? answer.value : null)
    setFailure(answer.ok ? null : answer.error)
    setBusy(null)
  }
  const save = async (): Promise<void> => {
    setBusy('export')
    const file = await auditCsv(rest, filter, { t, nameOf, language: i18n.language === 'en' ? 'en' : 'ru' })
    setFailure(file.ok ? null : file.error)
    setCut(file.ok && file.value.isCut)
    if (file.ok) saveAs(new Blob([file.value.text], { type: 'text/csv' }), t('audit.fileName'), clock)
    setBusy(null)
  }
  const kinds = GROUPS.map((group) => ({
    group: t(`audit.group.${group}`),
    items: AUDIT_GROUPS[group].map((value) => ({ value, label: t(`audit.kind.${value}`) })),
  }))
  return (
    <>
      <FilterBar filter={filter} kinds={kinds} allKinds={t('filter.allKinds')} onChange={setFilter} />
      <div className={classes.actions}>
        <Button
          size="compact-sm"
          variant="light"
          title={t('audit.checkHint')}
          loading={busy === 'check'}
          onClick={() => void check()}
        >
          {t('audit.check')}
        </Button>
        <Button size="compact-sm" variant="default" loading={busy === 'export'} onClick={() => void save()}>
          {t('audit.export')}
        </Button>
      </div>
      {failure && <InlineError>{t(`failure.${failure}`)}</InlineError>}
      {isCut && <InlineError tone="warn">{t('audit.tooMany', { count: MOST_ROWS })}</InlineError>}
      {verdict && <ChainVerdict verdict={verdict} />}
      <PageFrame pages={pages} empty={{ title: t('audit.empty'), hint: t('audit.emptyHint') }}>
        {(entries, isBusy) => <AuditTable entries={entries} isBusy={isBusy} />}
      </PageFrame>
    </>
  )
}

import { useState } from 'react'

import { ACCESS_KINDS } from '#shared/domain/access-log'

import { useTranslation } from '../../../i18n/use-translation'
import type { DutiesRest } from '../model/duties-rest'
import { NO_FILTER } from '../model/duty-filter'
import { usePages } from '../model/use-pages'
import { AccessTable } from './AccessTable'
import classes from './Duties.module.css'
import { FilterBar } from './FilterBar'
import { PageFrame } from './PageFrame'

/** Who looked at what, of all clients. */
export function AccessView({ rest }: { readonly rest: DutiesRest }) {
  const { t } = useTranslation('duties')
  const [filter, setFilter] = useState(NO_FILTER)
  const pages = usePages(rest.access, filter)
  const kinds = ACCESS_KINDS.map((value) => ({ value, label: t(`access.kind.${value}`) }))
  return (
    <>
      <FilterBar filter={filter} kinds={kinds} allKinds={t('filter.allLooks')} onChange={setFilter} />
      <p className={classes.note}>{t('access.note')}</p>
      <PageFrame pages={pages} empty={{ title: t('access.empty'), hint: t('access.emptyHint') }}>
        {(entries, isBusy) => <AccessTable entries={entries} isBusy={isBusy} />}
      </PageFrame>
    </>
  )
}

import type { AuditEntry } from '#shared/contract/audit'
import { AUDIT_KINDS } from '#shared/domain/audit'

import { useTranslation } from '../../../i18n/use-translation'
import { formatDate, formatMoment } from '../../../ui/time'
import { auditDetails, doerOf } from '../model/audit-details'
import { useAgents } from '../model/use-agents'
import { AboutWhom } from './AboutWhom'
import classes from './Duties.module.css'

export interface AuditTableProps {
  readonly entries: readonly AuditEntry[]
  readonly isBusy: boolean
}

export function AuditTable({ entries, isBusy }: AuditTableProps) {
  const { t, i18n } = useTranslation(['duties', 'signIn'])
  const { nameOf } = useAgents()
  const dateOf = (atMs: number) => formatDate(atMs, i18n.language)
  return (
    <table className={classes.table} data-busy={isBusy || undefined} aria-label={t('tab.audit')}>
      <thead>
        <tr>
          {(['when', 'who', 'what', 'whom', 'details'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const { id, atMs, kind, subjectId } = entry
          const doer = doerOf(entry)
          const known = AUDIT_KINDS.find((each) => each === kind)
          return (
            <tr key={id}>
              <td>{formatMoment(atMs, i18n.language)}</td>
              <td>{nameOf(doer)}</td>
              <td>{known ? t(`audit.kind.${known}`) : kind}</td>
              <td>
                {subjectId !== null && subjectId !== doer && <div>{nameOf(subjectId)}</div>}
                <AboutWhom {...entry} />
              </td>
              <td>{auditDetails(t, entry, dateOf)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

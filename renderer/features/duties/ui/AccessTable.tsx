import type { AccessEntry } from '#shared/contract/access-log'

import { useTranslation } from '../../../i18n/use-translation'
import { formatClock, formatMoment } from '../../../ui/time'
import { useAgents } from '../model/use-agents'
import { AboutWhom } from './AboutWhom'
import classes from './Duties.module.css'

export interface AccessTableProps {
  readonly entries: readonly AccessEntry[]
  readonly isBusy: boolean
  /** All of it is about one client, who stands above. */
  readonly isOfOne?: boolean
}

export function AccessTable({ entries, isBusy, isOfOne = false }: AccessTableProps) {
  const { t, i18n } = useTranslation('duties')
  const { nameOf } = useAgents()
  return (
    <table className={classes.table} data-busy={isBusy || undefined} aria-label={t('tab.access')}>
      <thead>
        <tr>
          <th scope="col">{t('column.when')}</th>
          <th scope="col">{t('column.until')}</th>
          <th scope="col">{t('column.who')}</th>
          <th scope="col">{t('column.what')}</th>
          {!isOfOne && <th scope="col">{t('column.whom')}</th>}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={[entry.objectId, entry.actorId, entry.kind, entry.firstAtMs].join()}>
            <td>{formatMoment(entry.firstAtMs, i18n.language)}</td>
            <td>{formatClock(entry.lastAtMs, i18n.language)}</td>
            <td>{nameOf(entry.actorId)}</td>
            <td>{t(`access.kind.${entry.kind}`)}</td>
            {!isOfOne && (
              <td>
                <AboutWhom {...entry} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

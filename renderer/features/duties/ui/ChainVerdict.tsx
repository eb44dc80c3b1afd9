import type { AuditVerdict } from '#shared/contract/audit'

import { useTranslation } from '../../../i18n/use-translation'
import { formatMoment } from '../../../ui/time'
import classes from './Duties.module.css'

/** Whether the chain of the audit holds, in words. */
export function ChainVerdict({ verdict: { rows, head, flaw } }: { readonly verdict: AuditVerdict }) {
  const { t, i18n } = useTranslation('duties')
  if (flaw)
    return (
      <div role="alert" className={classes.verdict} data-bad>
        <p>
          {t(`audit.flaw.${flaw.what}`, {
            seq: flaw.seq ?? '',
            when: flaw.atMs === null ? '?' : formatMoment(flaw.atMs, i18n.language),
          })}
        </p>
        <small>{t('audit.flawHint')}</small>
      </div>
    )
  return (
    <div role="status" className={classes.verdict}>
      <p>{t('audit.holds', { count: rows, seq: head.seq })}</p>
      {head.link !== '' && <small>{t('audit.link', { link: head.link })}</small>}
    </div>
  )
}

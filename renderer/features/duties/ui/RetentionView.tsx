import { Button, Skeleton } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'

import type { RetentionView as View } from '#shared/contract/retention'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { formatMoment } from '../../../ui/time'
import { countsInWords } from '../model/audit-details'
import type { DutiesRest, DutyFailure } from '../model/duties-rest'
import classes from './Duties.module.css'
import { RetentionForm } from './RetentionForm'

/** How long what is kept, and what became of it. */
export function RetentionView({ rest }: { readonly rest: DutiesRest }) {
  const { t } = useTranslation('duties')
  const [view, setView] = useState<View | null>(null)
  const [failure, setFailure] = useState<DutyFailure | null>(null)
  const load = useCallback(() => {
    void rest.retention().then((answer) => {
      setFailure(answer.ok ? null : answer.error)
      if (answer.ok) setView(answer.value)
    })
  }, [rest])
  useEffect(load, [load])
  return (
    <>
      <p className={classes.note}>{t('retention.note')}</p>
      {failure && (
        <InlineError
          actions={
            <Button size="compact-sm" variant="subtle" onClick={load}>
              {t('again')}
            </Button>
          }
        >
          {t(`failure.${failure}`)}
        </InlineError>
      )}
      {!view && !failure && <Skeleton height={240} radius={8} aria-label={t('loading')} />}
      {view?.held && (
        <div className={classes.held}>
          <InlineError tone="warn">{t(`retention.held.${view.held}`)}</InlineError>
        </div>
      )}
      {view && <RetentionForm rules={view.rules} rest={rest} onSaved={load} />}
      {view?.last && <LastRun last={view.last} />}
    </>
  )
}

function LastRun({ last: { begunAtMs, endedAtMs, removed } }: { readonly last: NonNullable<View['last']> }) {
  const { t, i18n } = useTranslation(['duties', 'signIn'])
  const what = countsInWords(t, removed) || t('retention.nothing')
  const when = formatMoment(endedAtMs ?? begunAtMs, i18n.language)
  return (
    <p className={classes.note}>{t(endedAtMs === null ? 'retention.running' : 'retention.last', { when, what })}</p>
  )
}

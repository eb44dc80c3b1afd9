import { Button, Progress } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

import { CASE_COLUMNS, EXPORT_FORMATS, type CaseColumn, type ExportFormat } from '#shared/contract/reports'
import type { PeriodSpan } from '#shared/domain/report/period'

import { useTranslation } from '../../../i18n/use-translation'
import { hubConnection } from '../../../ipc/hub-connection'
import { useClock } from '../../../ui/clock-context'
import { InlineError } from '../../../ui/InlineError'
import { saveAs } from '../../../ui/save-as'
import type { CaseFilter } from '../model/case-filter'
import { fetchCaseFile, type FileFailure, type FileProgress } from '../model/case-file'

import classes from './CasesTable.module.css'

export interface ExportButtonsProps {
  readonly filter: CaseFilter
  readonly columns: readonly CaseColumn[]
  readonly span: PeriodSpan
  readonly total: number | null
}

/** The shown cases as a file: how far it is, and a way to stop it. */
export function ExportButtons({ filter, columns, span, total }: ExportButtonsProps) {
  const { t, i18n } = useTranslation('reports')
  const clock = useClock()
  const [progress, setProgress] = useState<FileProgress | null>(null)
  const [failure, setFailure] = useState<Exclude<FileFailure, 'cancelled'> | null>(null)
  const running = useRef<AbortController | null>(null)
  // Whoever leaves the page wants the file no more.
  useEffect(() => () => running.current?.abort(), [])

  const save = async (format: ExportFormat): Promise<void> => {
    const stopping = new AbortController()
    running.current = stopping
    setFailure(null)
    setProgress({ cases: 0, of: total ?? 0 })
    const language = i18n.language === 'en' ? 'en' : 'ru'
    const wish = { filter, columns: CASE_COLUMNS.filter((id) => columns.includes(id)), format, language } as const
    const hub = hubConnection().getState().value
    const file = await fetchCaseFile(hub, wish, setProgress, stopping.signal, (url, init) => fetch(url, init))
    running.current = null
    setProgress(null)
    if (file.ok) saveAs(file.value, t('file.name', { from: span.from, to: span.to, format }), clock)
    else if (file.error !== 'cancelled') setFailure(file.error)
  }

  if (progress)
    return (
      <div className={classes.export} role="status">
        <Progress
          w={120}
          value={progress.of === 0 ? 0 : (progress.cases / progress.of) * 100}
          aria-label={t('file.progress')}
        />
        <span>{t('file.read', { cases: progress.cases, of: progress.of })}</span>
        <Button size="compact-xs" variant="subtle" onClick={() => running.current?.abort()}>
          {t('file.cancel')}
        </Button>
      </div>
    )
  return (
    <>
      <div className={classes.export}>
        {EXPORT_FORMATS.map((format) => (
          <Button
            key={format}
            size="xs"
            variant={format === 'xlsx' ? 'filled' : 'default'}
            disabled={!total}
            title={total ? t(`file.hint.${format}`) : t('file.nothing')}
            onClick={() => {
              void save(format)
            }}
          >
            {t(`file.${format}`)}
          </Button>
        ))}
      </div>
      {failure && (
        <div className={classes.failure}>
          <InlineError>{t(`failure.${failure}`)}</InlineError>
        </div>
      )}
    </>
  )
}

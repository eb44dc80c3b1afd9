import { Button } from '@mantine/core'
import { useState } from 'react'

import type { SelfTestReport } from '#shared/contract/ipc/self-test'

import { useTranslation } from '../../../i18n/use-translation'
import { InlineError } from '../../../ui/InlineError'
import { SettingRow } from '../../../ui/Section'
import { selfTestRequests } from '../model/self-test'
import classes from './DiagnosticsSection.module.css'

/** The report, file by file as it would be saved, and only then the button that saves it. */
export function ReportRow() {
  const { t } = useTranslation('settings')
  const [report, setReport] = useState<SelfTestReport | null>(null)
  const [end, setEnd] = useState<'saved' | 'failed' | 'gone' | null>(null)
  const make = async (): Promise<void> => {
    setEnd(null)
    setReport(await selfTestRequests().makeReport())
  }
  const save = async (id: string): Promise<void> => {
    const saved = await selfTestRequests().saveReport({ id })
    setEnd(saved === 'cancelled' ? null : saved)
  }
  return (
    <SettingRow label={t('diagnostics.report')} hint={t('diagnostics.reportHint')}>
      <Button variant="light" onClick={() => void make()}>
        {t('diagnostics.make')}
      </Button>
      {report && (
        <div className={classes.report} role="group" aria-label={t('diagnostics.contents')}>
          {report.files.map(({ name, text }) => (
            <details key={name}>
              <summary>{name}</summary>
              <pre tabIndex={0} aria-label={name}>
                {text}
              </pre>
            </details>
          ))}
          <Button onClick={() => void save(report.id)}>{t('diagnostics.save')}</Button>
        </div>
      )}
      <p role="status" className={classes.facts}>
        {end === 'saved' && t('diagnostics.saved')}
      </p>
      {end !== null && end !== 'saved' && (
        <InlineError>{t(end === 'gone' ? 'diagnostics.gone' : 'diagnostics.saveFailed')}</InlineError>
      )}
    </SettingRow>
  )
}

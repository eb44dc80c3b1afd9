import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'

import { LAYER_NAMES } from '#shared/domain/self-test/describe'
import { reportText } from '#shared/domain/self-test/report-text'
import { layersAtFault, type SelfTestRow } from '#shared/domain/self-test/row'

import { useTranslation } from '../../../i18n/use-translation'
import { BridgeError } from '../../../ipc/client'
import { InlineError } from '../../../ui/InlineError'
import { Section } from '../../../ui/Section'
import { onRowFound, selfTestRequests } from '../model/self-test'
import classes from './DiagnosticsSection.module.css'
import { ReportRow } from './ReportRow'
import { SelfTestRows } from './SelfTestRows'

const isSameRow = (one: SelfTestRow, other: SelfTestRow): boolean =>
  one.layer === other.layer && one.part === other.part

/** The self-test with what to do about what it finds, and the report for whoever helps. */
export function DiagnosticsSection() {
  const { t, i18n } = useTranslation('settings')
  const tongue = i18n.language === 'ru' ? 'ru' : 'en'
  const [rows, setRows] = useState<readonly SelfTestRow[]>([])
  const [isRunning, setIsRunning] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null)
  useEffect(() => {
    const finding = onRowFound((row) => {
      // The answer with all of them may overtake the news of the last ones.
      setRows((known) => (known.some((each) => isSameRow(each, row)) ? known : [...known, row]))
    })
    return () => {
      finding.dispose()
    }
  }, [])

  const run = async (): Promise<void> => {
    setRows([])
    setProblem(null)
    setCopied(null)
    setIsRunning(true)
    try {
      const found = await selfTestRequests().run()
      if (found) setRows(found)
    } catch (error) {
      if (!(error instanceof BridgeError)) throw error
      setProblem(t('diagnostics.broke', { id: error.errorId }))
    }
    setIsRunning(false)
  }
  const copy = (): void => {
    navigator.clipboard.writeText(reportText(rows, tongue)).then(
      () => {
        setCopied('copied')
      },
      () => {
        setCopied('notCopied')
      },
    )
  }
  const layers = layersAtFault(rows).map((layer) => LAYER_NAMES[layer][tongue])
  const isDone = !isRunning && rows.length > 0
  return (
    <Section
      title={t('diagnostics.title')}
      intro={t('diagnostics.intro')}
      action={
        <Button loading={isRunning} onClick={() => void run()}>
          {isDone ? t('diagnostics.again') : t('diagnostics.run')}
        </Button>
      }
    >
      <p role="status" className={classes.verdict} data-verdict={isDone ? (layers.length > 0 ? 'failed' : 'well') : ''}>
        {isRunning
          ? t('diagnostics.running')
          : isDone &&
            (layers.length > 0 ? t('diagnostics.fault', { layers: layers.join(', ') }) : t('diagnostics.well'))}
      </p>
      {problem && <InlineError>{problem}</InlineError>}
      {rows.length > 0 && <SelfTestRows rows={rows} tongue={tongue} />}
      {isDone && (
        <div className={classes.buttons}>
          <Button variant="light" onClick={copy}>
            {t('diagnostics.copy')}
          </Button>
          <span role="status">{copied && t(`diagnostics.${copied}`)}</span>
        </div>
      )}
      <ReportRow />
    </Section>
  )
}

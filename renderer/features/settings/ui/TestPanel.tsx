import { Button, Loader } from '@mantine/core'

import { useTranslation } from '../../../i18n/use-translation'
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '../../../ui/icons'
import { refusedFingerprint, shortDetail, testVerdict, type TestRow } from '../model/sip-test'
import classes from './TestPanel.module.css'

export interface TestPanelProps {
  /** `null` before the first test. */
  readonly rows: readonly TestRow[] | null
  readonly isRunning: boolean
  /** Why the test did not even start. */
  readonly problem: string | null
  readonly onTrust: (fingerprint: string) => void
}

const ICON = { size: 18, stroke: 1.8, 'aria-hidden': true } as const

/** Each layer of the way to the server, what came of it, and at the one that failed what to do. */
export function TestPanel({ rows, isRunning, problem, onTrust }: TestPanelProps) {
  const { t } = useTranslation('settings')
  const { t: tCalls } = useTranslation('calls')
  const verdict = rows && testVerdict(rows)
  const fingerprint = rows && refusedFingerprint(rows)
  const current = isRunning ? rows?.find((row) => row.outcome.kind === 'pending')?.layer : undefined
  return (
    <aside className={classes.root} aria-label={t('test.title')}>
      <h2>{t('test.title')}</h2>
      <p role="status" className={classes.verdict} data-verdict={verdict?.kind}>
        {problem ??
          (isRunning
            ? t('test.running')
            : verdict?.kind === 'passed'
              ? t('test.passed')
              : verdict?.kind === 'failed'
                ? t('test.failed', { layer: t(`test.layer.${verdict.layer}`) })
                : t('test.idle'))}
      </p>
      <ol className={classes.layers}>
        {rows?.map(({ layer, outcome }) => (
          <li key={layer} data-outcome={outcome.kind}>
            {layer === current ? (
              <Loader size={18} />
            ) : outcome.kind === 'passed' ? (
              <IconCircleCheck {...ICON} />
            ) : outcome.kind === 'failed' ? (
              <IconCircleX {...ICON} />
            ) : (
              <IconCircleDashed {...ICON} />
            )}
            <span className={classes.layer}>{t(`test.layer.${layer}`)}</span>
            <span className={`tabular ${classes.outcome}`}>
              {outcome.kind === 'passed'
                ? t('test.ms', { ms: Math.round(outcome.ms) })
                : t(`test.outcome.${outcome.kind}`)}
            </span>
            {outcome.kind === 'failed' && (
              <div className={classes.failure}>
                <p>
                  {tCalls(`failure.${outcome.reason}.what`)} {tCalls(`failure.${outcome.reason}.todo`)}
                </p>
                {outcome.detail && (
                  <p className={classes.detail}>{t('test.detail', { detail: shortDetail(outcome.detail) })}</p>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      {fingerprint && !isRunning && (
        <div className={classes.trust}>
          <p>{t('test.trustWhy', { fingerprint })}</p>
          <Button
            variant="light"
            color="danger"
            onClick={() => {
              onTrust(fingerprint)
            }}
          >
            {t('test.trust')}
          </Button>
        </div>
      )}
    </aside>
  )
}

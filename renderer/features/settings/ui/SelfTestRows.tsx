import { LAYER_NAMES, factLine, outcomeText, type Tongue } from '#shared/domain/self-test/describe'
import type { SelfTestRow } from '#shared/domain/self-test/row'

import { useTranslation } from '../../../i18n/use-translation'
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '../../../ui/icons'
import classes from './DiagnosticsSection.module.css'

const ICONS = { ok: IconCircleCheck, failed: IconCircleX, skipped: IconCircleDashed } as const

export interface SelfTestRowsProps {
  readonly rows: readonly SelfTestRow[]
  readonly tongue: Tongue
}

/** A line for each layer: how it is, why, and what to do. */
export function SelfTestRows({ rows, tongue }: SelfTestRowsProps) {
  const { t } = useTranslation('settings')
  return (
    <ol className={classes.rows} aria-label={t('diagnostics.layers')}>
      {rows.map((row) => {
        const { layer, part, outcome, facts } = row
        const Icon = ICONS[outcome.kind]
        const told = factLine(facts, tongue)
        return (
          <li key={`${layer} ${String(part)}`} data-outcome={outcome.kind}>
            <Icon size={18} stroke={1.8} aria-hidden />
            <b>
              {LAYER_NAMES[layer][tongue]}
              {part !== null && ` ${String(part)}`}
            </b>
            <div>
              <p>{outcomeText(row, tongue)}</p>
              {told !== '' && <p className={classes.facts}>{told}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

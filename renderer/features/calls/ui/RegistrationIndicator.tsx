import { HoverCard, UnstyledButton } from '@mantine/core'

import type { SipLine } from '#shared/contract/ipc/sip'

import { useTranslation } from '../../../i18n/use-translation'
import { IconDeviceLandlinePhone } from '../../../ui/icons'
import { ToneDot } from '../../../ui/ToneDot'
import { lineName, lineTone, summariseLines, summaryTone } from '../model/line-summary'
import { sipRequests, useLines } from '../model/lines'
import { LineState } from './LineState'
import classes from './RegistrationIndicator.module.css'

export interface RegistrationIndicatorProps {
  /** Opens Settings → Lines. */
  readonly onOpenLines: () => void
}

export function RegistrationIndicator({ onOpenLines }: RegistrationIndicatorProps) {
  const lines = useLines()
  if (!lines) return null
  return (
    <RegistrationIndicatorView
      lines={lines}
      onOpenLines={onOpenLines}
      onRetry={(line) => void sipRequests().retryNow({ id: line.account.id })}
    />
  )
}

export interface RegistrationIndicatorViewProps extends RegistrationIndicatorProps {
  readonly lines: readonly SipLine[]
  readonly onRetry: (line: SipLine) => void
}

/** The rail's phone mark: shape and tone for all lines, the state of each in words on hover or focus. */
export function RegistrationIndicatorView({ lines, onOpenLines, onRetry }: RegistrationIndicatorViewProps) {
  const { t } = useTranslation('calls')
  const summary = summariseLines(lines)
  return (
    <HoverCard position="right-end" openDelay={200} closeDelay={150} shadow="md" radius="md" width={300} withinPortal>
      <HoverCard.Target>
        <UnstyledButton
          className={classes.button ?? ''}
          data-tone={summaryTone(summary)}
          aria-label={t('line.rail', { state: t(`line.short.${summary}`) })}
          onClick={onOpenLines}
        >
          <IconDeviceLandlinePhone size={22} stroke={1.6} aria-hidden />
          <i aria-hidden className={classes.mark} />
        </UnstyledButton>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <p className={classes.title}>{t('line.title')}</p>
        {lines.length === 0 && <p className={classes.none}>{t('line.none')}</p>}
        {lines.map((line) => (
          <div key={line.account.id} className={classes.line}>
            <ToneDot tone={lineTone(line)} className={classes.dot} />
            <div>
              <b>{lineName(line)}</b>
              <LineState
                registration={line.registration}
                onRetry={() => {
                  onRetry(line)
                }}
              />
            </div>
          </div>
        ))}
      </HoverCard.Dropdown>
    </HoverCard>
  )
}

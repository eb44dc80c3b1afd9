import { Popover, UnstyledButton } from '@mantine/core'

import type { CallQuality } from '#shared/domain/call'
import { mainTrouble } from '#shared/domain/call-quality'

import { useTranslation } from '../../../i18n/use-translation'
import { lossPercent, qualityText } from '../model/call-text'
import classes from './QualityDot.module.css'

const BARS = [1, 2, 3] as const
const FILLED: Record<CallQuality['verdict'], number> = { good: 3, fair: 2, poor: 1 }

/** Three bars that say by count, not by colour alone; pressed, they say in words and figures how the connection is. */
export function QualityDot({ quality }: { readonly quality: CallQuality }) {
  const { t, i18n } = useTranslation('calls')
  const trouble = mainTrouble(quality)
  const filled = quality.isReceiving ? Math.min(FILLED[quality.verdict], trouble ? 2 : 3) : 0
  const text = qualityText(quality, t, i18n.language)
  const mos = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const figures = [
    [t('quality.mos'), t('quality.mosValue', { mos: mos.format(quality.mos) })],
    [t('quality.loss'), t('quality.percent', { loss: lossPercent(quality, i18n.language) })],
    [t('quality.jitter'), t('quality.ms', { ms: Math.round(quality.jitterMs) })],
    [
      t('quality.roundTrip'),
      quality.roundTripMs === null ? t('quality.unknown') : t('quality.ms', { ms: Math.round(quality.roundTripMs) }),
    ],
  ] as const
  return (
    <Popover position="bottom-end" shadow="md" radius="md" width={300} withinPortal>
      <Popover.Target>
        <UnstyledButton
          className={classes.root ?? ''}
          data-verdict={filled === 3 ? 'good' : 'bad'}
          aria-label={t('quality.label', { text })}
          title={text}
        >
          {BARS.map((bar) => (
            <i key={bar} data-filled={bar <= filled || undefined} style={{ height: `${4 + bar * 3}px` }} />
          ))}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.verdict}>{text}</p>
        {trouble && <p className={classes.advice}>{t('quality.advice')}</p>}
        <dl className={`tabular ${classes.figures}`}>
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  )
}

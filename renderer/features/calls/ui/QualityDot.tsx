import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { CallQuality } from '#shared/domain/call'

import { qualityText } from '../model/call-text'
import classes from './QualityDot.module.css'

const BARS = [1, 2, 3] as const
const FILLED: Record<CallQuality['verdict'], number> = { good: 3, fair: 2, poor: 1 }

/** Three bars that say by count, not by colour alone; the words and figures stand in the tooltip. */
export function QualityDot({ quality }: { readonly quality: CallQuality }) {
  const { t } = useTranslation('calls')
  const filled = quality.isReceiving ? FILLED[quality.verdict] : 0
  const text = qualityText(quality, t)
  return (
    <Tooltip label={text} multiline maw={320}>
      <span
        role="img"
        aria-label={text}
        tabIndex={0}
        className={classes.root}
        data-verdict={filled === 3 ? 'good' : 'bad'}
      >
        {BARS.map((bar) => (
          <i key={bar} data-filled={bar <= filled || undefined} style={{ height: `${4 + bar * 3}px` }} />
        ))}
      </span>
    </Tooltip>
  )
}

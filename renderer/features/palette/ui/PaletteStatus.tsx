import { useTranslation } from '../../../i18n/use-translation'
import type { TextIndexState } from '../../../data/found-message'
import type { PaletteSection } from '../model/palette-rows'
import type { HubMessages } from './use-hub-messages'
import classes from './Palette.module.css'

export interface PaletteStatusProps {
  readonly sections: readonly PaletteSection[]
  /** `null`: not asked yet. */
  readonly index: TextIndexState | null
  readonly hub: HubMessages['state']
  readonly isSettled: boolean
}

/** What a screen reader hears of the answer, and what everybody is to know of how whole it is. */
export function PaletteStatus({ sections, index, hub, isSettled }: PaletteStatusProps) {
  const { t, i18n } = useTranslation('palette')
  const count = sections.reduce((sum, { rows }) => sum + rows.filter(({ kind }) => kind !== 'more').length, 0)
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent' })
  const words =
    index?.kind === 'building'
      ? t('building', { share: share.format(Math.floor(index.share * 100) / 100) })
      : index?.kind === 'unavailable'
        ? t('unavailable')
        : hub === 'offline'
          ? t('offline')
          : hub === 'asking'
            ? t('asking')
            : null
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {isSettled ? (count === 0 ? t('nothing') : t('count', { count })) : ''}
      </div>
      <div className={classes.foot}>
        {words === null ? (
          <span>
            <kbd className="key">↑</kbd> <kbd className="key">↓</kbd> {t('keys.walk')}
          </span>
        ) : (
          <span data-tone={hub === 'asking' && index?.kind === 'ready' ? undefined : 'notice'}>{words}</span>
        )}
        <span>
          <kbd className="key">Enter</kbd> {t('keys.open')}
        </span>
      </div>
    </>
  )
}

import type { ColleagueSnapshot } from '#shared/domain/colleague'

import { useTranslation } from '../../../i18n/use-translation'
import { IconButton } from '../../../ui/IconButton'
import { IconArrowsExchange, IconPhone, IconPhoneIncoming, IconX } from '../../../ui/icons'
import { ToneDot } from '../../../ui/ToneDot'
import { nameOf, PRESENCE_TONES } from '../model/colleagues'
import classes from './Colleagues.module.css'

export interface ColleagueRowProps {
  readonly colleague: ColleagueSnapshot
  readonly onCall: () => void
  readonly onPickUp: () => void
  /** `null`: no call is there that could be transferred. */
  readonly onTransfer: (() => void) | null
  readonly onRemove: () => void
}

/** A colleague's line: a colour, the word for it, and what can be done with it now. */
export function ColleagueRow({ colleague, onCall, onPickUp, onTransfer, onRemove }: ColleagueRowProps) {
  const { t } = useTranslation('calls')
  const { presence, caller, number, name, canPickUp } = colleague
  const who = nameOf(colleague)
  const from = caller?.name ?? caller?.number ?? null
  const word =
    presence.kind === 'unknown'
      ? t('colleagues.unknown', { why: t(`colleagues.why.${presence.why}`) })
      : presence.kind === 'ringing' && from
        ? t('colleagues.ringingFrom', { who: from })
        : t(`colleagues.is.${presence.kind}`)
  return (
    <li className={classes.row}>
      <ToneDot tone={PRESENCE_TONES[presence.kind]} />
      <span className={classes.words}>
        <b title={who}>{who}</b>
        <span title={word} data-whole={presence.kind === 'unknown' || undefined}>
          {name ? `${number} · ${word}` : word}
        </span>
      </span>
      <span className={classes.actions}>
        {canPickUp && (
          <IconButton
            label={t('colleagues.pickUp', { who })}
            size={28}
            tone="accent"
            variant="light"
            onClick={onPickUp}
          >
            <IconPhoneIncoming size={17} stroke={1.7} aria-hidden />
          </IconButton>
        )}
        {onTransfer && (
          <IconButton label={t('colleagues.transfer', { who })} size={28} onClick={onTransfer}>
            <IconArrowsExchange size={17} stroke={1.7} aria-hidden />
          </IconButton>
        )}
        <IconButton label={t('page.callBack', { who })} size={28} tone="accent" onClick={onCall}>
          <IconPhone size={17} stroke={1.7} aria-hidden />
        </IconButton>
        <IconButton label={t('colleagues.remove', { who })} size={28} onClick={onRemove}>
          <IconX size={15} stroke={1.7} aria-hidden />
        </IconButton>
      </span>
    </li>
  )
}

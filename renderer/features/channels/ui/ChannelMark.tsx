import { useTranslation } from 'react-i18next'

import type { ChannelKind } from '#shared/domain/channel'

import classes from './Channels.module.css'

/** Own-drawn letter, never a foreign logo; the word stands beside it. */
export function ChannelMark({ kind }: { readonly kind: ChannelKind }) {
  const { t } = useTranslation('channels')
  return (
    <span className={classes.mark} aria-hidden>
      {t(`kind.${kind}.mark`)}
    </span>
  )
}

import type { ChannelKind } from '#shared/domain/channel'

import { ChannelGlyph } from '../../../ui/ChannelGlyph'
import classes from './Channels.module.css'

/** The word stands beside it. */
export function ChannelMark({ kind }: { readonly kind: ChannelKind }) {
  return (
    <span className={classes.mark}>
      <ChannelGlyph kind={kind} size={18} />
    </span>
  )
}

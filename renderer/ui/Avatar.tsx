import type { ChannelKind } from '#shared/domain/channel'

import classes from './Avatar.module.css'
import { initialsOf, tintOf } from './avatar-look'
import { ChannelGlyph } from './ChannelGlyph'

export interface ChannelMark {
  readonly kind: ChannelKind
  readonly label: string
}

export interface AvatarProps {
  readonly name: string
  /** Same seed, same tint: an id rather than a name. */
  readonly seed: string
  readonly size?: number | string
  readonly imageUrl?: string | null
  readonly mark?: ChannelMark | null
}

/** Decoration beside a written name: hidden from screen readers except for the channel's word. */
export function Avatar({ name, seed, size = 40, imageUrl, mark }: AvatarProps) {
  return (
    <span className={classes.root} style={{ width: size, height: size }} data-tint={tintOf(seed)}>
      <span aria-hidden className={classes.initials}>
        {initialsOf(name)}
      </span>
      {imageUrl && <img className={classes.image} src={imageUrl} alt="" loading="lazy" draggable={false} />}
      {mark && (
        <span className={classes.mark} title={mark.label} role="img" aria-label={mark.label}>
          <ChannelGlyph kind={mark.kind} size={10} />
        </span>
      )}
    </span>
  )
}

import classes from './ToneDot.module.css'

export interface ToneDotProps {
  readonly tone: 'ok' | 'busy' | 'bad' | 'off'
  /** In the place of the tone's own: a status that a company has coloured. */
  readonly colour?: string | undefined
  /** Where it stands; not how it looks. */
  readonly className?: string | undefined
}

/** How something is doing, by colour and by shape. The words stand beside it. */
export function ToneDot({ tone, colour, className }: ToneDotProps) {
  return (
    <i
      aria-hidden
      className={[classes.dot, className].filter(Boolean).join(' ')}
      data-tone={tone}
      {...(colour === undefined ? {} : { style: { background: colour, borderColor: colour } })}
    />
  )
}

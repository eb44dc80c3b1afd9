import classes from './ToneDot.module.css'

export interface ToneDotProps {
  readonly tone: 'ok' | 'busy' | 'bad' | 'off'
  /** Where it stands; not how it looks. */
  readonly className?: string | undefined
}

/** How something is doing, by colour and by shape. The words stand beside it. */
export function ToneDot({ tone, className }: ToneDotProps) {
  return <i aria-hidden className={[classes.dot, className].filter(Boolean).join(' ')} data-tone={tone} />
}

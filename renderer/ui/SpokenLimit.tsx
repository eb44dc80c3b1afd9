import { useState } from 'react'

export interface SpokenLimitProps {
  readonly kind: 'fine' | 'near' | 'over'
  readonly words: string
}

/** Tells a screen reader once that a limit comes near or is passed; the figure beside it, which changes with each key, is for the eye. */
export function SpokenLimit({ kind, words }: SpokenLimitProps) {
  const [said, setSaid] = useState<SpokenLimitProps>({ kind: 'fine', words: '' })
  if (said.kind !== kind) setSaid({ kind, words })
  return (
    <span className="visually-hidden" role="status">
      {said.kind === 'fine' ? '' : said.words}
    </span>
  )
}

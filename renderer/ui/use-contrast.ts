import { useLayoutEffect } from 'react'

import { useMedia } from './use-media'

export type ContrastChoice = 'system' | 'more'

/** Edges and quiet words stand out more where the person or the system wishes so (`tokens.css`). */
export function useContrast(choice: ContrastChoice): void {
  const systemWishes = useMedia('(prefers-contrast: more)')
  const hasMore = choice === 'more' || systemWishes
  useLayoutEffect(() => {
    if (hasMore) document.documentElement.dataset.contrast = 'more'
    else delete document.documentElement.dataset.contrast
  }, [hasMore])
}

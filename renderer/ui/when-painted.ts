import type { Disposable } from '#shared/lib/disposable'

import { afterPaint } from './after-paint'

/**
 * For an effect that nobody waits for: begins once the frame that is being made is on the screen, at once where none is made.
 * What React calls an effect runs before the frame when a press has caused it.
 */
export function whenPainted(begin: () => Disposable | undefined): () => void {
  let isOver = false
  let begun: Disposable | undefined
  const act = () => {
    if (!isOver) begun = begin()
  }
  if (document.hidden) act()
  else afterPaint(act)
  return () => {
    isOver = true
    begun?.dispose()
  }
}

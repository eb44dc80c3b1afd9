import { useEffect, useState } from 'react'

import { isFocusLost } from './lost-focus'

/** Something that takes the focus for a while: once it is gone, what had the focus before has it again. */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // Whoever has gone elsewhere meanwhile stays there.
      if (isFocusLost() && before instanceof HTMLElement && before.isConnected) before.focus()
    },
    [before],
  )
}

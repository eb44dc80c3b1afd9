import type { i18n as I18n } from 'i18next'
import { useCallback, useMemo, useSyncExternalStore, type ReactNode } from 'react'

import { WordsContext } from './words-context'

export interface WordsProviderProps {
  readonly i18n: I18n
  readonly children: ReactNode
}

/** Hears of another language once for all components, of which there are some hundred. */
export function WordsProvider({ i18n, children }: WordsProviderProps) {
  const subscribe = useCallback(
    (onChange: () => void) => {
      i18n.on('languageChanged', onChange)
      return () => {
        i18n.off('languageChanged', onChange)
      }
    },
    [i18n],
  )
  const language = useSyncExternalStore(subscribe, () => i18n.language)
  const spoken = useMemo(() => ({ i18n, language }), [i18n, language])
  return <WordsContext value={spoken}>{children}</WordsContext>
}

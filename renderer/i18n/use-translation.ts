import type { FlatNamespace, i18n as I18n, TFunction } from 'i18next'
import { useCallback, useContext, useSyncExternalStore } from 'react'
import { getI18n, I18nContext, type FallbackNs } from 'react-i18next'

type Namespaces = FlatNamespace | readonly [FlatNamespace, ...FlatNamespace[]] | undefined

interface Words<Ns extends Namespaces> {
  readonly t: TFunction<FallbackNs<Ns>>
  readonly i18n: I18n
}

/** Of each instance, by language and namespaces. */
const known = new WeakMap<I18n, Map<string, TFunction<never>>>()

/**
 * As `useTranslation` of react-i18next, for words that are all here before anything is drawn. That one copies its whole
 * instance and waits for words in each component that says something, and a screen of messages holds a hundred of those.
 */
export function useTranslation<const Ns extends Namespaces = undefined>(namespaces?: Ns): Words<Ns> {
  const i18n = useContext(I18nContext)?.i18n ?? getI18n()
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
  return { t: translator(i18n, language, [namespaces ?? 'common'].flat()) as TFunction<FallbackNs<Ns>>, i18n }
}

/** The very same for the same words, so that nothing that depends on it is made anew. */
function translator(i18n: I18n, language: string, namespaces: readonly FlatNamespace[]): TFunction<never> {
  const ofInstance = known.get(i18n) ?? new Map<string, TFunction<never>>()
  known.set(i18n, ofInstance)
  const key = [language, ...namespaces].join(' ')
  const before = ofInstance.get(key)
  if (before) return before
  const made = i18n.getFixedT(language, namespaces[0], undefined, { scopeNs: namespaces }) as TFunction<never>
  ofInstance.set(key, made)
  return made
}

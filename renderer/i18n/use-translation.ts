import type { FlatNamespace, i18n as I18n, TFunction } from 'i18next'
import { useContext } from 'react'
import { getI18n, type FallbackNs } from 'react-i18next'

import { quickTranslator } from './quick-translator'
import { WordsContext, type Spoken } from './words-context'

type Namespaces = FlatNamespace | readonly [FlatNamespace, ...FlatNamespace[]] | undefined

interface Words<Ns extends Namespaces> {
  readonly t: TFunction<FallbackNs<Ns>>
  /** Another object for another language, so that dates and numbers that were written by it are written anew. */
  readonly i18n: Pick<Spoken, 'language'>
}

/** Of each instance, by language and namespace. */
const known = new WeakMap<I18n, Map<string, TFunction<FlatNamespace>>>()

/**
 * As `useTranslation` of react-i18next, for words that are all here before anything is drawn. That one copies its whole
 * instance and waits for words in each component that says something, and a screen of messages holds a hundred of those.
 */
export function useTranslation<const Ns extends Namespaces = undefined>(namespaces?: Ns): Words<Ns> {
  const context = useContext(WordsContext)
  const spoken = context ?? spokenOf(getI18n())
  const t: unknown = translator(spoken.i18n, spoken.language, firstOf(namespaces))
  return { t: t as TFunction<FallbackNs<Ns>>, i18n: spoken }
}

function spokenOf(i18n: I18n): Spoken {
  return { i18n, language: i18n.language }
}

/** Keys without a namespace are those of the first. */
function firstOf(namespaces: Namespaces): FlatNamespace {
  return typeof namespaces === 'string' ? namespaces : (namespaces?.[0] ?? 'common')
}

/** The very same for the same words, so that nothing that depends on it is made anew. */
function translator(i18n: I18n, language: string, namespace: FlatNamespace): TFunction<FlatNamespace> {
  const ofInstance = known.get(i18n) ?? new Map<string, TFunction<FlatNamespace>>()
  known.set(i18n, ofInstance)
  const key = `${language} ${namespace}`
  const before = ofInstance.get(key)
  if (before) return before
  const made = quickTranslator(
    i18n,
    language,
    namespace,
    i18n.getFixedT<FlatNamespace>(language, namespace) as TFunction,
  )
  ofInstance.set(key, made)
  return made
}

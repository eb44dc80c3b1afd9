import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'

import { withoutTurning } from '#shared/lib/without-turning'

import type { Catalogue } from './catalogue'
import { ru } from './ru'

export type Language = 'ru' | 'en'

export const NAMESPACES = [
  'admin',
  'common',
  'shell',
  'chats',
  'cases',
  'bots',
  'calls',
  'deskPhone',
  'duties',
  'keys',
  'palette',
  'reports',
  'settings',
  'channels',
  'incoming',
  'signIn',
  'supervisor',
] as const

/** Russian, which nearly everybody uses, comes with the window's code; the other is brought when it is asked for. */
const loaders: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  ru: () => Promise.resolve(ru),
  en: async () => (await import('./en')).en,
}

/** Ready to render when it resolves: no component ever waits for words. */
export async function initI18n(language: Language): Promise<I18n> {
  const instance = createInstance()
  await instance.use(initReactI18next).init({
    lng: language,
    resources: { [language]: await loaders[language]() },
    ns: NAMESPACES,
    defaultNS: 'common',
    fallbackLng: false,
    returnNull: false,
    // React escapes what is markup; a name may not turn the sentence round in which it stands.
    interpolation: { escapeValue: true, escape: withoutTurning },
    react: { useSuspense: false },
  })
  return instance
}

export async function changeLanguage(instance: I18n, language: Language): Promise<void> {
  if (instance.language === language) return
  if (!instance.hasResourceBundle(language, 'common')) {
    const catalogue = await loaders[language]()
    for (const namespace of NAMESPACES) instance.addResourceBundle(language, namespace, catalogue[namespace])
  }
  await instance.changeLanguage(language)
}

import { expect, it } from 'vitest'

import { initI18n, NAMESPACES, type Language } from './i18n'
import { quickTranslator } from './quick-translator'

function keysOf(words: unknown, under = ''): string[] {
  if (typeof words === 'string') return [under]
  return Object.entries(words as object).flatMap(([key, value]) =>
    keysOf(value, under === '' ? key : `${under}.${key}`),
  )
}

it.each<Language>(['ru', 'en'])(
  '[L1] says the same as all the rules do, of every word there is (%s)',
  async (language) => {
    const i18n = await initI18n(language)
    const differing: string[] = []
    let said = 0
    for (const namespace of NAMESPACES) {
      const full = i18n.getFixedT(language, namespace) as (key: string, options?: object) => string
      const quick = quickTranslator(i18n, language, namespace, full as never) as unknown as typeof full
      for (const key of keysOf(i18n.getResourceBundle(language, namespace))) {
        const places = [...full(key).matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '')
        const values = Object.fromEntries(
          places.map((name, at) => [name, at % 2 === 0 ? `«${name}» & $t(x) \u202E` : at]),
        )
        for (const options of [undefined, values, { ...values, count: 3 }, { ...values, context: 'other' }, {}]) {
          for (const asked of [key, `${namespace}:${key}`]) {
            said += 1
            if (quick(asked, options) !== full(asked, options)) differing.push(`${asked} ${JSON.stringify(options)}`)
            // Once more, now that it is known.
            if (quick(asked, options) !== full(asked, options)) differing.push(`${asked} again`)
          }
        }
      }
    }
    expect(differing).toEqual([])
    expect(said).toBeGreaterThan(10_000)
  },
)

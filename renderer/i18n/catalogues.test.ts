import { describe, expect, it } from 'vitest'

import { en } from './en'
import { changeLanguage, initI18n, NAMESPACES } from './i18n'
import { ru } from './ru'

const PLURAL = /_(zero|one|two|few|many|other)$/
const catalogues = { ru, en } as const

function entries(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => entries(inner, path ? `${path}.${key}` : key))
}

describe.each(NAMESPACES)('the words of %s', (namespace) => {
  const russian = Object.fromEntries(entries(ru[namespace]))
  const english = Object.fromEntries(entries(en[namespace]))

  it('[L1] exist in both languages', () => {
    const keys = (words: Record<string, string>) =>
      [...new Set(Object.keys(words).map((key) => key.replace(PLURAL, '')))].sort()
    expect(keys(english)).toEqual(keys(russian))
  })

  it('take the same values', () => {
    const values = (text = '') => [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name))].sort()
    for (const [key, text] of Object.entries(russian)) {
      if (PLURAL.test(key)) continue
      expect([key, values(english[key])]).toEqual([key, values(text)])
    }
  })

  it('have every plural form of their language', () => {
    for (const [language, words] of [
      ['ru', russian],
      ['en', english],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const bases = new Set(
        Object.keys(words)
          .filter((key) => PLURAL.test(key))
          .map((key) => key.replace(PLURAL, '')),
      )
      for (const base of bases) {
        const present = Object.keys(words).filter((key) => key.replace(PLURAL, '') === base && PLURAL.test(key))
        expect([language, base, present.map((key) => key.slice(base.length + 1)).sort()]).toEqual([
          language,
          base,
          [...forms].sort(),
        ])
      }
    }
  })

  it('say nothing loudly', () => {
    for (const [key, text] of [...Object.entries(russian), ...Object.entries(english)]) {
      expect([key, text.includes('!')]).toEqual([key, false])
    }
  })

  it('use «ёлочки» in Russian and “quotes” in English', () => {
    for (const [key, text] of [...Object.entries(russian), ...Object.entries(english)]) {
      expect([key, text.includes('"')]).toEqual([key, false])
    }
  })
})

it('every key that the code spells out exists', () => {
  const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const known = new Set(
    NAMESPACES.flatMap((namespace) => entries(ru[namespace]).map(([key]) => `${namespace}:${key.replace(PLURAL, '')}`)),
  )
  const exists = (key: string) =>
    key.includes(':') ? known.has(key) : NAMESPACES.some((namespace) => known.has(`${namespace}:${key}`))
  const missing = Object.entries(sources).flatMap(([file, source]) =>
    [...source.matchAll(/\bt\(\s*'([\w.:]+)'/g)].flatMap(([, key = '']) => (exists(key) ? [] : [`${file} ${key}`])),
  )
  expect(Object.keys(sources).length).toBeGreaterThan(50)
  expect(missing).toEqual([])
})

describe('initI18n', () => {
  it('is ready to speak when it resolves and loads the other language only when asked', async () => {
    const i18n = await initI18n('ru')
    expect(i18n.t('common:guest')).toBe(catalogues.ru.common.guest)
    expect(i18n.hasResourceBundle('en', 'common')).toBe(false)
    await changeLanguage(i18n, 'en')
    expect(i18n.t('common:guest')).toBe(catalogues.en.common.guest)
  })

  it('declines Russian numbers', async () => {
    const i18n = await initI18n('ru')
    const spoken = [1, 2, 5, 21].map((count) => i18n.t('shell:unread', { count }))
    expect(spoken).toEqual([
      '1 непрочитанное сообщение',
      '2 непрочитанных сообщения',
      '5 непрочитанных сообщений',
      '21 непрочитанное сообщение',
    ])
  })
})

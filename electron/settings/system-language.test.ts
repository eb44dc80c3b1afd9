import { describe, expect, it } from 'vitest'

import { systemLanguage, type SystemLanguage } from './system-language'

const linux = (env: SystemLanguage['env'], locale = 'en-US', asked = ''): SystemLanguage => ({
  locale,
  asked,
  platform: 'linux',
  env,
})

describe('the language of a new profile', () => {
  it.each([
    ['ru-RU', 'ru'],
    ['kk', 'ru'],
    ['en-US', 'en'],
    ['de', 'en'],
  ] as const)('follows the system: %s is %s', (locale, language) => {
    expect(systemLanguage(linux({ LANG: 'xx_XX.UTF-8' }, locale))).toBe(language)
  })

  it.each([[{}], [{ LANG: 'C' }], [{ LANG: 'C.UTF-8' }], [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }], [{ LANG: '' }]])(
    'is Russian where a Linux names none: %j',
    (env) => {
      expect(systemLanguage(linux(env))).toBe('ru')
    },
  )

  it('is English where English is asked for', () => {
    expect([
      systemLanguage(linux({ LANG: 'C' }, 'en-US', 'en')),
      systemLanguage(linux({ LANG: 'en_US.UTF-8' })),
      systemLanguage({ locale: 'en-US', asked: '', platform: 'win32', env: {} }),
    ]).toEqual(['en', 'en', 'en'])
  })
})

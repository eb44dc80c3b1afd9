import { expect, it } from 'vitest'

import { initI18n } from './i18n'

it('[I9] a name turns no letters of a sentence round, and is told as it was written besides', async () => {
  const { t } = await initI18n('ru')
  const said = t('cases:status.self', { name: 'Анна\u202Eтак <b>&amp; {{name}} $t(common:close)\u2069' })
  expect(said).toBe('Аннатак <b>&amp; {{name}} $t(common:close) (это я)')
})

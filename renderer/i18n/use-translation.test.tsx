// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import { changeLanguage, initI18n } from './i18n'
import { en } from './en'
import { ru } from './ru'
import { useTranslation } from './use-translation'
import { WordsProvider } from './WordsProvider'

afterEach(cleanup)

it('[L1] speaks the language in force, of the first namespace by bare keys and of others by theirs', async () => {
  const i18n = await initI18n('ru')
  const translators: unknown[] = []
  function Words() {
    const { t } = useTranslation(['chats', 'common'])
    translators.push(t)
    return (
      <p>
        {t('composer.send')} · {t('common:guest')}
      </p>
    )
  }
  const shown = () => (
    <WordsProvider i18n={i18n}>
      <Words />
    </WordsProvider>
  )
  const { rerender } = render(shown())
  const words = ({ chats, common }: typeof ru | typeof en) => `${chats.composer.send} · ${common.guest}`
  expect(screen.getByRole('paragraph').textContent).toBe(words(ru))
  rerender(shown())
  expect(new Set(translators).size).toBe(1)
  await act(() => changeLanguage(i18n, 'en'))
  expect(screen.getByRole('paragraph').textContent).toBe(words(en))
  expect(new Set(translators).size).toBe(2)
})

it('[L1] writes dates and numbers anew in another language', async () => {
  const i18n = await initI18n('ru')
  function Numbers() {
    const { i18n: spoken } = useTranslation()
    const of = (value: number) => new Intl.NumberFormat(spoken.language).format(value)
    return [1.5, 2.5].map((value) => <p key={value}>{of(value)}</p>)
  }
  render(
    <WordsProvider i18n={i18n}>
      <Numbers />
    </WordsProvider>,
  )
  const shown = () => screen.getAllByRole('paragraph').map(({ textContent }) => textContent)
  expect(shown()).toEqual(['1,5', '2,5'])
  await act(() => changeLanguage(i18n, 'en'))
  expect(shown()).toEqual(['1.5', '2.5'])
})

// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { KeyStates, LinkOpener } from '#shared/contract/ipc/links'

import { FakeMain } from '../../../testing/fake-main'
import { show } from '../../../testing/show'
import { LinksSection } from './LinksSection'

const settings = {
  language: 'ru',
  answerHotkey: 'CommandOrControl+Shift+A',
  hangUpHotkey: null,
  dialHotkey: 'Alt+D',
  dialAtOnce: false,
}
let openers: LinkOpener[] = []
const main = new FakeMain()
  .install()
  .answer('app:get-settings', () => settings)
  .answer('app:change-settings', (change) => ({ ok: true, value: { ...settings, ...(change as object) } }))
  .answer('links:list-openers', () => openers)
  .answer('links:get-keys', () => ({ answer: 'ready', hangUp: 'off', dial: 'ready' }) satisfies KeyStates)

const all = (opener: LinkOpener['opener']): LinkOpener[] =>
  (['tel', 'callto', 'sip', 'sips'] as const).map((scheme) => ({ scheme, opener }))
const theSwitch = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Открывать ссылки с номерами в Otklik' })

beforeEach(() => {
  openers = all({ kind: 'nobody' })
  main.asked.length = 0
})
afterEach(cleanup)

describe('links', () => {
  it('[K16] the switch shows who really opens them', async () => {
    openers = [
      ...all({ kind: 'otklik' }).slice(1),
      { scheme: 'tel', opener: { kind: 'other', name: 'Skype', isRegistered: true } },
    ]
    await show(<LinksSection />)
    expect((await screen.findByText('tel: открывает «Skype»')).tagName).toBe('LI')
    expect([theSwitch().checked, screen.getAllByText(/: открывает Otklik$/)]).toEqual([
      false,
      expect.objectContaining({ length: 3 }),
    ])
  })

  it('[K16] says what to do where the system keeps the choice for itself', async () => {
    main.answer('links:set-opener', () => openers)
    await show(<LinksSection />)
    await screen.findByText('tel: не открывает никто')
    await act(async () => {
      fireEvent.click(theSwitch())
    })
    expect(main.askedOf('links:set-opener')).toEqual([{ isOurs: true }])
    expect(theSwitch().checked).toBe(false)
    expect(screen.getByRole('status').textContent).toContain('Система не назначила Otklik')
  })

  it('[K16] is on once the system took Otklik', async () => {
    main.answer('links:set-opener', () => all({ kind: 'otklik' }))
    await show(<LinksSection />)
    await screen.findByText('tel: не открывает никто')
    await act(async () => {
      fireEvent.click(theSwitch())
    })
    expect([theSwitch().checked, screen.queryByRole('status')]).toEqual([true, null])
  })
})

describe('keys over all programs', () => {
  it('[K16] a conflict is told in words at the key it is of', async () => {
    await show(<LinksSection />)
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Набрать выделенный номер' })
    expect(field.value).toBe('Alt D')
    act(() => {
      main.send('links:keys-changed', { answer: 'ready', hangUp: 'off', dial: 'taken' } satisfies KeyStates)
    })
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/Сочетание занято системой/)).toBeTruthy()
  })

  it('[K16] takes the pressed combination', async () => {
    await show(<LinksSection />)
    const field = await screen.findByRole('textbox', { name: 'Завершить звонок' })
    await act(async () => {
      fireEvent.keyDown(field, { code: 'KeyH', altKey: true })
    })
    expect(main.askedOf('app:change-settings')).toEqual([{ hangUpHotkey: 'Alt+H' }])
  })
})

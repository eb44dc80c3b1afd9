// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { useEffect, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { isFocusLost } from '../ui/lost-focus'
import { useFocusHome } from './use-focus-home'

let frames: FrameRequestCallback[] = []

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  // Nothing is laid out here: what is not hidden by its attribute is shown.
  vi.spyOn(Element.prototype, 'getClientRects').mockImplementation(function (this: Element) {
    return (this.closest('[hidden]') ? [] : [{}]) as unknown as DOMRectList
  })
})
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function Desk({ children }: { readonly children?: ReactNode }) {
  useFocusHome()
  return (
    <>
      <section data-part="list">
        <div id="chat-list" tabIndex={0} aria-label="Список" />
      </section>
      <main data-part="conversation">
        <button>Взять</button>
        <button>Закрыть</button>
        <textarea aria-label="Сообщение" />
      </main>
      {children}
    </>
  )
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name })
const focusOn = (element: HTMLElement): void => {
  act(() => {
    element.focus()
  })
}

/** As Chromium does it: what goes away loses the focus before. */
function remove(element: HTMLElement): void {
  const held = document.activeElement
  if (held instanceof HTMLElement && element.contains(held)) held.blur()
  element.remove()
}

function disable(element: HTMLElement): void {
  element.blur()
  element.setAttribute('disabled', '')
}

function twoFrames(): void {
  for (let frame = 0; frame < 2; frame += 1) for (const task of frames.splice(0)) task(0)
}

it('[L2] a control that goes by its own deed leaves the focus in its part, without a key', () => {
  render(<Desk />)
  focusOn(button('Взять'))
  remove(button('Взять'))
  expect(document.activeElement).toBe(document.body)
  twoFrames()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Сообщение' }))
})

it('[L2] where nothing can be written any more the last message has the focus', () => {
  render(<Desk />)
  const composer = screen.getByRole('textbox', { name: 'Сообщение' })
  composer.insertAdjacentHTML(
    'beforebegin',
    '<p data-message="1" tabindex="-1">Да</p><p data-message="2" tabindex="0">Нет</p>',
  )
  focusOn(composer)
  remove(composer)
  twoFrames()
  expect(document.activeElement).toBe(screen.getByText('Нет'))
})

it('[L2] who leaves a dialog, by its menu too, is back at what opened them', () => {
  render(<Desk />)
  focusOn(button('Закрыть'))
  document.body.insertAdjacentHTML('beforeend', '<div role="menu"><a href="#" role="menuitem">Заблокировать</a></div>')
  focusOn(screen.getByRole('menuitem'))
  document.body.insertAdjacentHTML(
    'beforeend',
    '<div role="dialog" aria-modal="true"><input aria-label="Причина"><button>Готово</button></div>',
  )
  focusOn(screen.getByRole('textbox', { name: 'Причина' }))
  remove(screen.getByRole('menu'))
  twoFrames()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Причина' }))
  focusOn(button('Готово'))
  remove(screen.getByRole('dialog'))
  twoFrames()
  expect(document.activeElement).toBe(button('Закрыть'))
})

it('[L2] the opener of a dialog is gone with it: the part that it was in has the focus', () => {
  render(<Desk />)
  focusOn(button('Закрыть'))
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog" aria-modal="true"><button>Готово</button></div>')
  focusOn(button('Готово'))
  remove(button('Закрыть'))
  remove(screen.getByRole('dialog'))
  twoFrames()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Сообщение' }))
})

it('[L2] what goes within a dialog leaves the focus in the dialog', () => {
  render(<Desk />)
  focusOn(button('Закрыть'))
  document.body.insertAdjacentHTML(
    'beforeend',
    '<div role="dialog" aria-modal="true"><button>Дальше</button><button>Отменить</button></div>',
  )
  focusOn(button('Дальше'))
  remove(button('Дальше'))
  twoFrames()
  expect(document.activeElement).toBe(button('Отменить'))
})

it('[L2] a toast that goes gives the focus back to where one was, not to another toast', () => {
  render(<Desk />)
  focusOn(screen.getByLabelText('Список'))
  document.body.insertAdjacentHTML(
    'beforeend',
    '<div data-portal="true"><button>Отменить</button><button>Другое</button></div>',
  )
  focusOn(button('Отменить'))
  remove(button('Отменить'))
  twoFrames()
  expect(document.activeElement).toBe(screen.getByLabelText('Список'))
})

it('[L2] a button that waits has the focus again once it can be pressed', async () => {
  render(<Desk />)
  const take = button('Взять')
  focusOn(take)
  take.dataset['loading'] = 'true'
  disable(take)
  twoFrames()
  expect(document.activeElement).toBe(document.body)
  delete take.dataset['loading']
  take.removeAttribute('disabled')
  await vi.waitFor(() => {
    expect(document.activeElement).toBe(take)
  })
})

it('[L2] a button that has nothing more to do leaves the focus to what it stands in', () => {
  render(
    <Desk>
      <section tabIndex={-1} aria-label="Адреса">
        <button>Сохранить</button>
      </section>
    </Desk>,
  )
  focusOn(button('Сохранить'))
  disable(button('Сохранить'))
  twoFrames()
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Адреса' }))
})

it('[L2] a click beside everything calls nobody back, and who has gone elsewhere stays there', () => {
  render(<Desk />)
  focusOn(button('Взять'))
  button('Взять').blur()
  twoFrames()
  expect(document.activeElement).toBe(document.body)
  focusOn(button('Взять'))
  remove(button('Взять'))
  focusOn(screen.getByLabelText('Список'))
  twoFrames()
  expect(document.activeElement).toBe(screen.getByLabelText('Список'))
})

function Late() {
  useEffect(() => {
    if (isFocusLost()) button('Поздний').focus()
  }, [])
  return <button>Поздний</button>
}

it.each([
  ['takes it', false],
  ['leaves it to whoever goes on from there', true],
])('[L2] who comes later than the place that stood in for it %s', (_, isKeyPressed) => {
  const { rerender } = render(<Desk />)
  focusOn(button('Взять'))
  remove(button('Взять'))
  twoFrames()
  const standIn = screen.getByRole('textbox', { name: 'Сообщение' })
  expect(document.activeElement).toBe(standIn)
  if (isKeyPressed) window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA' }))
  rerender(
    <Desk>
      <Late />
    </Desk>,
  )
  expect(document.activeElement).toBe(isKeyPressed ? standIn : button('Поздний'))
})

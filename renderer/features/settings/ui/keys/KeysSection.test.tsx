// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { KeyChoices } from '#shared/domain/keys/keys-in-force'

import { FakeMain } from '../../../../testing/fake-main'
import { show } from '../../../../testing/show'

/** The screens keep what they heard of main; each test has them anew. */
beforeEach(() => {
  vi.resetModules()
})
afterEach(cleanup)

async function showKeys(keys: KeyChoices = {}, isLocked = false) {
  let settings = { keys, answerHotkey: null, hangUpHotkey: 'CommandOrControl+Shift+1', dialHotkey: null }
  const main = new FakeMain()
    .answer('app:get-settings', () => settings)
    .answer('app:change-settings', (change) => {
      settings = { ...settings, ...(change as { keys: KeyChoices }) }
      return { ok: true, value: settings }
    })
    .answer('policy:get-state', () => ({
      places: [],
      managed: isLocked ? [{ key: 'look.keys', rule: 'locked', value: '', waits: false }] : [],
      problems: [],
    }))
    .install()
  const { KeysSection } = await import('./KeysSection')
  await show(<KeysSection />)
  await screen.findByRole('heading', { name: 'Клавиши' })
  return { chosen: () => settings.keys, main }
}

function press(code: string, held: object = {}): void {
  const target = document.activeElement ?? document.body
  fireEvent.keyDown(target, { code, ...held })
}

async function listenFor(name: RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name })
  button.focus()
  fireEvent.click(button)
  await screen.findByText('Нажмите сочетание')
}

const CTRL = { ctrlKey: true }
const CTRL_SHIFT = { ctrlKey: true, shiftKey: true }

describe('[L2] keys in the settings', () => {
  it('a pressed combination is the action’s at once, and the screen reader hears it', async () => {
    const { chosen } = await showKeys()
    await listenFor(/^Изменить клавишу: Все клавиши, сейчас F1/)
    press('KeyJ', CTRL)
    await screen.findByText('Все клавиши: теперь Ctrl J.')
    expect(chosen()).toEqual({ cheatSheet: 'Ctrl+KeyJ' })
    const button = screen.getByRole('button', { name: 'Изменить клавишу: Все клавиши, сейчас Ctrl J' })
    expect(document.activeElement).toBe(button)
    fireEvent.click(screen.getByRole('button', { name: 'Вернуть обычную клавишу F1: Все клавиши' }))
    await screen.findByText('Все клавиши: теперь F1.')
    expect(chosen()).toEqual({})
  })

  it('a taken one is named with who has it: exchanged, taken away, or left', async () => {
    const { chosen } = await showKeys()
    await listenFor(/^Изменить клавишу: Выключить или включить микрофон/)
    press('KeyD', CTRL_SHIFT)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe('Ctrl Shift D занято: Удержать или снять с удержания')
    expect(document.activeElement?.textContent).toBe('Поменять местами')
    expect(chosen()).toEqual({})
    fireEvent.click(screen.getByRole('button', { name: 'Поменять местами' }))
    await screen.findByText(/^Выключить или включить микрофон: теперь Ctrl Shift D\. Удержать.*теперь Ctrl Shift M\.$/)
    expect(chosen()).toEqual({ mute: 'Ctrl+Shift+KeyD', hold: 'Ctrl+Shift+KeyM' })

    await listenFor(/^Изменить клавишу: Перевести звонок/)
    press('KeyM', CTRL_SHIFT)
    fireEvent.click(await screen.findByRole('button', { name: 'Забрать' }))
    await screen.findByRole('button', { name: 'Назначить клавишу: Удержать или снять с удержания' })
    expect(chosen()).toEqual({ mute: 'Ctrl+Shift+KeyD', hold: null, transfer: 'Ctrl+Shift+KeyM' })
  })

  it.each([
    ['KeyJ', {}, /нужна тексту/],
    ['KeyC', CTRL, /копировать, вставить/],
    ['Tab', CTRL, /Tab переводит фокус/],
    ['Escape', { shiftKey: true }, /Escape закрывает/],
    ['Digit1', CTRL_SHIFT, /клавишей поверх всех программ: Завершить звонок/],
    ['Escape', { shiftKey: true, altKey: true }, /Escape закрывает/],
    ['Launch', {}, /не знает/],
  ])('%s with %o is refused with the reason, and nothing changes', async (code, held, reason) => {
    const { chosen } = await showKeys()
    await listenFor(/^Изменить клавишу: Удержать/)
    press(code, held)
    expect((await screen.findByRole('alert')).textContent).toMatch(reason)
    fireEvent.click(screen.getByRole('button', { name: 'Отмена' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Изменить клавишу: Удержать/)
    expect(chosen()).toEqual({})
  })

  it('Escape leaves it as it was; what means the same everywhere is not offered', async () => {
    const { chosen } = await showKeys()
    await listenFor(/^Изменить клавишу: Удержать/)
    press('Escape')
    await screen.findByText('Осталось как было.')
    expect(chosen()).toEqual({})
    expect(screen.queryByRole('button', { name: /Назад, к списку/ })).toBeNull()
  })

  it('finds an action by its words and by its key', async () => {
    await showKeys()
    const find = screen.getByRole('searchbox', { name: 'Найти действие или клавишу' })
    fireEvent.change(find, { target: { value: 'ctrl k' } })
    expect(screen.getByRole('button', { name: /^Изменить клавишу: Найти человека/ })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Изменить клавишу: Удержать/ })).toBeNull()
    fireEvent.change(find, { target: { value: 'отложить' } })
    expect(within(screen.getByRole('region', { name: 'Переписка и обращение' })).getAllByRole('listitem')).toHaveLength(
      1,
    )
    fireEvent.change(find, { target: { value: 'чего нет' } })
    expect(screen.getByText(/^Нет ни действия, ни клавиши «чего нет»\.$/)).toBeTruthy()
  })

  it('choices that do not fit are said and kept until they are let go', async () => {
    const { chosen } = await showKeys({ flyAway: 'F8', mute: 'Ctrl+KeyC', quiet: 'Ctrl+KeyF', hold: 'F8' })
    expect(await screen.findByText(/«flyAway»: такого действия в этой версии нет/)).toBeTruthy()
    expect(screen.getByText('Выключить или включить микрофон: Ctrl C назначить нельзя')).toBeTruthy()
    expect(screen.getByText('Не беспокоить: Ctrl F занято другим действием')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Забыть их' }))
    await vi.waitFor(() => {
      expect(chosen()).toEqual({ hold: 'F8' })
    })
  })

  it('all go back at once; where the company has locked them none can be changed', async () => {
    const { chosen } = await showKeys({ hold: 'F8' })
    fireEvent.click(await screen.findByRole('button', { name: 'Вернуть все обычные' }))
    await screen.findByText('Все клавиши снова обычные.')
    expect(chosen()).toEqual({})
    cleanup()
    vi.resetModules()
    await showKeys({ hold: 'F8' }, true)
    const hold = await screen.findByRole('button', { name: /^Изменить клавишу: Удержать/ })
    await vi.waitFor(() => {
      expect(hold).toHaveProperty('disabled', true)
    })
    expect(screen.getByRole('button', { name: 'Вернуть все обычные' })).toHaveProperty('disabled', true)
  })
})

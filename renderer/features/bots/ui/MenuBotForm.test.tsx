// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { BotId } from '#shared/domain/ids'

import { show } from '../../../testing/show'
import { MenuBotForm } from './MenuBotForm'

const BOT = {
  kind: 'menu',
  id: '0199d3a0-0000-7000-8000-000000000001' as BotId,
  name: 'Помощник',
  menu: {
    startId: 'a',
    screens: [
      {
        id: 'a',
        text: 'Чем помочь?',
        choices: [
          { label: 'Доставка', then: { kind: 'screen', screenId: 'b' } },
          { label: 'Сотрудник', then: { kind: 'handOver' } },
        ],
      },
      { id: 'b', text: 'Везём два дня.', choices: [{ label: 'Спасибо', then: { kind: 'close' } }] },
    ],
  },
} as const

afterEach(cleanup)

async function form() {
  const onSave = vi.fn(async () => true)
  await show(<MenuBotForm bot={BOT} isNew={false} isBusy={false} onSave={onSave} />)
  return onSave
}
const click = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name }))
  })
const type = (name: string, value: string) => {
  fireEvent.change(screen.getByLabelText(name), { target: { value } })
}
const preview = () => within(screen.getByRole('region', { name: 'Проверка' }))
const said = () => [...preview().getByRole('log').children].map(({ textContent }) => textContent)

describe('[Q5] a menu drawn without code', () => {
  it('plays the talk as the client sees it, and with every edit anew', async () => {
    await form()
    type('Ответ клиента', 'доставка')
    await click('Отправить')
    type('Ответ клиента', '1')
    await click('Отправить')
    expect(said()).toEqual([
      'КлиентЗдравствуйте',
      'БотЧем помочь?\n\n1. Доставка\n2. Сотрудник',
      'Клиентдоставка',
      'БотВезём два дня.\n\n1. Спасибо',
      'Клиент1',
      'Обращение завершено.',
    ])
    type('Текст экрана 2', 'Везём за день.')
    expect(said()[3]).toBe('БотВезём за день.\n\n1. Спасибо')
    await click('Сначала')
    expect(said()).toHaveLength(2)
  })

  it('names mistakes while they are made, and does not save them', async () => {
    const onSave = await form()
    type('Экран 1, пункт 2', 'доставка!')
    expect(screen.getByText('Клиент не отличит этот пункт от другого. Назовите иначе.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Сохранить' }).hasAttribute('disabled')).toBe(true)
    type('Экран 1, пункт 2', 'Сотрудник')
    await click('Удалить экран 2')
    expect(screen.getByText('Этого экрана больше нет. Выберите, что дальше.')).toBeTruthy()
    await click('Удалить: экран 1, пункт 1')
    await click('Сохранить')
    expect(onSave).toHaveBeenCalledWith({
      ...BOT,
      menu: { startId: 'a', screens: [{ ...BOT.menu.screens[0], choices: [BOT.menu.screens[0].choices[1]] }] },
    })
  })

  it('warns of a screen that nothing leads to, and marks what is empty only on saving', async () => {
    const onSave = await form()
    await click('Добавить экран')
    expect(screen.getByText('К этому экрану не ведёт ни один пункт.')).toBeTruthy()
    expect(screen.queryByText('Заполните это поле')).toBeNull()
    await click('Сохранить')
    expect(screen.getByText('Заполните это поле')).toBeTruthy()
    type('Текст экрана 3', 'Третий')
    await click('Сохранить')
    expect(onSave).toHaveBeenCalledOnce()
  })
})

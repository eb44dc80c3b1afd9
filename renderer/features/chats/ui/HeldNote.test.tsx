// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { HeldReason } from '#shared/domain/delivery'
import type { Message } from '#shared/domain/message'

import { demoRows } from '../../../data/demo-rows'
import { show } from '../testing/show'
import { HeldNote } from './HeldNote'

afterEach(cleanup)

const own = demoRows(0).messages.find(({ direction, content }) => direction === 'out' && content.kind === 'text')

function held(reason: HeldReason, detail: string | null = null) {
  if (!own) throw new Error('the demo rows have no own text')
  const failure = { state: 'failed', reason, detail } as const
  const message: Message = { ...own, delivery: failure }
  return { message, failure }
}

describe('an answer that is held', () => {
  it.each([
    ['ru', 'answeredMeanwhile', 'Анна Котова', 'пока вы писали, клиенту ответили (Анна Котова)'],
    ['ru', 'answeredMeanwhile', null, 'клиенту уже ответили'],
    ['ru', 'clientWroteMeanwhile', null, 'клиент написал ещё'],
    ['en', 'answeredMeanwhile', 'Anna', 'Anna answered the client'],
    ['en', 'clientWroteMeanwhile', null, 'the client wrote more'],
  ] as const)('[Q21] says why, in %s, %s by %s', async (language, reason, detail, words) => {
    await show(<HeldNote {...held(reason, detail)} onEdit={vi.fn()} />, { language })
    expect(screen.getByRole('alert').textContent).toContain(words)
  })

  it('[Q21] is sent all the same, changed or given up', async () => {
    const { message, failure } = held('answeredMeanwhile')
    const onEdit = vi.fn()
    const { data } = await show(<HeldNote message={message} failure={failure} onEdit={onEdit} />)
    fireEvent.click(screen.getByRole('button', { name: 'Отправить всё равно' }))
    fireEvent.click(screen.getByRole('button', { name: 'Изменить' }))
    fireEvent.click(screen.getByRole('button', { name: 'Убрать' }))
    expect(data.wishes).toEqual([
      { kind: 'retry', messageId: message.id },
      { kind: 'discard', messageId: message.id },
    ])
    expect(onEdit).toHaveBeenCalledWith(message)
  })
})

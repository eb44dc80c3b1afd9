// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { DeliveryState, SendFailure } from '#shared/domain/delivery'
import type { MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { demoChannel, demoId, demoRows } from '../../../data/demo-rows'
import { en } from '../../../i18n/en'
import { ru } from '../../../i18n/ru'
import { failureActions } from '../model/failure-actions'
import { show } from '../testing/show'
import { FailedNote } from './FailedNote'

afterEach(cleanup)

const reasons = Object.keys(failureActions) as SendFailure[]
const own = demoRows(0).messages.find(({ direction, content }) => direction === 'out' && content.kind === 'text')

function failedMessage(
  reason: SendFailure,
  text = 'Ответ',
): { message: Message; failure: { state: 'failed'; reason: SendFailure; detail: null } } {
  if (!own) throw new Error('the demo rows have no own text')
  const failure = { state: 'failed', reason, detail: null } as const
  return {
    message: { ...own, id: demoId<MessageId>('message', 7), content: { kind: 'text', text }, delivery: failure },
    failure,
  }
}

describe.each(['ru', 'en'] as const)('a message that was refused, in %s', (language) => {
  it.each(reasons)('[M23] says what happened and what to do about %s', async (reason) => {
    const { message, failure } = failedMessage(reason)
    await show(<FailedNote message={message} failure={failure} channel={demoChannel(0)} onEdit={() => undefined} />, {
      language,
    })
    const words = screen.getByRole('alert').textContent
    expect(words).toMatch(/[.]\s.+[.]/)
    expect(words).not.toMatch(/failure\.|\{\{/)
  })
})

describe('what can be done about it', () => {
  it('[M23] counts by how much the text must shrink', async () => {
    const { message, failure } = failedMessage('tooLong', 'а'.repeat(1037))
    await show(<FailedNote message={message} failure={failure} channel={demoChannel(0)} onEdit={() => undefined} />)
    expect(screen.getByRole('alert').textContent).toContain('сократите на 37')
  })

  it('[M23] retries, edits and gives up by its buttons', async () => {
    const { message, failure } = failedMessage('rejected')
    const onEdit = vi.fn()
    const { data } = await show(
      <FailedNote message={message} failure={failure} channel={demoChannel(0)} onEdit={onEdit} />,
    )
    fireEvent.click(screen.getByRole('button', { name: 'Повторить' }))
    fireEvent.click(screen.getByRole('button', { name: 'Исправить' }))
    fireEvent.click(screen.getByRole('button', { name: 'Убрать' }))
    expect(data.wishes).toEqual([
      { kind: 'retry', messageId: message.id },
      { kind: 'discard', messageId: message.id },
    ])
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(message)
  })
})

it('[M23] every state of delivery has words in both languages', () => {
  const states: Readonly<Record<DeliveryState, true>> = {
    local: true,
    scheduled: true,
    queued: true,
    sending: true,
    unknown: true,
    sent: true,
    delivered: true,
    read: true,
    failed: true,
  }
  for (const catalogue of [ru, en])
    expect(Object.keys(catalogue.chats.delivery)).toEqual(expect.arrayContaining(Object.keys(states)))
})

// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import type { Message, PhoneCallContent } from '#shared/domain/message'

import { demoRows } from '../../../data/demo-rows'
import { show } from '../testing/show'
import { PeopleProvider } from './names'
import { TimelineLine } from './TimelineLine'

afterEach(cleanup)

const found = demoRows(0).messages.find(({ content }) => content.kind === 'phoneCall')
if (found?.content.kind !== 'phoneCall') throw new Error('The demo has a call.')
const call: PhoneCallContent = found.content

async function line(change: Partial<PhoneCallContent>, language: 'ru' | 'en' = 'ru'): Promise<string> {
  const message: Message = { ...(found as Message), content: { ...call, ...change } }
  const shown = (
    <PeopleProvider>
      <TimelineLine message={message} channel={null} isLast />
    </PeopleProvider>
  )
  await show(shown, { language })
  return (screen.getByRole('article').firstElementChild?.nextElementSibling?.textContent ?? '').replace(/\u00a0/g, ' ')
}

it.each([
  [{}, 'Входящий звонок · +7 917 204-10-02 · разговор 3:04'],
  [
    { route: 'page', number: '', direction: 'outgoing', outcome: 'noAnswer', durationMs: 0 },
    'Исходящий звонок · на странице чата · не ответили',
  ],
] as const)('[K6] [K10] a call says which way it went: %o', async (change, words) => {
  expect(await line(change)).toBe(words)
})

it('[L1] in English too', async () => {
  expect(await line({ route: 'page', number: '', direction: 'outgoing' }, 'en')).toContain('on the chat page')
})

it('[K10] what colleagues wrote about a call stands under it, for them alone', async () => {
  const { me } = demoRows(0)
  await line({ remarks: [{ agentId: me.id, text: 'перезвонить в среду', writtenAtMs: 0 }] })
  const words = screen.getByRole('note', { name: /^Комментарий к.звонку$/ }).textContent.replace(/\u00a0/g, ' ')
  expect(words).toBe(`${me.name} · комментарий к звонку, видят только сотрудникиперезвонить в среду`)
})

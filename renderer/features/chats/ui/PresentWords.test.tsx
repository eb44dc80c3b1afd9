// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import { demoRows } from '../../../data/demo-rows'
import { show } from '../testing/show'
import { PeopleProvider } from './names'
import { PresentWords } from './PresentWords'

afterEach(cleanup)

const { chats, agents } = demoRows(0)

it.each([
  ['ru', 'смотрит', 'пишет'],
  ['en', 'is looking', 'is writing'],
] as const)(
  '[Q21] says in words who looks and who writes, in %s, and nothing of oneself',
  async (language, looks, writes) => {
    const [chat] = chats
    const [me, anna, boris] = agents
    if (!chat || !me || !anna || !boris) throw new Error('the demo rows have too few people')
    const { data } = await show(
      <PeopleProvider>
        <PresentWords chatId={chat.id} meId={me.id} className="present" />
      </PeopleProvider>,
      { language },
    )
    act(() => {
      data.setPresent(chat.id, [
        { agentId: anna.id, isWriting: false },
        { agentId: boris.id, isWriting: true },
      ])
    })
    expect(await screen.findByTitle(`${boris.name} ${writes}, ${anna.name} ${looks}`)).toBeTruthy()
    act(() => {
      data.setPresent(chat.id, [{ agentId: me.id, isWriting: true }])
    })
    expect(document.querySelector('.present')).toBeNull()
  },
)

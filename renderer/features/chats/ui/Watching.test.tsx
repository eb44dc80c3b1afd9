// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'

import type { CaseState } from '#shared/domain/case'
import type { ChatId } from '#shared/domain/ids'

import { demoId, demoMessage, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { show } from '../testing/show'
import { Conversation } from './Conversation'
import { PeopleProvider } from './names'
import { NoteBubble } from './NoteBubble'
import { WhisperReply } from './whisper-reply'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const chatId = demoId<ChatId>('chat', 3)
const rows = demoRows(0)
const [me, colleague] = rows.agents
if (!me || !colleague) throw new Error('the demo rows have too few people')

async function openAs(watching: { readonly join: () => void; readonly leave: () => void }, state: CaseState) {
  const data = new FakeDeskData(rows)
  const looks: (ChatId | null)[] = []
  vi.spyOn(data, 'lookAt').mockImplementation((id) => {
    looks.push(id)
  })
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const found = rows.chats.find(({ id }) => id === chatId)
  const channel = rows.channels.find(({ id }) => id === found?.channelId) ?? null
  if (!found) throw new Error('the demo rows have no third chat')
  await show(
    <PeopleProvider>
      <Conversation
        chat={{ ...found, unread: 2, case: { ...found.case, state }, draftText: null }}
        channel={channel}
        me={me ?? null}
        focusRequest={0}
        onMarkUnread={vi.fn()}
        watching={watching}
        isContextOpen={false}
        onContextOpen={vi.fn()}
        onBack={null}
      />
    </PeopleProvider>,
    { data },
  )
  return { data, looks }
}

const hers: CaseState = { kind: 'assigned', agentId: colleague.id, teamId: null, sinceMs: 0, answerByMs: null }
const kinds = (data: FakeDeskData) => data.wishes.map((wish) => (wish.kind === 'command' ? wish.name : wish.kind))

it('[V2] who looks on is nowhere present, marks nothing as read, and it is written down once', async () => {
  const handleLeave = vi.fn()
  const handleJoin = vi.fn()
  const { data, looks } = await openAs({ join: handleJoin, leave: handleLeave }, hers)
  expect(screen.getByText('Вы наблюдаете незаметно.')).toBeTruthy()
  await waitFor(() => {
    expect(kinds(data)).toEqual(['watchChat'])
  })
  expect(looks.filter((id) => id !== null)).toEqual([])
  expect(screen.queryByRole('textbox', { name: 'Сообщение' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Войти в чат' }))
  expect(handleJoin).toHaveBeenCalledWith(chatId)
  fireEvent.click(screen.getByRole('button', { name: /^Закончить наблюдение/ }))
  expect(handleLeave).toHaveBeenCalledOnce()
})

it('[V2] whispers to the agent who has the case, and says why not where nobody has it', async () => {
  const { data } = await openAs({ join: vi.fn(), leave: vi.fn() }, hers)
  const box = screen.getByRole('textbox', { name: `Шёпот: ${colleague.name}` })
  fireEvent.change(box, { target: { value: ' Спросите про график ' } })
  fireEvent.keyDown(box, { code: 'Enter', key: 'Enter' })
  await waitFor(() => {
    expect(data.wishes).toContainEqual({
      kind: 'command',
      name: 'whisper',
      args: { chatId, to: colleague.id, text: 'Спросите про график' },
    })
  })
  cleanup()
  await openAs({ join: vi.fn(), leave: vi.fn() }, { kind: 'queued', teamId: null, sinceMs: 0 })
  expect(screen.getByText(/шепнуть некому/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: /^Шёпот/ })).toBeNull()
})

it('[V2] the agent reads the whisper in the conversation and begins an answer to whoever said it', async () => {
  const whisper = demoMessage(900, 3, 5, {
    direction: 'system',
    author: { kind: 'agent', agentId: colleague.id },
    delivery: null,
  })
  const note = { kind: 'note', text: 'Спросите про график', mentions: [me.id], between: [colleague.id, me.id] } as const
  const handleReply = vi.fn()
  await show(
    <PeopleProvider>
      <WhisperReply value={handleReply}>
        <NoteBubble message={whisper} note={note} me={me} isLast />
      </WhisperReply>
    </PeopleProvider>,
  )
  const article = screen.getByRole('article', { name: new RegExp(`^Шёпот, ${colleague.name}`) })
  expect(article.textContent).toContain(`видят ${colleague.name}, вы и старшие`)
  fireEvent.click(screen.getByRole('button', { name: 'Ответить шёпотом' }))
  expect(handleReply).toHaveBeenCalledWith(colleague.id)
})

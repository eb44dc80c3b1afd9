// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { UNLIMITED_MS, type RevisionCapability } from '#shared/domain/capabilities'
import type { Channel } from '#shared/domain/channel'
import type { ChatId } from '#shared/domain/ids'
import type { Message, MessageRevision } from '#shared/domain/message'
import { ManualClock } from '#shared/lib/manual-clock'

import { demoChannel, demoId, demoRows } from '../../../data/demo-rows'
import { FakeDeskData } from '../../../data/fake-desk-data'
import { ClockProvider } from '../../../ui/clock-context'
import { createComposer } from '../model/composer.store'
import { show } from '../testing/show'
import { Composer } from './Composer'
import { DeleteDialog } from './DeleteDialog'
import { MessageBubble } from './MessageBubble'
import { RevisionsDialog } from './RevisionsDialog'

afterEach(cleanup)

const clock = new ManualClock()
const NOW = clock.now()
const rows = demoRows(NOW)
const chat = rows.chats[0]
const text = rows.messages.find(({ direction, content }) => direction === 'out' && content.kind === 'text')
if (!chat || !text) throw new Error('the demo rows lack a chat or an own text')
const own: Message = {
  ...text,
  atMs: NOW - 1000,
  delivery: { state: 'sent' },
  content: { kind: 'text', text: 'в сто' },
}

function channelWith(otherSide: RevisionCapability['otherSide'], withinMs = UNLIMITED_MS): Channel {
  const { capabilities } = demoChannel(NOW)
  return demoChannel(NOW, {
    capabilities: { ...capabilities, deletion: { withinMs, otherSide }, editing: { withinMs, otherSide } },
  })
}

async function bubble(
  change: Partial<Message>,
  access: (typeof chat & object)['access'] = { kind: 'open' },
  onAudit: ((message: Message) => void) | null = null,
) {
  const onChange = vi.fn()
  const onDelete = vi.fn()
  const onEdit = vi.fn()
  const shown = await show(
    <MessageBubble
      message={{ ...own, ...change }}
      startsDay={false}
      startsUnread={false}
      startsGroup
      endsGroup
      clientName={chat?.clientName ?? ''}
      isOpenChat={access.kind === 'open'}
      channel={channelWith('nothing')}
      me={rows.me}
      nowMs={NOW}
      isLast
      onDelete={onDelete}
      onEdit={onEdit}
      onChange={onChange}
      onAudit={onAudit}
    />,
  )
  return { ...shown, onChange, onDelete, onEdit, onAudit, article: screen.getByRole('article') }
}

describe('a sent message', () => {
  it('[M10] is changed by F2 and by its menu, which counts no years', async () => {
    const { article, onChange } = await bubble({ editableUntilMs: NOW + UNLIMITED_MS })
    fireEvent.keyDown(article, { code: 'F2' })
    fireEvent.contextMenu(article)
    const item = await screen.findByRole('menuitem', { name: /Изменить/ })
    expect(item.textContent).toBe('ИзменитьF2')
    fireEvent.click(item)
    expect(onChange).toHaveBeenCalledTimes(2)
  })

  it('[M10] [M8] offers neither where the chat takes nothing, nor after the window', async () => {
    const open = { editableUntilMs: NOW + 60_000, deletableUntilMs: NOW + 60_000 }
    const closed = await bubble(open, { kind: 'left' })
    fireEvent.keyDown(closed.article, { code: 'F2' })
    fireEvent.keyDown(closed.article, { code: 'Delete' })
    fireEvent.contextMenu(closed.article)
    expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)).toEqual([
      'Скопировать текст',
    ])
    expect([closed.onChange, closed.onDelete].map((spy) => spy.mock.calls.length)).toEqual([0, 0])
    cleanup()
    const late = await bubble({ editableUntilMs: NOW, deletableUntilMs: NOW })
    fireEvent.keyDown(late.article, { code: 'F2' })
    expect(late.onChange).not.toHaveBeenCalled()
  })

  it('[M10] [M23] says in words that it was changed, and what is on its way', async () => {
    await bubble({ editedAtMs: NOW })
    expect(screen.getByText('изменено').title).toMatch(/^Изменено: .*2026/)
    cleanup()
    await bubble({ revision: { kind: 'edit', text: 'в двести', refused: null } })
    expect(screen.getByText('в двести')).toBeTruthy()
    expect(screen.getByTitle(/клиент пока видит прежний/).textContent.trim()).toBe('изменяется')
    cleanup()
    await bubble({ revision: { kind: 'delete', refused: null } })
    expect(screen.getByTitle(/клиент пока видит сообщение/).textContent.trim()).toBe('удаляется')
  })

  it('[M10] [M23] tells of a text that the channel did not take, and what can be done', async () => {
    const revision: MessageRevision = { kind: 'edit', text: 'в двести', refused: 'spam' }
    const { data, onChange } = await bubble({ revision, editableUntilMs: NOW + 60_000 })
    expect(screen.getByText('в сто')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toMatch(/Avito не принял новый текст: клиент видит прежний\./)
    expect(screen.getByRole('blockquote', { name: 'Новый текст, который не принят' }).textContent).toBe('в двести')
    fireEvent.click(screen.getByRole('button', { name: 'Править снова' }))
    fireEvent.click(screen.getByRole('button', { name: 'Оставить прежний' }))
    expect(onChange).toHaveBeenCalledOnce()
    expect(data.wishes).toEqual([{ kind: 'edit', messageId: own.id, text: 'в сто' }])
  })

  it('[M10] gives back what was typed also when the time to change it is over', async () => {
    const revision: MessageRevision = { kind: 'edit', text: 'в двести', refused: 'windowClosed' }
    const { onChange, onEdit } = await bubble({ revision, editableUntilMs: NOW - 1 })
    fireEvent.click(screen.getByRole('button', { name: 'Взять текст' }))
    expect([onChange.mock.calls.length, onEdit.mock.calls.length]).toEqual([0, 1])
    cleanup()
    await bubble({ revision, editableUntilMs: NOW - 1 }, { kind: 'gone' })
    expect(screen.getByText('в двести')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Взять текст' })).toBeNull()
  })

  it('[M8] says that a deletion was refused, late too, and tries again where that can help', async () => {
    const revision: MessageRevision = { kind: 'delete', refused: 'windowClosed' }
    const late = await bubble({ revision, deletableUntilMs: NOW - 1 })
    expect(screen.getByRole('alert').textContent).toMatch(/Avito не удалил сообщение: клиент его видит\./)
    expect(screen.queryByRole('button', { name: 'Удалить ещё раз' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Понятно' }))
    expect(late.data.wishes).toEqual([{ kind: 'edit', messageId: own.id, text: 'в сто' }])
    cleanup()
    const open = await bubble({ revision: { kind: 'delete', refused: 'rejected' }, deletableUntilMs: NOW + 60_000 })
    fireEvent.click(screen.getByRole('button', { name: 'Удалить ещё раз' }))
    expect(open.data.wishes).toEqual([{ kind: 'delete', messageId: own.id }])
  })
})

describe.each([
  ['nothing', 'Клиент не увидит ни сообщения, ни следа удаления.'],
  ['mark', 'На его месте клиент увидит пометку «Сообщение удалено».'],
  ['unknown', 'Увидит ли клиент на его месте пометку, канал не сообщает.'],
] as const)('deleting where the other side sees %s', (otherSide, words) => {
  it('[M9] says so before it is confirmed', async () => {
    await show(
      <ClockProvider clock={clock}>
        <DeleteDialog
          message={{ ...own, deletableUntilMs: NOW + UNLIMITED_MS }}
          channel={channelWith(otherSide)}
          onConfirm={vi.fn()}
          onClose={vi.fn()}
        />
      </ClockProvider>,
    )
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain(words)
    expect(dialog.textContent).not.toContain('Удалить можно ещё')
  })
})

it('[M8] counts the time down where it is short', async () => {
  await show(
    <ClockProvider clock={clock}>
      <DeleteDialog
        message={{ ...own, deletableUntilMs: NOW + 41 * 60_000 }}
        channel={channelWith('mark', 3_600_000)}
        onConfirm={vi.fn()}
        onClose={vi.fn()}
      />
    </ClockProvider>,
  )
  expect((await screen.findByRole('dialog')).textContent).toMatch(/Удалить можно ещё 41.мин/)
})

describe('[V5] what stood there before', () => {
  const changed = { editedAtMs: NOW - 500 }

  it('is offered to those who answer for the agents, and only where something was changed', async () => {
    const onAudit = vi.fn()
    const { article } = await bubble(changed, { kind: 'open' }, onAudit)
    fireEvent.keyDown(article, { code: 'ContextMenu' })
    fireEvent.click(await screen.findByRole('menuitem', { name: 'История изменений…' }))
    expect(onAudit).toHaveBeenCalledWith(expect.objectContaining(changed))
    cleanup()

    const agent = await bubble(changed)
    fireEvent.keyDown(agent.article, { code: 'ContextMenu' })
    await screen.findByRole('menuitem', { name: /Скопировать/ })
    expect(screen.queryByRole('menuitem', { name: 'История изменений…' })).toBeNull()
    cleanup()

    const same = await bubble({ editedAtMs: null }, { kind: 'open' }, onAudit)
    fireEvent.keyDown(same.article, { code: 'ContextMenu' })
    await screen.findByRole('menuitem', { name: /Скопировать/ })
    expect(screen.queryByRole('menuitem', { name: 'История изменений…' })).toBeNull()
  })

  it('names who, what stood before and what came of it; asks again when the hub was away', async () => {
    const data = new FakeDeskData()
    data.pastRevisions = null
    await show(<RevisionsDialog message={own} onClose={vi.fn()} />, { data })
    fireEvent.click(await screen.findByRole('button', { name: 'Ещё раз' }))
    data.pastRevisions = new Map([
      [
        own.id,
        [
          {
            kind: 'edit',
            agentId: null,
            atMs: NOW,
            before: { kind: 'text', text: 'в сто' },
            afterText: 'в двести',
            outcome: 'refused',
          },
          {
            kind: 'delete',
            agentId: null,
            atMs: NOW + 1,
            before: { kind: 'text', text: 'в сто' },
            afterText: null,
            outcome: 'done',
          },
        ],
      ],
    ])
    await screen.findByRole('button', { name: 'Ещё раз' })
    fireEvent.click(screen.getByRole('button', { name: 'Ещё раз' }))
    await screen.findByText(/канал не.принял/)
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Изменено: не.из Otklik.*Было: в стоСтало: в двести$/),
      expect.stringMatching(/^Удалено: не.из Otklik.*Было: в сто$/),
    ])
  })
})

describe('the composer while a message is changed', () => {
  it('[M10] says what the client will see, saves by Enter and leaves by Esc', async () => {
    const data = new FakeDeskData()
    const channel = channelWith('mark')
    const composer = createComposer(demoId<ChatId>('chat', 3), {
      data,
      clock,
      measure: () => Promise.resolve(null),
      fetchFile: () => Promise.resolve(null),
    })
    composer.setCapabilities(channel.capabilities)
    await show(
      <ClockProvider clock={clock}>
        <Composer
          composer={composer}
          channel={channel}
          focusRequest={0}
          facts={{}}
          silence={null}
          hint={null}
          onLeaveUp={vi.fn()}
          onUndo={vi.fn()}
          onSendHeld={vi.fn()}
        />
      </ClockProvider>,
      { data },
    )
    const begin = () => {
      composer.beginEdit({ messageId: own.id, text: 'в сто', original: 'в сто', untilMs: NOW + UNLIMITED_MS })
    }
    begin()
    const box = await screen.findByRole('textbox', { name: 'Новый текст сообщения' })
    expect(screen.getByText('Клиент увидит новый текст с пометкой, что сообщение изменено.')).toBeTruthy()
    fireEvent.change(box, { target: { value: 'в двести' } })
    fireEvent.keyDown(box, { code: 'Enter' })
    await screen.findByRole('textbox', { name: 'Сообщение' })
    begin()
    fireEvent.keyDown(await screen.findByRole('textbox', { name: 'Новый текст сообщения' }), { code: 'Escape' })
    await screen.findByRole('textbox', { name: 'Сообщение' })
    expect(data.wishes).toEqual([{ kind: 'edit', messageId: own.id, text: 'в двести' }])

    act(() => {
      composer.beginEdit({ messageId: own.id, text: 'в сто', original: 'в сто', untilMs: NOW + 60_000 })
    })
    const save = screen.getByRole('button', { name: /^Сохранить/ })
    expect(save.getAttribute('aria-disabled')).toBe('false')
    act(() => {
      clock.advance(60_000)
    })
    expect(save.getAttribute('aria-disabled')).toBe('true')
  })
})

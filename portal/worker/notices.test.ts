import { beforeEach, expect, it, vi } from 'vitest'

import { noticeClicked, pushCame, type NoticePorts, type Page } from './notices'

const show = vi.fn<NoticePorts['show']>(async () => undefined)
const open = vi.fn<NoticePorts['open']>(async () => undefined)
let pages: Page[]
const ports: NoticePorts = { pages: async () => pages, show, open }

function page(path: string, visibilityState: Page['visibilityState'] = 'hidden') {
  return {
    url: `https://chat.example${path}`,
    visibilityState,
    focus: vi.fn(async () => undefined),
    postMessage: vi.fn(),
  }
}

beforeEach(() => {
  pages = []
  show.mockClear()
  open.mockClear()
})

const said = JSON.stringify({ title: 'Ромашка', body: '1 новое сообщение', language: 'ru', conversationId: 'c1' })

it('[N1] shows what came, one notice for a conversation', async () => {
  pages = [page('/portal/'), page('/portal/try/1', 'visible')]
  await pushCame(ports, said)
  expect(show.mock.calls).toEqual([
    ['Ромашка', { body: '1 новое сообщение', lang: 'ru', tag: 'c1', renotify: true, data: { conversationId: 'c1' } }],
  ])
})

it('[N5] shows nothing to whoever looks at the chat, and nothing that is none', async () => {
  pages = [page('/portal/', 'visible')]
  await pushCame(ports, said)
  pages = []
  for (const odd of ['null', '"a"', '{"title":"a"}']) await pushCame(ports, odd)
  expect(show).not.toHaveBeenCalled()
})

it('[N1] a click brings the open page to the front at the conversation, the visible one first', async () => {
  const [elsewhere, hidden, visible] = [page('/portal/try/1'), page('/portal/'), page('/portal/?lang=en', 'visible')]
  pages = [elsewhere, hidden, visible]
  await noticeClicked(ports, 'c1')
  expect(visible.postMessage).toHaveBeenCalledWith({ otklik: 'open', conversationId: 'c1' })
  expect([elsewhere, hidden, visible].map(({ focus }) => focus.mock.calls.length)).toEqual([0, 0, 1])
  expect(open).not.toHaveBeenCalled()
})

it('[N1] without a page a click opens one at the conversation', async () => {
  pages = [page('/portal/try/1')]
  await noticeClicked(ports, 'c1')
  expect(open).toHaveBeenCalledWith('/portal/?conversation=c1')
})

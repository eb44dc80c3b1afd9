// @vitest-environment happy-dom
import { expect, it } from 'vitest'

import type { PortalMessage } from '#shared/contract/portal'
import { ManualClock } from '#shared/lib/manual-clock'

import type { MessageContext } from './message-view'
import { SpokenLog } from './spoken-log'
import { wordsIn } from './words'

const context: MessageContext = {
  words: wordsIn('ru'),
  language: 'ru',
  company: () => 'Ромашка',
  fetchFile: () => Promise.resolve(null),
  onRetry: () => undefined,
  onDiscard: () => undefined,
}
const message = (content: PortalMessage['content']): PortalMessage => ({
  ...{ id: 'm', conversationId: 'c', atMs: 0, isMine: false, editedAtMs: null, isRead: false },
  content,
})

it('[L4] says who wrote what, the same words again, and many as a number; [M9] keeps nothing that was taken back', () => {
  const clock = new ManualClock()
  const log = new SpokenLog(context, clock)
  const said = () => [...log.element.children].map(({ textContent }) => textContent)
  const hello = message({ kind: 'text', text: 'Вы здесь?' })
  log.add([hello])
  log.add([hello, { ...message({ kind: 'file', fileId: 'f', name: 'договор.pdf', bytes: 1 }), id: 'file' }])
  expect(said()).toEqual(['Ромашка: Вы здесь?', 'Ромашка: Вы здесь?', 'Ромашка: файл договор.pdf'])
  log.forget(['file'])
  log.add(Array.from({ length: 12 }, () => hello))
  expect(said()).toEqual(['Ромашка: Вы здесь?', 'Ромашка: Вы здесь?', 'Новых сообщений: 12'])
  expect(log.element.getAttribute('aria-live')).toBe('polite')
  clock.advance(1_500)
  expect(said()).toEqual([])
})

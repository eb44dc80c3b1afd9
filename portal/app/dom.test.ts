// @vitest-environment happy-dom
import { expect, it } from 'vitest'

import { textNodes } from './dom'
import { messageView, type MessageContext } from './message-view'
import { wordsIn } from './words'

function shown(text: string): string {
  const place = document.createElement('p')
  place.append(...textNodes(text))
  return place.innerHTML
}

it('[M19] what people write stays words; only addresses of the web become links', () => {
  expect(shown('<b onclick=x>жирно</b> & <script>')).toBe('&lt;b onclick=x&gt;жирно&lt;/b&gt; &amp; &lt;script&gt;')
  expect(shown('см. https://hh.ru/vacancy/1?a=1, и всё')).toBe(
    'см. <a href="https://hh.ru/vacancy/1?a=1" target="_blank" rel="noopener noreferrer nofollow ugc">https://hh.ru/vacancy/1?a=1</a>, и всё',
  )
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://', 'ftp://a.b/'])
    expect(shown(text)).not.toContain('<a')
})

const CONTEXT: MessageContext = {
  words: wordsIn('ru'),
  language: 'ru',
  company: () => 'Ромашка',
  fetchFile: () => Promise.resolve(null),
  onRetry: () => undefined,
  onDiscard: () => undefined,
}
const MESSAGE = { id: '1', conversationId: 'c', atMs: 0, isMine: false, editedAtMs: null, isRead: false }

it('[K7] a call that was missed says who called, why and when', () => {
  const missed = (note: string | null) =>
    messageView({ ...MESSAGE, content: { kind: 'missedCall', note } }, CONTEXT).textContent
  expect(missed(null)).toMatch(/^РомашкаВам звонили: Ромашка\d\d:\d\d$/)
  expect(missed('Звонят по вакансии «Курьер»')).toMatch(/Вам звонили: РомашкаЗвонят по вакансии «Курьер»\d\d:\d\d$/)
})

it('[M9] a changed message says so, a taken back one is not there to say anything', () => {
  const content = { kind: 'text', text: 'Текст' } as const
  const view = messageView({ ...MESSAGE, content, editedAtMs: 5 }, CONTEXT)
  expect(view.textContent).toMatch(/^РомашкаТекстизменено\d\d:\d\d$/)
})

// @vitest-environment happy-dom
import { expect, it } from 'vitest'

import { textNodes } from './dom'
import { messageView } from './message-view'
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

it('[M9] a changed message says so, a taken back one is not there to say anything', () => {
  const view = messageView(
    {
      id: '1',
      conversationId: 'c',
      atMs: 0,
      isMine: false,
      content: { kind: 'text', text: 'Текст' },
      editedAtMs: 5,
      isRead: false,
    },
    {
      words: wordsIn('ru'),
      language: 'ru',
      company: () => 'Ромашка',
      fetchFile: () => Promise.resolve(null),
      onRetry: () => undefined,
      onDiscard: () => undefined,
    },
  )
  expect(view.textContent).toMatch(/^РомашкаТекстизменено\d\d:\d\d$/)
})

import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Virtuoso } from 'react-virtuoso'

import type { ChatEntry, MessageEntry } from '../../../renderer/data/rows'
import { afterFrame, openRows, putRows, readNewest } from './rows-on-disk'

const ROW_PX = 72
const LAST = 50

const element = document.getElementById('root')
if (!element) throw new Error('The page of floors has no root')
const root = createRoot(element)
const rows = openRows()

function show(node: ReactNode): void {
  flushSync(() => {
    root.render(node)
  })
}

/** The floor of `open-chat`: a click on a plain button → the last fifty read and painted as plain elements. */
function showOpening(chatId: string): void {
  show(
    <>
      <button style={{ height: 40 }}>Открыть</button>
      <div style={{ height: 600, overflowY: 'scroll' }} />
    </>,
  )
  const [button, list] = element?.children ?? []
  if (!button || !list) throw new Error('The page of floors shows no button')
  const handleClick = ({ timeStamp }: Event) => {
    void readNewest(rows, chatId, LAST).then((entries) => {
      if (entries.length !== LAST) throw new Error(`${String(entries.length)} messages were read, expected 50`)
      list.replaceChildren(...entries.reverse().map(toElement))
      list.scrollTop = list.scrollHeight
      afterFrame((nowMs) => {
        document.documentElement.dataset['opened'] = String(nowMs - timeStamp)
      })
    })
  }
  // The button stays the same one from chat to chat.
  button.addEventListener('click', handleClick, { once: true })
}

function toElement({ row }: MessageEntry): HTMLElement {
  const line = document.createElement('div')
  line.style.padding = '8px 16px'
  line.textContent = row.content.kind === 'text' ? row.content.text : ''
  return line
}

/** The floor of `scroll`: as many rows of one line in the same list. */
function showList(count: number): void {
  show(
    <Virtuoso
      id="list"
      style={{ height: 600, width: 340 }}
      tabIndex={0}
      totalCount={count}
      fixedItemHeight={ROW_PX}
      itemContent={(index) => <div style={{ height: ROW_PX }}>Строка {index}</div>}
    />,
  )
}

/** The floor of `type`: a field and nothing else. */
function showBox(): void {
  show(<textarea aria-label="Сообщение" rows={4} style={{ width: 600 }} />)
}

/** The floor of `catch-up`: as many rows put as they are, in one go, and the newest of them painted. */
async function putAndPaint(messages: readonly MessageEntry[], chats: readonly ChatEntry[]): Promise<number> {
  show(<div />)
  const beginMs = performance.now()
  await putRows(rows, messages, chats)
  element?.replaceChildren(...messages.slice(-LAST).map(toElement))
  return new Promise((resolve) => {
    afterFrame((nowMs) => {
      resolve(nowMs - beginMs)
    })
  })
}

const bench = {
  showOpening,
  showList,
  showBox,
  putAndPaint,
  put: (messages: readonly MessageEntry[]) => putRows(rows, messages, []),
}
/** What the benchmarks ask of the page. */
export type FloorPage = typeof bench

Object.assign(window, { bench })

import type { PortalMessage } from '#shared/contract/portal'
import { withoutTurning } from '#shared/lib/without-turning'

import { h, icon, ICONS, textNodes } from './dom'
import type { OutboxItem } from './outbox'
import { fill, type Language, type Words } from './words'

const DAY_MS = 24 * 3_600_000

export interface MessageContext {
  readonly words: Words
  readonly language: Language
  readonly company: () => string
  /** The bytes as an address of this page; `null`: not to be had now. */
  readonly fetchFile: (fileId: string) => Promise<string | null>
  readonly onRetry: (id: string) => void
  readonly onDiscard: (id: string) => void
}

/** One message of the conversation. Nothing that somebody wrote becomes markup. */
export function messageView(message: PortalMessage, context: MessageContext): HTMLElement {
  const { words, language, company } = context
  const { content, isMine, editedAtMs } = message
  const time = new Date(message.atMs)
  const clock = time.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
  const state = isMine
    ? h('span', { class: message.isRead ? 'state read' : 'state' }, message.isRead ? words.read : words.sent)
    : null
  return h(
    'li',
    { class: isMine ? 'message mine' : 'message', 'data-id': message.id },
    h('span', { class: 'author' }, isMine ? words.you : company()),
    bodyOf(content, context),
    h(
      'span',
      { class: 'foot' },
      editedAtMs !== null && h('span', { class: 'edited' }, words.edited),
      h('time', { datetime: time.toISOString(), title: time.toLocaleString(language) }, clock),
      state,
    ),
  )
}

export function waitingView(item: OutboxItem, context: MessageContext): HTMLElement {
  const { words } = context
  const { id, content, refused } = item
  const action = (word: string, run: (id: string) => void) => {
    const button = h('button', { type: 'button', class: 'link-button' }, word)
    button.addEventListener('click', () => {
      run(id)
    })
    return button
  }
  return h(
    'li',
    { class: refused ? 'message mine refused' : 'message mine waiting', 'data-id': id },
    h('span', { class: 'author' }, words.you),
    content.kind === 'text'
      ? h('p', { class: 'text', dir: 'auto' }, ...textNodes(content.text))
      : h('p', { class: 'text', dir: 'auto' }, withoutTurning(content.name)),
    refused
      ? h(
          'span',
          { class: 'foot', role: 'alert' },
          words.refused[refused],
          action(words.retry, context.onRetry),
          action(words.discard, context.onDiscard),
        )
      : h('span', { class: 'foot' }, words.waiting),
  )
}

function bodyOf(content: PortalMessage['content'], context: MessageContext): HTMLElement {
  if (content.kind === 'text') return h('p', { class: 'text', dir: 'auto' }, ...textNodes(content.text))
  if (content.kind === 'file') return fileButton(content, context)
  if (content.kind === 'missedCall') return missedCall(content.note, context)
  const { fileId, name, width, height } = content
  const picture = h('img', {
    class: 'picture',
    alt: fill(context.words.picture, { name }),
    width: width ?? 240,
    height: height ?? 180,
    loading: 'lazy',
  })
  void context.fetchFile(fileId).then((url) => {
    if (url === null) picture.replaceWith(h('span', { class: 'text' }, context.words.file.gone))
    else picture.src = url
  })
  const button = h('button', { type: 'button', class: 'picture-button', title: name }, picture)
  button.addEventListener('click', () => void save(fileId, name, context))
  return button
}

function missedCall(note: string | null, { words, company }: MessageContext): HTMLElement {
  const line = h('p', { class: 'text missed', dir: 'auto' }, fill(words.missedCall, { company: company() }))
  line.prepend(icon(ICONS.missed))
  if (note === null) return line
  return h('div', {}, line, h('p', { class: 'text call-note', dir: 'auto' }, note))
}

function fileButton(
  { fileId, name, bytes }: Extract<PortalMessage['content'], { kind: 'file' }>,
  context: MessageContext,
): HTMLElement {
  const button = h(
    'button',
    { type: 'button', class: 'file', 'aria-label': fill(context.words.download, { name }) },
    h('bdi', { class: 'file-name' }, withoutTurning(name)),
    h('span', { class: 'file-size' }, sizeOf(bytes, context.language)),
  )
  button.prepend(icon(ICONS.file))
  button.addEventListener('click', () => void save(fileId, name, context))
  return button
}

async function save(fileId: string, name: string, { fetchFile }: MessageContext): Promise<void> {
  const url = await fetchFile(fileId)
  if (url !== null) h('a', { href: url, download: withoutTurning(name) }).click()
}

/** Begins the messages of one day. */
export function dayView(atMs: number, nowMs: number, { words, language }: MessageContext): HTMLElement {
  const day = new Date(atMs)
  const daysAgo = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / DAY_MS)
  const date = day.toLocaleDateString(language, { day: 'numeric', month: 'long' })
  const word = daysAgo === 0 ? words.today : daysAgo === 1 ? words.yesterday : date
  return h('li', { class: 'day' }, h('span', { title: day.toLocaleDateString(language) }, word))
}

export function dayKey(atMs: number): string {
  return `day ${String(startOfDay(atMs))}`
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0)
}

export function sizeOf(bytes: number, language: Language): string {
  const isMega = bytes >= 1024 * 1024
  const value = isMega ? bytes / (1024 * 1024) : Math.max(1, bytes / 1024)
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isMega ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

import { config } from 'zod/mini'

import { SITE_FILE_BYTES } from '#shared/domain/site-chat'
import { systemClock } from '#shared/lib/clock'

import { CallCorner } from './call/call-corner'
import { Chat } from './chat'
import { fetchFile, upload } from './files'
import { frameLink } from './frame-link'
import { sizeOf, type MessageContext } from './message-view'
import { Outbox } from './outbox'
import { isClosed, PageView } from './page-view'
import { PushCorner, takeWishedConversation } from './push/push-corner'
import { browserMemory } from './storage'
import { NO_TALK, unreadOf } from './talk'
import { uploadRow } from './upload-row'
import { placeOf } from './visitor-key'
import { fill, languageOf, wordsIn } from './words'

const OUTBOX_NAME_LENGTH = 8
const MAX_NAME = 255

function start(root: HTMLElement): void {
  const language = languageOf(new URLSearchParams(location.search).get('lang') ?? navigator.language)
  const words = wordsIn(language)
  document.documentElement.lang = language
  document.title = words.chat
  const memory = browserMemory(() => localStorage)
  const place = placeOf(location, memory, (bytes) => crypto.getRandomValues(bytes))
  // The key is of no use in the address any more, and does not stay in the history.
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  const wished = takeWishedConversation(window)
  const link = frameLink(window, (isOpen, mayFocus) => {
    chat?.hurry()
    if (!isOpen || !mayFocus) return
    if (!calls.focus()) view.focusField()
  })
  document.documentElement.classList.toggle('framed', link.isFramed)
  const { key, channelId } = place
  let chat: Chat | null = null
  let company = ''
  let unread = 0
  const files = new Map<string, Promise<string | null>>()
  const context: MessageContext = {
    words,
    language,
    company: () => company,
    fetchFile(fileId) {
      const known = files.get(fileId)
      if (known || key === null) return known ?? Promise.resolve(null)
      const fetched = fetchFile({ key, channelId }, fileId).then((url) => {
        if (url === null) files.delete(fileId)
        return url
      })
      files.set(fileId, fetched)
      return fetched
    },
    onRetry: (id) => chat?.retry(id),
    onDiscard: (id) => chat?.discard(id),
  }
  const send = (file: File): void => {
    if (key === null || !chat) return
    const fileId = newId()
    const { name } = file
    let cancelUpload: (() => void) | null = null
    const row = uploadRow(name, words, () => cancelUpload?.())
    view.notes.append(row.row)
    const max = sizeOf(SITE_FILE_BYTES, language)
    if (file.size > SITE_FILE_BYTES) return row.fail(fill(words.file.tooLarge, { name, max }))
    if (file.size === 0) return row.fail(fill(words.file.empty, { name }))
    const { done, cancel } = upload({ key, channelId }, file, fileId, row.progress)
    cancelUpload = cancel
    void done.then((outcome) => {
      if (outcome.kind === 'kept' || outcome.kind === 'cancelled') row.row.remove()
      else row.fail(fill(words.file[outcome.kind], { name, max }))
      if (outcome.kind === 'kept') chat?.say({ kind: 'file', fileId, name: name.slice(0, MAX_NAME) || 'file' })
    })
  }
  const view = new PageView(
    root,
    {
      onSend(text) {
        const refusal = chat?.say({ kind: 'text', text }) ?? null
        if (refusal === 'tooLong') view.showNote(words.refused.tooLong)
        return refusal === null
      },
      onFiles: (chosen) => {
        for (const file of chosen) send(file)
      },
      onEmail: (email) => chat?.setEmail(email),
      onKey: () => chat?.types(),
      onOpen: (id) => chat?.open(id),
      onOlder: () => chat?.older(),
      onClose: link.isFramed
        ? () => {
            link.tell({ otklik: 'close' })
          }
        : null,
    },
    context,
    systemClock,
  )
  const nameTab = () => {
    const name = company === '' ? words.chat : company
    document.title = calls.title ?? (unread > 0 ? `(${String(unread)}) ` : '') + name
  }
  const calls = new CallCorner({
    words,
    clock: systemClock,
    link,
    send: (frame) => chat?.send(frame) ?? false,
    titleChanged: nameTab,
  })
  root.before(calls.element)
  // In a frame on a foreign site browsers refuse it.
  const push = link.isFramed
    ? null
    : new PushCorner({
        words,
        page: window,
        send: (frame) => chat?.send(frame) ?? false,
        onOpen(conversationId) {
          view.leaveList()
          chat?.goTo(conversationId)
        },
      })
  if (push) view.tellings.append(push.element)
  if (key === null) {
    view.show({ talk: NO_TALK, phase: 'noKey', waiting: [], isCompanyTyping: false, email: 'rest' })
    return
  }
  const outboxName = `otklik.outbox.${channelId ?? key.slice(0, OUTBOX_NAME_LENGTH)}`
  chat = new Chat({
    place: { channelId, key },
    socketUrl: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/portal/socket`,
    language,
    outbox: new Outbox(memory, outboxName),
    clock: systemClock,
    random: Math.random,
    newId,
    isSeen: () => document.visibilityState === 'visible' && link.isOpen(),
    changed: (state) => {
      company = state.talk.company
      view.show(state)
      unread = unreadOf(state.talk)
      nameTab()
      // The company shut the door.
      if (isClosed(state.phase)) calls.leave()
      link.tell({ otklik: 'unread', count: unread })
      if (state.talk.conversations.length > 0) link.tell({ otklik: 'known' })
    },
    heard: (frame) => {
      calls.handle(frame)
      push?.handle(frame)
    },
    arrived: (messages, removed) => {
      view.speak(messages, removed)
    },
  })
  const running = chat
  if (wished !== null) running.goTo(wished)
  addEventListener('online', () => {
    running.hurry()
  })
  document.addEventListener('visibilitychange', () => {
    running.hurry()
    push?.look()
  })
  addEventListener('storage', ({ key: changed }) => {
    if (changed === outboxName) running.outboxChanged()
  })
  addEventListener('keydown', ({ key: pressed }) => {
    if (pressed === 'Escape' && !calls.escape()) link.tell({ otklik: 'close' })
  })
  addEventListener('pagehide', () => {
    calls.leave()
    running.rest()
  })
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) running.start()
  })
  running.start()
}

/** Also where the page came without encryption, as on the administrator's own computer. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// The page's policy lets nothing make code out of text, and nothing tries to.
config({ jitless: true })
const root = document.getElementById('chat')
if (root) start(root)

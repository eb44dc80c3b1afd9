import { ICON, LOOK } from './look'

/**
 * The icon on a company's site: one script, one element, nothing of the page touched. The chat itself is a page of the
 * hub in a frame, so that neither side sees the other's words.
 */
const WORDS = {
  ru: { open: 'Открыть чат', close: 'Свернуть чат', unread: 'непрочитанных', call: 'идёт разговор', title: 'Чат' },
  en: { open: 'Open the chat', close: 'Close the chat', unread: 'unread', call: 'a call is on', title: 'Chat' },
} as const
const READ_RUSSIAN = /^(ru|be|kk|ky)\b/i
const SVG = 'http://www.w3.org/2000/svg'
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads'

interface Place {
  readonly origin: string
  readonly channelId: string
  readonly language: 'ru' | 'en'
}

function place(): Place | null {
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) return null
  const { channel, lang } = script.dataset
  if (channel === undefined || !/^[0-9a-f-]{36}$/i.test(channel)) return null
  const wished = lang ?? (document.documentElement.lang || navigator.language)
  return { origin: new URL(script.src).origin, channelId: channel, language: READ_RUSSIAN.test(wished) ? 'ru' : 'en' }
}

/** Where the site's storage is shut, the chat opens closed on each page. */
function remembered(storage: () => Storage, name: string): boolean {
  try {
    return storage().getItem(name) === '1'
  } catch {
    return false
  }
}

function remember(storage: () => Storage, name: string, isSo: boolean): void {
  try {
    if (isSo) storage().setItem(name, '1')
    else storage().removeItem(name)
  } catch {
    // Shut by the browser or full: only the comfort is lost.
  }
}

/** On the company's page, outside of the chat. */
function isWriting(chat: Element): boolean {
  const { activeElement } = document
  return activeElement !== null && activeElement !== document.body && activeElement !== chat
}

async function show({ origin, channelId, language }: Place): Promise<void> {
  if (document.querySelector(`otklik-chat[data-channel="${channelId}"]`)) return
  const words = WORDS[language]
  const host = document.createElement('otklik-chat')
  host.dataset['channel'] = channelId
  // Before any rule of the page, however it is written.
  host.style.setProperty('all', 'initial', 'important')
  // Outside the body: pages that put a new body in place of the old one keep it.
  document.documentElement.append(host)
  const reply = await fetch(`${origin}/portal/api/icon/${channelId}`, { credentials: 'omit' }).catch(() => null)
  if (!reply?.ok) {
    host.remove()
    return
  }
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(LOOK)
  root.adoptedStyleSheets = [sheet]

  const openName = `otklik.open.${channelId}`
  const knownName = `otklik.known.${channelId}`
  const button = document.createElement('button')
  const badge = document.createElement('span')
  // For ears: with the chat closed its own page is not to be heard.
  const spoken = document.createElement('p')
  spoken.setAttribute('role', 'status')
  const drawing = document.createElementNS(SVG, 'svg')
  const line = document.createElementNS(SVG, 'path')
  let frame: HTMLIFrameElement | null = null
  let isOpen = false
  let unread = 0
  /** What waited before this page was opened is shown, not told. */
  let hasTalked = false
  let isTalking = false

  const label = () => {
    const word = (isOpen ? words.close : words.open) + (isTalking ? `, ${words.call}` : '')
    button.classList.toggle('talking', isTalking)
    button.setAttribute('aria-label', unread > 0 && !isOpen ? `${word}, ${words.unread}: ${String(unread)}` : word)
    button.setAttribute('aria-expanded', String(isOpen))
    button.title = word
    badge.textContent = String(unread > 99 ? '99+' : unread)
    badge.hidden = unread === 0 || isOpen
  }
  // Before that the frame is empty and nobody's.
  let isLoaded = false
  const tell = () => {
    const mayFocus = isOpen && !isWriting(host)
    if (mayFocus) frame?.focus()
    if (isLoaded) frame?.contentWindow?.postMessage({ otklik: isOpen ? 'opened' : 'closed', mayFocus }, origin)
  }
  const load = () => {
    if (frame) return
    frame = document.createElement('iframe')
    frame.title = words.title
    frame.setAttribute('sandbox', SANDBOX)
    frame.allow = 'microphone; autoplay'
    frame.hidden = true
    frame.src = `${origin}/portal/frame/${channelId}?lang=${language}`
    frame.addEventListener('load', () => {
      isLoaded = true
      tell()
    })
    root.append(frame)
  }
  /** Opened by a call, and shut again where nobody takes it. */
  let isForCall = false
  const turn = (toOpen: boolean, byCall = false) => {
    const wasIn = root.activeElement === frame
    isOpen = toOpen
    isForCall = toOpen && byCall
    load()
    if (frame) frame.hidden = !isOpen
    if (!byCall) remember(() => sessionStorage, openName, isOpen)
    label()
    tell()
    if (!isOpen && (wasIn || !byCall)) button.focus()
  }
  const heardOfCall = (word: 'rings' | 'talks' | 'quiet') => {
    isTalking = word === 'talks'
    if (word === 'quiet' && isForCall) return turn(false, true)
    if (word === 'rings' && !isOpen) return turn(true, true)
    isForCall = false
    label()
    if (word === 'rings') tell()
  }

  button.type = 'button'
  drawing.setAttribute('viewBox', '0 0 24 24')
  drawing.setAttribute('aria-hidden', 'true')
  line.setAttribute('d', ICON)
  drawing.append(line)
  button.append(drawing, badge)
  button.addEventListener('click', () => {
    turn(!isOpen)
  })
  addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
    if (!frame || source !== frame.contentWindow || from !== origin) return
    if (typeof data !== 'object' || data === null || !('otklik' in data)) return
    if (data.otklik === 'close' && isOpen) turn(false)
    const { otklik: word } = data
    if (word === 'rings' || word === 'talks' || word === 'quiet') heardOfCall(word)
    if (data.otklik === 'known') {
      hasTalked = true
      remember(() => localStorage, knownName, true)
    }
    if (data.otklik !== 'unread' || !('count' in data) || typeof data.count !== 'number') return
    const before = unread
    unread = Math.max(0, Math.floor(data.count))
    label()
    spoken.textContent =
      hasTalked && unread > before && !isOpen ? `${words.title}, ${words.unread}: ${String(unread)}` : ''
  })
  label()
  root.append(button, spoken)
  // Who has talked here before hears of an answer with the chat closed.
  if (remembered(() => sessionStorage, openName)) turn(true)
  else if (remembered(() => localStorage, knownName)) load()
}

const here = place()
if (here) void show(here)

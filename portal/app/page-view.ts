import type { PortalConversation, PortalMessage } from '#shared/contract/portal'
import { SITE_TEXT_LENGTH } from '#shared/domain/site-chat'
import type { Clock } from '#shared/lib/clock'

import type { ChatState } from './chat'
import { EmailRow } from './email-row'
import { h, iconButton, setAttributes, setWords } from './dom'
import { dayKey, dayView, messageView, waitingView, type MessageContext } from './message-view'
import { SpokenLog } from './spoken-log'
import { fill, type ClosedWord } from './words'

export interface PageActions {
  readonly onSend: (text: string) => boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly onEmail: (email: string | null) => void
  readonly onKey: () => void
  readonly onOpen: (conversationId: string | null) => void
  readonly onOlder: () => void
  /** `null`: the page stands by itself. */
  readonly onClose: (() => void) | null
}

const CLOSED = new Set<string>([
  'unknownKey',
  'expiredKey',
  'revokedKey',
  'channelGone',
  'noKey',
  'outdated',
] satisfies ClosedWord[])

export function isClosed(phase: ChatState['phase']): phase is ClosedWord {
  return CLOSED.has(phase)
}

/** Nearer to the end than this: new words are followed. */
const NEAR_END_PX = 80

/** Draws the chat and keeps what is there: what is being typed, where one has scrolled to, what is focused. */
export class PageView {
  private readonly title = h('h1', { dir: 'auto' })
  private readonly status = h('p', { class: 'status', role: 'status' })
  private readonly back: HTMLElement
  private readonly list = h('ul', { class: 'conversations' })
  private readonly aside: HTMLElement
  private readonly timeline = h('ol', { class: 'messages' })
  private readonly spoken: SpokenLog
  private readonly scroller: HTMLElement
  private readonly older: HTMLButtonElement
  private readonly greeting = h('p', { class: 'greeting', dir: 'auto' })
  private readonly typing: HTMLElement
  private readonly ended = h('p', { class: 'ended' })
  private readonly email: EmailRow
  private readonly form: HTMLElement
  private readonly field: HTMLTextAreaElement
  private readonly fieldNote = h('p', { class: 'note', role: 'alert' })
  readonly notes = h('div', { class: 'uploads' })
  /** Ways to hear of answers beside the letters. */
  readonly tellings = h('div')
  private readonly drawn = new Map<string, { readonly mark: string; readonly node: HTMLElement }>()
  private openId: string | null = null
  private isListChosen = false

  constructor(
    private readonly root: HTMLElement,
    private readonly actions: PageActions,
    private readonly context: MessageContext,
    clock: Clock,
  ) {
    const { words } = context
    this.back = iconButton('back', words.back, () => {
      this.isListChosen = true
      root.classList.add('list-chosen')
    })
    this.back.classList.add('back')
    const begin = iconButton('plus', words.begin, () => {
      this.choose(null)
    })
    this.aside = h(
      'nav',
      { class: 'aside', 'aria-label': words.conversations },
      h('div', { class: 'aside-head' }, h('h2', {}, words.conversations), begin),
      this.list,
    )
    this.older = h('button', { type: 'button', class: 'link-button older' }, words.older)
    this.older.addEventListener('click', () => {
      actions.onOlder()
    })
    // Seen, not spoken: every pause of the writer would be told.
    this.typing = h('p', { class: 'typing' })
    this.spoken = new SpokenLog(context, clock)
    this.scroller = h(
      'div',
      { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': words.messages },
      this.older,
      this.greeting,
      this.timeline,
    )
    this.field = h('textarea', { rows: 1, 'aria-label': words.text, placeholder: words.placeholder, dir: 'auto' })
    this.form = this.composer()
    this.email = new EmailRow(words, actions.onEmail)
    const close = actions.onClose && iconButton('close', words.close, actions.onClose)
    const main = h(
      'main',
      // In a frame there are two: the foreign page's and this.
      { 'aria-label': words.chat },
      h('header', {}, this.back, h('div', { class: 'who' }, this.title, this.status), close),
      this.scroller,
      this.typing,
      this.notes,
      this.ended,
      this.email.row,
      this.tellings,
      this.form,
    )
    root.replaceChildren(this.spoken.element, this.aside, main)
    this.takeDrops(main)
    this.stayAtEnd()
  }

  show(state: ChatState): void {
    const { talk, phase, waiting, isCompanyTyping } = state
    const { words } = this.context
    if (isClosed(phase)) {
      this.showClosed(phase)
      return
    }
    const open = talk.conversations.find(({ id }) => id === talk.openId) ?? null
    setWords(this.title, talk.company === '' ? words.chat : talk.company)
    setWords(
      this.status,
      phase === 'lost' ? words.offline : phase === 'connecting' ? words.connecting : (open?.title ?? ''),
    )
    this.status.classList.toggle('bad', phase === 'lost')
    setWords(this.typing, isCompanyTyping ? words.typing : '')
    const isEmpty = talk.messages.length === 0 && waiting.length === 0
    this.greeting.textContent = isEmpty || !talk.hasMore ? talk.greeting : ''
    this.greeting.hidden = this.greeting.textContent === ''
    this.older.hidden = !talk.hasMore
    this.showMessages(state)
    const end = open?.state === 'blocked' || !talk.canBegin ? words.blocked : open?.state === 'left' ? words.left : ''
    this.ended.textContent = end
    this.ended.hidden = end === ''
    this.form.hidden = end !== ''
    this.email.show(talk, state.email)
    const isMany = talk.conversations.length > 1 || open?.state === 'left'
    this.showList(isMany ? talk.conversations : [], talk.openId)
    this.root.classList.toggle('many', isMany)
    this.root.classList.toggle('list-chosen', isMany && this.isListChosen)
  }

  focusField(): void {
    this.field.focus()
  }

  showNote(text: string): void {
    this.fieldNote.textContent = text
  }

  /** Where the screen has room for one of them. */
  leaveList(): void {
    this.isListChosen = false
    this.root.classList.remove('list-chosen')
  }

  private choose(id: string | null): void {
    this.leaveList()
    this.actions.onOpen(id)
    this.focusField()
  }

  private showList(conversations: readonly PortalConversation[], openId: string | null): void {
    const { words, language, company } = this.context
    const missedCall = fill(words.missedCall, { company: company() })
    const rows = conversations.map((conversation) => {
      const { id, title, lastText, isLastMissedCall, unread, lastAtMs } = conversation
      const time = new Date(lastAtMs).toLocaleDateString(language, { day: 'numeric', month: 'short' })
      const row = h(
        'button',
        { type: 'button', class: 'conversation', 'aria-current': id === openId ? 'true' : null },
        h('b', { dir: 'auto' }, title ?? words.general),
        h('span', { class: 'when' }, time),
        h('span', { class: 'last', dir: 'auto' }, isLastMissedCall === true ? missedCall : lastText),
        unread > 0 && h('span', { class: 'badge', 'aria-label': fill(words.unread, { n: unread }) }, String(unread)),
      )
      row.addEventListener('click', () => {
        this.choose(id)
      })
      return h('li', {}, row)
    })
    this.list.replaceChildren(...rows)
  }

  /** New words of the company's; what one writes oneself is not read out. */
  speak(messages: readonly PortalMessage[], removed: readonly string[]): void {
    this.spoken.forget(removed)
    this.spoken.add(messages)
  }

  /** What has not changed stays the very node that it is, with whatever is selected or played in it. */
  private showMessages({ talk, waiting }: ChatState): void {
    const isNewTalk = this.openId !== talk.openId
    if (isNewTalk) this.drawn.clear()
    this.openId = talk.openId
    const { scroller } = this
    const wasNearEnd = this.isNearEnd()
    const heightBefore = scroller.scrollHeight
    const firstBefore = this.timeline.firstElementChild
    const nowMs = Date.now()
    const nodes: HTMLElement[] = []
    let day = ''
    const addDay = (atMs: number) => {
      if (day === dayKey(atMs)) return
      day = dayKey(atMs)
      nodes.push(this.node(day, { today: dayKey(nowMs) }, () => dayView(atMs, nowMs, this.context)))
    }
    for (const message of talk.messages) {
      addDay(message.atMs)
      nodes.push(this.node(message.id, message, () => messageView(message, this.context)))
    }
    for (const item of waiting) {
      addDay(item.atMs)
      nodes.push(this.node(item.id, item, () => waitingView(item, this.context)))
    }
    const kept = new Set(nodes)
    for (const child of [...this.timeline.children]) if (!kept.has(child as HTMLElement)) child.remove()
    nodes.forEach((node, index) => {
      const there = this.timeline.children[index]
      if (there !== node) this.timeline.insertBefore(node, there ?? null)
    })
    const isOlderAdded = firstBefore !== null && this.timeline.firstElementChild !== firstBefore && !wasNearEnd
    if (wasNearEnd || isNewTalk) scroller.scrollTop = scroller.scrollHeight
    else if (isOlderAdded) scroller.scrollTop += scroller.scrollHeight - heightBefore
  }

  private isNearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX
  }

  /** Who reads the end goes on reading it when a call or a note takes room. */
  private stayAtEnd(): void {
    const { scroller } = this
    let isThere = true
    scroller.addEventListener('scroll', () => {
      isThere = this.isNearEnd()
    })
    new ResizeObserver(() => {
      if (isThere) scroller.scrollTop = scroller.scrollHeight
    }).observe(scroller)
  }

  private node(id: string, shown: object, make: () => HTMLElement): HTMLElement {
    const mark = JSON.stringify(shown)
    const known = this.drawn.get(id)
    if (known?.mark === mark) return known.node
    const node = make()
    this.drawn.set(id, { mark, node })
    return node
  }

  private composer(): HTMLElement {
    const { words } = this.context
    const picker = h('input', {
      type: 'file',
      multiple: true,
      class: 'picker',
      tabindex: -1,
      'aria-label': words.attach,
    })
    picker.addEventListener('change', () => {
      this.actions.onFiles([...(picker.files ?? [])])
      picker.value = ''
    })
    const attach = iconButton('attach', words.attach, () => {
      picker.click()
    })
    const send = iconButton('send', words.send, () => {
      this.send()
    })
    send.classList.add('send')
    this.field.addEventListener('input', () => {
      this.fit()
      this.checkLength()
      if (this.field.value !== '') this.actions.onKey()
    })
    this.field.addEventListener('keydown', (event) => {
      // While letters are being composed Enter belongs to the keyboard's own choice.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.send()
    })
    this.field.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      this.actions.onFiles(files)
    })
    return h('div', { class: 'composer' }, this.fieldNote, h('div', { class: 'row' }, attach, picker, this.field, send))
  }

  private send(): void {
    if (!this.actions.onSend(this.field.value)) return
    this.field.value = ''
    this.fieldNote.textContent = ''
    this.fit()
    this.focusField()
    this.scroller.scrollTop = this.scroller.scrollHeight
  }

  private checkLength(): void {
    const over = [...this.field.value].length - SITE_TEXT_LENGTH
    setAttributes(this.field, { 'aria-invalid': over > 0 ? 'true' : null })
    this.fieldNote.textContent = over > 0 ? fill(this.context.words.tooLongNow, { max: SITE_TEXT_LENGTH, n: over }) : ''
  }

  private fit(): void {
    this.field.style.height = 'auto'
    this.field.style.height = `${String(Math.min(this.field.scrollHeight, 140))}px`
  }

  private takeDrops(main: HTMLElement): void {
    main.addEventListener('dragover', (event) => {
      event.preventDefault()
    })
    main.addEventListener('drop', (event) => {
      event.preventDefault()
      if (!this.form.hidden) this.actions.onFiles([...(event.dataTransfer?.files ?? [])])
    })
  }

  private showClosed(why: ClosedWord): void {
    const [title = '', advice = ''] = this.context.words.closed[why]
    const close = this.actions.onClose && iconButton('close', this.context.words.close, this.actions.onClose)
    this.root.replaceChildren(
      h('main', { class: 'closed' }, close, h('div', { role: 'alert' }, h('h1', {}, title), h('p', {}, advice))),
    )
  }
}

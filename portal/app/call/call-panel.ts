import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

import { h, icon, iconButton, ICONS, setAttributes } from '../dom'
import { fill, type Words } from '../words'
import type { CallState } from './visitor-calls'

export interface CallPanelActions {
  readonly onAnswer: () => void
  readonly onDecline: () => void
  readonly onHangUp: () => void
  readonly onMute: (isMuted: boolean) => void
  readonly onDismiss: () => void
  /** Is it this page before which the person sits? */
  readonly mayFocus: () => boolean
}

type Drawn<K extends CallState['kind']> = Extract<CallState, { kind: K }>

const SECOND_MS = 1000

/** The call above the chat: rings, runs, or has ended. Nothing of it is there without a call. */
export class CallPanel {
  readonly element = h('section', { class: 'call', hidden: true })
  private readonly name = h('h2', { id: 'call-name', dir: 'auto' })
  private readonly note = h('p', { id: 'call-note', class: 'call-note', dir: 'auto' })
  private readonly status = h('p', { class: 'status', role: 'status' })
  private readonly time = h('span', { class: 'call-time', role: 'timer' })
  private readonly mute: HTMLButtonElement
  private readonly buttons: Readonly<Record<'answer' | 'decline' | 'hangUp' | 'dismiss', HTMLButtonElement>>
  private drawn = 'none'
  private tick: Disposable | null = null
  /** Where the person was before it rang. */
  private cameFrom: Element | null = null

  constructor(
    private readonly words: Words,
    private readonly clock: Clock,
    private readonly actions: CallPanelActions,
  ) {
    const { call } = words
    this.buttons = {
      answer: wordButton('phone', call.answer, 'call-answer', actions.onAnswer),
      decline: wordButton('hangUp', call.decline, 'call-end', actions.onDecline),
      hangUp: wordButton('hangUp', call.hangUp, 'call-end', actions.onHangUp),
      dismiss: wordButton('close', call.dismiss, '', actions.onDismiss),
    }
    this.mute = iconButton('microphone', call.mute, () => {
      actions.onMute(this.mute.getAttribute('aria-pressed') !== 'true')
    })
    this.mute.classList.add('call-mute')
  }

  show(state: CallState): void {
    const before = this.drawn
    this.drawn = state.kind
    if (before !== state.kind) this.arrange(state)
    switch (state.kind) {
      case 'none':
        return
      case 'rings':
        this.name.textContent = fill(this.words.call.rings, { company: state.company })
        this.setNote(state.note)
        if (before !== 'rings' && this.actions.mayFocus()) this.focus()
        return
      case 'connects':
      case 'talks':
        this.showTalk(state)
        return
      case 'ended':
        this.showEnd(state)
    }
  }

  /** Whoever writes goes on writing: the key that sends a message must not answer a call. */
  focus(): void {
    const { activeElement } = document
    if (activeElement instanceof HTMLTextAreaElement && activeElement.value !== '') return
    if (activeElement instanceof HTMLInputElement && activeElement.value !== '') return
    this.cameFrom = activeElement
    this.buttons.answer.focus()
  }

  private arrange({ kind }: CallState): void {
    const hadFocus = this.element.contains(document.activeElement)
    const { answer, decline, hangUp, dismiss } = this.buttons
    this.tick?.dispose()
    this.element.hidden = kind === 'none'
    this.element.className = `call call-${kind}`
    setAttributes(this.element, {
      role: kind === 'rings' ? 'alertdialog' : 'region',
      'aria-labelledby': 'call-name',
      'aria-describedby': kind === 'rings' ? 'call-note' : null,
    })
    const who = h('div', { class: 'call-who' }, this.name, this.note, this.status, kind === 'talks' && this.time)
    const row = (...buttons: HTMLElement[]) => h('div', { class: 'call-buttons' }, ...buttons)
    this.status.textContent = ''
    this.setNote(null)
    if (kind === 'none') this.element.replaceChildren()
    else if (kind === 'rings') this.element.replaceChildren(who, row(answer, decline))
    else if (kind === 'ended') this.element.replaceChildren(who, row(dismiss))
    else this.element.replaceChildren(who, row(this.mute, hangUp))
    if (!hadFocus) return
    if (kind === 'connects' || kind === 'talks') hangUp.focus()
    else if (kind === 'ended') dismiss.focus()
    else if (kind === 'none' && this.cameFrom instanceof HTMLElement) this.cameFrom.focus()
  }

  private showTalk(state: Drawn<'connects' | 'talks'>): void {
    const { call } = this.words
    this.name.textContent = fill(call.talks, { company: state.company })
    this.setNote(state.note)
    setAttributes(this.mute, { 'aria-pressed': String(state.isMuted) })
    const isShaky = state.kind === 'talks' && state.isShaky
    this.status.textContent =
      state.kind === 'connects' ? call.connects : isShaky ? call.shaky : state.isMuted ? call.muted : ''
    this.status.classList.toggle('bad', isShaky)
    if (state.kind === 'talks') this.showTime(state.sinceMs)
  }

  private showTime(sinceMs: number): void {
    this.tick?.dispose()
    const lastedMs = this.clock.now() - sinceMs
    this.time.textContent = durationOf(lastedMs)
    this.tick = this.clock.schedule(SECOND_MS - (lastedMs % SECOND_MS), () => {
      this.showTime(sinceMs)
    })
  }

  private showEnd({ why, lastedMs }: Drawn<'ended'>): void {
    const { call } = this.words
    this.name.textContent = call.ended[why]
    this.status.textContent = lastedMs === null ? '' : fill(call.lasted, { time: durationOf(lastedMs) })
  }

  private setNote(note: string | null): void {
    this.note.textContent = note ?? ''
    this.note.hidden = note === null
  }
}

function wordButton(name: keyof typeof ICONS, word: string, look: string, onClick: () => void): HTMLButtonElement {
  const button = h('button', { type: 'button', class: `call-button ${look}` }, h('span', {}, word))
  button.prepend(icon(ICONS[name]))
  button.addEventListener('click', onClick)
  return button
}

function durationOf(lastedMs: number): string {
  const seconds = Math.max(0, Math.floor(lastedMs / SECOND_MS))
  const pad = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return hours === 0 ? rest : `${String(hours)}:${rest}`
}

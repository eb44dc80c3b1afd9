import { h, setAttributes } from '../dom'
import type { Words } from '../words'
import type { PushState } from './push-switch'

const CANNOT = new Set<PushState>(['unsupported', 'insecure', 'blocked'])

/** The switch by which a visitor is told of new messages, and why it cannot be moved where it cannot. */
export class PushRow {
  readonly element = h('div', { class: 'push', hidden: true })
  private readonly control: HTMLButtonElement
  private readonly note = h('p', { class: 'note quiet', id: 'push-note', role: 'status' })

  constructor(
    private readonly words: Words,
    onToggle: () => void,
  ) {
    this.control = h(
      'button',
      { type: 'button', role: 'switch', class: 'switch', 'aria-checked': 'false', 'aria-describedby': 'push-note' },
      h('span', { class: 'switch-track' }),
      words.push.label,
    )
    this.control.addEventListener('click', () => {
      if (this.control.getAttribute('aria-disabled') !== 'true') onToggle()
    })
    this.element.append(this.control, this.note)
  }

  show(state: PushState): void {
    const isFailure = state === 'failed' || state === 'refused' || state === 'unsent'
    this.element.hidden = state === 'hidden'
    setAttributes(this.control, {
      'aria-checked': state === 'on' ? 'true' : 'false',
      'aria-busy': state === 'working' ? 'true' : null,
      // Still reached by the keyboard, so that why it cannot is read.
      'aria-disabled': CANNOT.has(state) || state === 'working' ? 'true' : null,
    })
    const note = state === 'hidden' ? '' : this.words.push.notes[state]
    if (this.note.textContent !== note) this.note.textContent = note
    this.note.classList.toggle('quiet', !isFailure)
  }
}

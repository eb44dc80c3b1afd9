import type { EmailState } from './chat'
import { h, setAttributes } from './dom'
import type { Talk } from './talk'
import { fill, type Words } from './words'

/** Where the visitor says, if wished, where to hear of an answer: a line until it is asked for, then a field. */
export class EmailRow {
  readonly row = h('div', { class: 'email', hidden: true })
  private readonly field: HTMLInputElement
  private readonly form: HTMLFormElement
  private readonly ask: HTMLButtonElement
  private readonly kept: HTMLElement
  private readonly address = h('span', { dir: 'auto' })
  private readonly remove: HTMLButtonElement
  private readonly note = h('p', { class: 'note', role: 'alert' })
  private isAsked = false
  private last: { readonly talk: Talk; readonly state: EmailState } | null = null

  constructor(
    private readonly words: Words,
    onEmail: (email: string | null) => void,
  ) {
    const { label, save, cancel, remove } = words.email
    const link = (text: string, onClick: () => void) => {
      const button = h('button', { type: 'button', class: 'link-button' }, text)
      button.addEventListener('click', onClick)
      return button
    }
    this.ask = link(label, () => {
      this.open(true)
      this.field.focus()
    })
    this.field = h('input', {
      type: 'email',
      inputmode: 'email',
      autocomplete: 'email',
      maxlength: 254,
      'aria-label': label,
      placeholder: label,
    })
    const cancelling = link(cancel, () => {
      this.open(false)
      this.ask.focus()
    })
    this.form = h(
      'form',
      { novalidate: true },
      this.field,
      h('button', { type: 'submit', class: 'link-button' }, save),
      cancelling,
    )
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      onEmail(this.field.value)
    })
    this.remove = link(remove, () => {
      onEmail(null)
    })
    this.kept = h('p', {}, this.address, ' ', this.remove)
    this.row.append(this.ask, this.form, this.kept, this.note)
  }

  show(talk: Talk, state: EmailState): void {
    const { words, last } = this
    // Kept now, or removed: what was typed is done with.
    if (last && last.talk.email !== talk.email) {
      this.isAsked = false
      this.field.value = ''
    }
    this.last = { talk, state }
    const { email } = talk
    this.row.hidden = !(talk.canNotify && talk.conversations.length > 0) && email === null
    this.ask.hidden = email !== null || this.isAsked
    this.form.hidden = email !== null || !this.isAsked
    this.kept.hidden = email === null
    if (email !== null) {
      this.address.textContent = fill(words.email.kept, { email })
      setAttributes(this.remove, { 'aria-label': fill(words.email.removeOf, { email }) })
    }
    const note = state === 'rest' || (!this.isAsked && email === null) ? '' : words.email[state]
    if (this.note.textContent !== note) this.note.textContent = note
    this.note.classList.toggle('quiet', state === 'saving')
    setAttributes(this.field, { 'aria-invalid': state === 'refused' && this.isAsked ? 'true' : null })
  }

  private open(isAsked: boolean): void {
    this.isAsked = isAsked
    if (this.last) this.show(this.last.talk, 'rest')
  }
}

import type { PortalMessage } from '#shared/contract/portal'
import type { Clock } from '#shared/lib/clock'

import { h } from './dom'
import type { MessageContext } from './message-view'
import { fill } from './words'

/** More at once are told as a number. */
const ONE_BY_ONE = 3
/** A screen reader has taken it by then; what is taken back later has left no trace here (spec M9). */
const KEPT_MS = 1_500

/** What a screen reader says of what arrives, each once; seen by nobody. */
export class SpokenLog {
  readonly element = h('div', { class: 'spoken', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' })

  constructor(
    private readonly context: MessageContext,
    private readonly clock: Clock,
  ) {}

  add(messages: readonly PortalMessage[]): void {
    const { words } = this.context
    if (messages.length > ONE_BY_ONE) this.say(fill(words.spokenMany, { n: messages.length }), null)
    else for (const message of messages) this.say(this.wordsOf(message), message.id)
  }

  forget(ids: readonly string[]): void {
    for (const line of [...this.element.children]) if (ids.includes(line.getAttribute('data-id') ?? '')) line.remove()
  }

  private say(text: string, id: string | null): void {
    const line = h('p', { 'data-id': id }, text)
    this.element.append(line)
    this.clock.schedule(KEPT_MS, () => {
      line.remove()
    })
  }

  private wordsOf({ content }: PortalMessage): string {
    const { words, company } = this.context
    switch (content.kind) {
      case 'text':
        return fill(words.spoken, { company: company(), text: content.text })
      case 'image':
        return fill(words.spoken, { company: company(), text: fill(words.picture, { name: content.name }) })
      case 'file':
        return fill(words.spoken, { company: company(), text: fill(words.spokenFile, { name: content.name }) })
      case 'missedCall':
        return fill(words.missedCall, { company: company() })
    }
  }
}

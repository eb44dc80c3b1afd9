import type { BotMenu, BotScreen, BotStep } from './bot'
import { plain } from './plain-words'

/** Where a client stands in the menu; JSON. */
export interface MenuPosition {
  readonly screenId: string
  /** The last answer was none of the choices; a second such one brings a person. */
  readonly isRepeated: boolean
}

export interface MenuReply {
  /** To be sent to the client; `null`: nothing. */
  readonly text: string | null
  readonly then:
    | { readonly kind: 'wait'; readonly position: MenuPosition }
    | { readonly kind: 'handOver' }
    | { readonly kind: 'close' }
}

/** The client's first word opens the menu, whatever it says. */
export function startMenu(menu: BotMenu): MenuReply {
  return show(menu, menu.startId)
}

/** `text`: what the client wrote; `null`: an image or anything else that is no text. */
export function answerMenu(menu: BotMenu, position: MenuPosition, text: string | null): MenuReply {
  const screen = screenOf(menu, position.screenId)
  if (!screen) return { text: null, then: { kind: 'handOver' } }
  const step = text === null ? null : chosen(screen, text)
  if (step !== null) return take(menu, step)
  if (position.isRepeated) return { text: null, then: { kind: 'handOver' } }
  return { text: render(screen), then: { kind: 'wait', position: { screenId: screen.id, isRepeated: true } } }
}

function take(menu: BotMenu, step: BotStep): MenuReply {
  return step.kind === 'screen' ? show(menu, step.screenId) : { text: null, then: step }
}

/** A screen without choices is said, and a person goes on. */
function show(menu: BotMenu, screenId: string): MenuReply {
  const screen = screenOf(menu, screenId)
  if (!screen) return { text: null, then: { kind: 'handOver' } }
  const position = { screenId, isRepeated: false }
  return { text: render(screen), then: screen.choices.length === 0 ? { kind: 'handOver' } : { kind: 'wait', position } }
}

function screenOf({ screens }: BotMenu, screenId: string): BotScreen | undefined {
  return screens.find(({ id }) => id === screenId)
}

function render({ text, choices }: BotScreen): string {
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label}`)
  return lines.length === 0 ? text : `${text}\n\n${lines.join('\n')}`
}

/** «1», «1.», «1️⃣», «1. Доставка» or «доставка». A number counts before a label that is one. */
function chosen({ choices }: BotScreen, text: string): BotStep | null {
  const said = plain(text)
  const byNumber = choices.find((_, index) => said === String(index + 1))
  const byLabel = choices.find(({ label }, index) => {
    if (text.trim() === label.trim()) return true
    return said !== '' && (said === plain(label) || said === plain(`${index + 1}. ${label}`))
  })
  return (byNumber ?? byLabel)?.then ?? null
}

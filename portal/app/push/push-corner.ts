import type { PageFrame, PortalFrame } from '#shared/contract/portal'

import type { Words } from '../words'
import { browserPush } from './browser-push'
import { PushRow } from './push-row'
import { PushSwitch } from './push-switch'

const CONVERSATION = 'conversation'

export interface PushCornerOptions {
  readonly words: Words
  readonly page: Window
  readonly send: (frame: PageFrame) => boolean
  /** A notice of this conversation was clicked. */
  readonly onOpen: (conversationId: string) => void
}

/** Push in this page with all that belongs to it: the switch, what the browser can, what its worker says. */
export class PushCorner {
  private readonly row: PushRow
  private readonly switch: PushSwitch

  constructor(private readonly options: PushCornerOptions) {
    const { words, page, send, onOpen } = options
    this.row = new PushRow(words, () => {
      this.switch.toggle()
    })
    this.switch = new PushSwitch({
      browser: browserPush(page),
      send,
      changed: (state) => {
        this.row.show(state)
      },
    })
    if (!('serviceWorker' in page.navigator)) return
    page.navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'object' || data === null || !('otklik' in data) || data.otklik !== 'open') return
      if ('conversationId' in data && typeof data.conversationId === 'string') onOpen(data.conversationId)
    })
  }

  get element(): HTMLElement {
    return this.row.element
  }

  handle(frame: PortalFrame): void {
    this.switch.handle(frame)
    if (frame.type === 'welcome') this.look()
  }

  /** The page has come to the front, perhaps. */
  look(): void {
    if (this.options.page.document.visibilityState === 'visible') this.switch.look()
  }
}

/** The conversation that a click on a notice opened the page for, taken out of the address. */
export function takeWishedConversation(page: Window): string | null {
  const { location, history } = page
  const asked = new URLSearchParams(location.search)
  const wished = asked.get(CONVERSATION)
  if (wished === null) return null
  asked.delete(CONVERSATION)
  const rest = asked.toString()
  history.replaceState(null, '', location.pathname + (rest === '' ? '' : `?${rest}`))
  return wished
}

import type { PageFrame, PortalFrame } from '#shared/contract/portal'
import type { Clock } from '#shared/lib/clock'

import type { FrameLink } from '../frame-link'
import { fill, type Words } from '../words'
import { CallPanel } from './call-panel'
import { canTalk, PeerSound } from './peer-sound'
import { Ring } from './ring'
import { VisitorCalls, type CallState } from './visitor-calls'

export interface CallCornerOptions {
  readonly words: Words
  readonly clock: Clock
  readonly send: (frame: PageFrame) => boolean
  readonly link: Pick<FrameLink, 'isFramed' | 'tell'>
  /** What the tab is called may be another by now. */
  readonly titleChanged: () => void
}

/** Calls in this page with all that belongs to them: what rings, what is drawn, what is heard. */
export class CallCorner {
  private readonly calls: VisitorCalls
  private readonly panel: CallPanel
  private readonly ring: Ring
  private isRinging = false
  private told: 'rings' | 'talks' | 'quiet' = 'quiet'

  constructor(private readonly options: CallCornerOptions) {
    const { words, clock, send, link } = options
    this.ring = new Ring(clock)
    this.calls = new VisitorCalls({
      clock,
      send,
      canTalk,
      makeSound: (changed) => new PeerSound(clock, changed),
      changed: (state) => {
        this.changed(state)
      },
    })
    this.panel = new CallPanel(words, clock, {
      onAnswer: () => {
        this.calls.answer()
      },
      onDecline: () => {
        this.calls.decline()
      },
      onHangUp: () => {
        this.calls.hangUp()
      },
      onMute: (isMuted) => {
        this.calls.setMuted(isMuted)
      },
      onDismiss: () => {
        this.calls.dismiss()
      },
      mayFocus: () => !link.isFramed || document.hasFocus(),
    })
  }

  get element(): HTMLElement {
    return this.panel.element
  }

  /** Of the tab; `null`: as without a call. */
  get title(): string | null {
    const { state } = this.calls
    return state.kind === 'rings' ? fill(this.options.words.call.rings, { company: state.company }) : null
  }

  handle(frame: PortalFrame): void {
    this.calls.handle(frame)
  }

  /** The page is closed, or the chat is. */
  leave(): void {
    this.calls.leave()
  }

  /** Was there something to focus? */
  focus(): boolean {
    if (this.isRinging) this.panel.focus()
    return this.isRinging
  }

  /** Was there something to decline? */
  escape(): boolean {
    const { isRinging } = this
    if (isRinging) this.calls.decline()
    return isRinging
  }

  private changed(state: CallState): void {
    const { link, titleChanged } = this.options
    this.isRinging = state.kind === 'rings'
    this.panel.show(state)
    titleChanged()
    if (this.isRinging) this.ring.start()
    else this.ring.stop()
    const told = this.isRinging ? 'rings' : state.kind === 'none' || state.kind === 'ended' ? 'quiet' : 'talks'
    if (this.told === told) return
    this.told = told
    link.tell({ otklik: told })
  }
}

/** `rings`: a call wants the frame before the person's eyes. `talks`: it was taken here. `quiet`: there is none any more. */
type FrameWord =
  | { readonly otklik: 'unread'; readonly count: number }
  | { readonly otklik: 'close' | 'known' | 'rings' | 'talks' | 'quiet' }

/** Words between the icon's script on the company's page and the chat in its frame. Nothing that is written passes here. */
export interface FrameLink {
  readonly isFramed: boolean
  /** Is the frame open before the person's eyes? */
  readonly isOpen: () => boolean
  tell(word: FrameWord): void
}

export function frameLink(page: Window, onOpened: (isOpen: boolean, mayFocus: boolean) => void): FrameLink {
  const { parent } = page
  const isFramed = parent !== page
  let isOpen = !isFramed
  if (isFramed)
    page.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
      if (source !== parent || typeof data !== 'object' || data === null || !('otklik' in data)) return
      if (data.otklik !== 'opened' && data.otklik !== 'closed') return
      isOpen = data.otklik === 'opened'
      // Whoever is writing on the company's page is not taken away from it.
      onOpened(isOpen, !('mayFocus' in data) || data.mayFocus === true)
    })
  return {
    isFramed,
    isOpen: () => isOpen,
    tell(word) {
      // Which site it is the frame does not know; it may be only one that the channel allows.
      if (isFramed) parent.postMessage(word, '*')
    },
  }
}

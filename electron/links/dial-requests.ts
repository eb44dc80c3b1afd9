import { findNumberIn, mayDialAtOnce, parseDialLink, type Dialled, type DialRequest } from '#shared/domain/dial-link'

export interface DialRequestsDependencies {
  readonly newId: () => string
  /** The person wants numbers dialled without a further key. */
  readonly isAtOnce: () => boolean
  readonly hasCalls: () => boolean
  /** `false`: no call came of it. */
  readonly startCall: (number: string) => Promise<boolean>
  readonly showDesk: () => void
  readonly onWaiting: () => void
}

export interface DialRequests {
  readonly handleLink: (url: string) => Promise<void>
  readonly handleSelection: (text: string) => Promise<void>
  /** What waits for the person, once. */
  readonly take: () => DialRequest | null
}

/**
 * A link or a selected text becomes a number in the pad, which is dialled with one key. Only where the person has
 * switched it on is it dialled at once, and never into a call that is there already: a page that opens links by itself
 * would put a client on hold.
 */
export function createDialRequests(deps: DialRequestsDependencies): DialRequests {
  let waiting: DialRequest | null = null

  async function handle(from: DialRequest['from'], dialled: Dialled): Promise<void> {
    deps.showDesk()
    const isAtOnce = deps.isAtOnce() && !deps.hasCalls() && mayDialAtOnce(dialled)
    if (isAtOnce && dialled.kind === 'number' && (await deps.startCall(dialled.number))) return
    waiting = { id: deps.newId(), from, dialled }
    deps.onWaiting()
  }

  return {
    handleLink: (url) => handle('link', parseDialLink(url)),
    handleSelection: (text) => handle('selection', findNumberIn(text)),
    take() {
      const taken = waiting
      waiting = null
      return taken
    },
  }
}

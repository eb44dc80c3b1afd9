import { notifications } from '@mantine/notifications'

import type { ErasureView } from '#shared/contract/personal-data'
import { sleep, type Clock } from '#shared/lib/clock'

import type { PersonalRest } from '../model/personal-rest'

const ASK_EVERY_MS = 700
/** Asked in vain so often: it goes on without being looked at. */
const PATIENCE = 20

export interface ErasureWords {
  readonly progress: (view: ErasureView) => string
  readonly done: string
  /** The hub does not answer; it goes on all the same. */
  readonly unseen: string
  readonly close: string
}

/** How far an erasure is. Its conversation, and with it the dialog, is gone from the first moment on. */
export async function showErasure(
  rest: Pick<PersonalRest, 'erasure'>,
  begun: ErasureView,
  words: ErasureWords,
  clock: Clock,
): Promise<void> {
  const toast = { id: begun.id, autoClose: false as const, closeButtonProps: { 'aria-label': words.close } }
  const say = (message: string, isOver: boolean): void => {
    notifications.update({ ...toast, message, loading: !isOver, ...(isOver ? { autoClose: 7_000 } : {}) })
  }
  notifications.show({ ...toast, loading: true, message: words.progress(begun) })
  let view = begun
  let inVain = 0
  while (view.endedAtMs === null && inVain < PATIENCE) {
    await sleep(clock, ASK_EVERY_MS)
    const answer = await rest.erasure(begun.id)
    inVain = answer.ok ? 0 : inVain + 1
    if (answer.ok) view = answer.value
    if (answer.ok && view.endedAtMs === null) say(words.progress(view), false)
  }
  say(view.endedAtMs === null ? words.unseen : words.done, true)
}

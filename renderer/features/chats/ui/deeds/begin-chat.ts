import type { ChatId } from '#shared/domain/ids'

import type { ChatBeginning, DeskData } from '../../../../data/desk-data'

/** Opens it as soon as the hub has made it; a hub that refuses says so by itself. */
export async function beginChat(data: DeskData, beginning: ChatBeginning, onOpen: (id: ChatId) => void): Promise<void> {
  const id = await data.startChat(beginning)
  let isOpened = false
  const observation = data.observeChat(id, (row) => {
    if (!row || isOpened) return
    isOpened = true
    onOpen(id)
    // Told at once it is told before there is something to let go of.
    queueMicrotask(() => {
      observation.dispose()
    })
  })
}

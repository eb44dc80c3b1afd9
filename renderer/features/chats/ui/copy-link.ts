import type { ChatId } from '#shared/domain/ids'
import { caseLink } from '#shared/domain/own-link'

/** Copies the link by which a colleague's desk opens the conversation, and says that it is there to be pasted. */
export async function copyLink(id: ChatId, words: { readonly copied: string; readonly close: string }): Promise<void> {
  await navigator.clipboard.writeText(caseLink(id))
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ message: words.copied, closeButtonProps: { 'aria-label': words.close } })
}
